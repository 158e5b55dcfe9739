import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import { coverageByFolder, type FolderCoverage, type Gap } from './coverage.ts'

type FailedTest = Extract<TestEvent, { type: 'test:fail' }>['data'] & { readonly classname?: string }
type Counts = Extract<TestEvent, { type: 'test:summary' }>['data']['counts']

/**
 * Reports failures with their difference, then coverage below its floor, then the plain line `N passed, N failed`.
 * Quiet about everything that is well. A run without a test, or below its floor, fails too.
 */
export default async function* reporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const root = process.cwd()
  const output = new Map<string, string>()
  for await (const event of source) {
    if (event.type === 'test:stderr' || event.type === 'test:stdout') {
      const file = relative(root, event.data.file)
      output.set(file, (output.get(file) ?? '') + event.data.message)
    }
    if (event.type === 'test:fail') yield failureText(root, event.data, output)
    if (event.type === 'test:coverage') yield coverageText(coverageByFolder(root, event.data.summary.files))
    if (event.type === 'test:summary' && event.data.file === undefined) yield summaryText(event.data.counts)
  }
}

function failureText(root: string, test: FailedTest, output: ReadonlyMap<string, string>): string {
  const error = test.details.error as Error & { readonly failureType?: string }
  if (error.failureType === 'subtestsFailed') return ''

  const file = relative(root, test.file ?? '')
  if (test.name === file) return `\nfailed: ${file}\n${indent(output.get(file) ?? error.message)}\n`

  const suites = test.classname === undefined ? '' : `${test.classname} > `
  return `\nfailed: ${suites}${test.name}\n  ${file}:${test.line}\n${indent(causeText(root, error.cause ?? error))}\n`
}

/** The message with its difference, and of the stack only the lines in this project. */
function causeText(root: string, cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const ours = (cause.stack ?? '').split('\n').filter((line) => line.includes(root) && line.includes(' at '))
  const stack = ours.filter((line) => !line.includes('node_modules')).map((line) => relativeStack(root, line))
  const below = cause.cause === undefined ? [] : ['caused by:', causeText(root, cause.cause)]
  return [`${cause.name}: ${cause.message.trimEnd()}`, ...stack, ...below].join('\n')
}

const relativeStack = (root: string, line: string): string =>
  line.replace(`file://${root}/`, '').replace(`${root}/`, '')

const indent = (text: string): string => text.trimEnd().replace(/^/gm, '    ')

function coverageText(folders: readonly FolderCoverage[]): string {
  const below = folders.filter((folder) => !folder.met)
  if (below.length === 0) return ''
  process.exitCode = 1
  const lines = below.flatMap((folder) => [
    `  ${folder.folder}: ${folder.reached.toFixed(1)} % of branches, the floor is ${folder.percent} %`,
    ...folder.gaps.map((gap) => `    ${gap.file} ${gapText(gap)}`),
  ])
  return ['\ncoverage below its floor:', ...lines, ''].join('\n')
}

const gapText = (gap: Gap): string =>
  gap.lines === 'never loaded' ? 'is loaded by no test' : `line ${gap.lines.join(', ')}`

function summaryText(counts: Counts): string {
  const failed = counts.tests - counts.passed - counts.skipped - counts.todo
  if (failed > 0 || counts.passed === 0) process.exitCode = 1
  const left = counts.skipped + counts.todo
  return `${left > 0 ? `\n${left} skipped` : ''}\n${counts.passed} passed, ${failed} failed\n`
}
