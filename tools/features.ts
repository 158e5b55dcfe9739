// Checks docs/features.md: every promise has one row with a state, and what works names a test that exists.
import { existsSync, readFileSync } from 'node:fs'

export type FeatureRow = {
  readonly id: string
  readonly promise: string
  readonly state: string
  /** Tests as `tests/path.test.ts: title`, or without title for the whole file; several apart by `; `. Else a reason. */
  readonly shownBy: string
}

/** The text of a file, or undefined where there is none. */
export type ReadText = (path: string) => string | undefined

const states: readonly string[] = ['works', 'partly', 'not yet', 'not applicable']

const numbered = (letter: string, last: number): readonly string[] =>
  Array.from({ length: last }, (_, index) => `${letter}${index + 1}`)

export const featureIds: readonly string[] = [
  ...numbered('C', 78),
  ...numbered('I', 61),
  'I16a',
  ...numbered('G', 62),
]

export function featureRows(markdown: string): readonly FeatureRow[] {
  return markdown.split('\n').flatMap((line) => {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim())
    const [, id = '', promise = '', state = '', shownBy = ''] = cells
    return /^[CIG]\d/.test(id) ? [{ id, promise, state, shownBy }] : []
  })
}

export function featureComplaints(markdown: string, read: ReadText): readonly string[] {
  const rows = featureRows(markdown)
  const ids = rows.map((row) => row.id)
  return [
    ...featureIds.filter((id) => !ids.includes(id)).map((id) => `${id} has no row`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} has more than one row`),
    ...ids.filter((id) => !featureIds.includes(id)).map((id) => `${id} is no promise`),
    ...rows.flatMap((row) => rowComplaints(row, read).map((complaint) => `${row.id} ${complaint}`)),
  ]
}

function rowComplaints(row: FeatureRow, read: ReadText): readonly string[] {
  const tests = testsIn(row.shownBy)
  return [
    ...(row.promise === '' ? ['says nothing'] : []),
    ...(states.includes(row.state) ? [] : [`has the unknown state "${row.state}"`]),
    ...(row.state === 'works' && tests.length === 0 ? ['works, but names no test'] : []),
    ...(row.state === 'not applicable' && row.shownBy === ''
      ? ['is not applicable, but gives no reason']
      : []),
    ...tests.flatMap(({ file, title }) => {
      const text = read(file)
      if (text === undefined) return [`names ${file}, which is not there`]
      return title === undefined || hasTest(text, title)
        ? []
        : [`names a test that ${file} does not have: ${title}`]
    }),
  ]
}

function testsIn(cell: string): readonly { readonly file: string; readonly title: string | undefined }[] {
  return cell
    .split(/;\s*(?=tests\/)/)
    .map((part) => /^(tests\/\S+\.test\.ts)(?:: (.+))?$/.exec(part.trim()))
    .filter((match) => match !== null)
    .map(([, file = '', title]) => ({ file, title: title?.replaceAll('\\|', '|') }))
}

function hasTest(text: string, title: string): boolean {
  const literal = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`\\b(test|it)\\(\\s*(['"\`])${literal}\\2`).test(text.replaceAll("\\'", "'"))
}

export const readProjectFile: ReadText = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

if (import.meta.main) {
  const markdown = readProjectFile('docs/features.md') ?? ''
  const complaints = featureComplaints(markdown, readProjectFile)
  for (const complaint of complaints) console.error(complaint)
  const counts = states.map(
    (state) => `${featureRows(markdown).filter((row) => row.state === state).length} ${state}`,
  )
  console.log(counts.join(', '))
  if (complaints.length > 0) process.exitCode = 1
}
