import { globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { relative } from 'node:path'

/** What a folder's branches must reach, in percent. Rules about people's data are proved in full. */
const floors: readonly Floor[] = [
  { folder: 'shared/domain', percent: 100 },
  { folder: 'shared/application', percent: 100 },
  { folder: 'shared/kernel', percent: 90 },
  { folder: 'shared/config', percent: 90 },
  { folder: 'shared/contracts', percent: 90 },
  { folder: 'shared/adapters', percent: 90 },
  { folder: 'shared/composition', percent: 90 },
  { folder: 'functions', percent: 90 },
  { folder: 'orchestrations', percent: 90 },
  { folder: 'local', percent: 90 },
]

export type Floor = { readonly folder: string; readonly percent: number }

/** The part of the test runner's coverage event that is read here. */
export type FileCoverage = {
  readonly path: string
  readonly branches: readonly { readonly line: number; readonly count: number }[]
  readonly functions: readonly { readonly line: number; readonly count: number }[]
}

export type FolderCoverage = Floor & {
  readonly covered: number
  readonly total: number
  readonly reached: number
  readonly gaps: readonly Gap[]
  readonly met: boolean
}

/** A file with branches that no test took; `never loaded` when no test even imported it. */
export type Gap = { readonly file: string; readonly lines: readonly number[] | 'never loaded' }

/**
 * Coverage by folder. A function that never ran counts as a missed branch: the engine reports its inner branches
 * only once it has run. A file that no test loads fails its folder, unless it holds nothing but types.
 */
export function coverageByFolder(
  root: string,
  files: readonly FileCoverage[],
  folders: readonly Floor[] = floors,
): readonly FolderCoverage[] {
  const seen = new Map(files.map((file) => [relative(root, file.path), file]))
  return folders.map((floor) => {
    const gaps: Gap[] = []
    const sum = { covered: 0, total: 0 }
    for (const file of sourceFiles(root, floor.folder)) {
      const found = seen.get(file)
      if (!found) {
        if (hasCode(`${root}/${file}`)) gaps.push({ file, lines: 'never loaded' })
        continue
      }
      const missed = missedLines(found)
      sum.total += found.branches.length + found.functions.filter(neverRan).length
      sum.covered += found.branches.length - found.branches.filter(neverRan).length + missed.impossible
      if (missed.lines.length > 0) gaps.push({ file, lines: missed.lines })
    }
    const reached = sum.total === 0 ? 100 : (100 * sum.covered) / sum.total
    const met = reached >= floor.percent && !gaps.some((gap) => gap.lines === 'never loaded')
    return { ...floor, ...sum, reached, gaps, met }
  })
}

/** What the compiler proves unreachable, an `assertNever` on the line or the next, is not missed: one branch for each. */
function missedLines(file: FileCoverage): { readonly lines: readonly number[]; readonly impossible: number } {
  const branches = file.branches.filter(neverRan).map((branch) => branch.line)
  const before = branches.length
  for (const line of linesWith(file.path, 'assertNever(')) {
    const at = Math.max(branches.indexOf(line), branches.indexOf(line - 1))
    if (at >= 0) branches.splice(at, 1)
  }
  const functions = file.functions.filter(neverRan).map((fn) => fn.line)
  const lines = [...new Set([...branches, ...functions])].sort((a, b) => a - b)
  return { lines, impossible: before - branches.length }
}

function linesWith(path: string, text: string): readonly number[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.flatMap((line, index) => (line.includes(text) ? [index + 1] : []))
}

const neverRan = (item: { readonly count: number }): boolean => item.count === 0

function sourceFiles(root: string, folder: string): readonly string[] {
  return globSync(`${folder}/**/*.ts`, { cwd: root }).filter((file) => !file.includes('/generated/'))
}

/** Types vanish before the code runs; a file of types alone has nothing to cover. */
function hasCode(path: string): boolean {
  const stripped = stripTypeScriptTypes(readFileSync(path, 'utf8'))
  const bare = stripped.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  return bare.replace(/[\s;]/g, '') !== ''
}
