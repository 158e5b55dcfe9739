import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import assert from 'node:assert/strict'

const documents = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md')]
const read = (path: string): string => readFileSync(path, 'utf8')

test('the log catalogue has every code of the union with exactly its members', () => {
  const union = logEvents(read('shared/application/ports/log.ts'))

  assert.deepEqual(loggedCodes(read('docs/logging.md')), union)
  assert.ok(union.size > 5)
})

test('a code or member that is missing from the log catalogue is noticed', () => {
  const source = "{ readonly code: 'purged'; readonly companyId: string; readonly what: string }"

  assert.deepEqual(logEvents(source), new Map([['purged', ['companyId', 'what']]]))
  assert.deepEqual(
    loggedCodes('| `purged` | information | `companyId` | when |'),
    new Map([['purged', ['companyId']]]),
  )
})

test('every link between the documents leads somewhere', () => {
  const broken = documents.flatMap((file) => brokenLinks(file, read(file)))

  assert.deepEqual(broken, [])
})

test('a link that leads nowhere is noticed', () => {
  assert.deepEqual(
    brokenLinks('docs/a.md', '[gone](gone.md#part), [there](../README.md), [out](https://example.com)'),
    ['docs/a.md: gone.md'],
  )
})

test('every npm script that a document names exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as {
    readonly scripts: Readonly<Record<string, string>>
  }
  const named = documents.flatMap((file) =>
    [...read(file).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name),
  )

  assert.deepEqual(
    [...new Set(named)].filter((name) => !(name in scripts)),
    [],
  )
})

test('decisions are numbered without a gap, and each has status, date and its sentence', () => {
  const files = globSync('docs/decisions/*.md').sort()

  assert.deepEqual(
    files.map((file) => Number(/\/(\d{4})-/.exec(file)?.[1])),
    files.map((_, index) => index + 1),
  )
  for (const [index, file] of files.entries()) {
    const text = read(file)
    assert.match(
      text,
      new RegExp(`^# ${index + 1}\\. .+\\n\\nStatus: (accepted|replaced by \\d+), \\d{4}-\\d\\d-\\d\\d\\n`),
      file,
    )
    assert.match(
      text,
      /\n\nIn the context of .+, facing .+, we chose .+ over .+, to gain .+, accepting .+\.\n/,
      file,
    )
  }
})

test('four severities are named, each with what it sets in motion', () => {
  const rows = [...read('SECURITY.md').matchAll(/^\| (\d) \w+ \| .{20,} \| .{20,} \|$/gm)].map(firstGroup)

  assert.deepEqual(rows, ['1', '2', '3', '4'])
})

test('the deployed host serves pages at the root and traces no inputs of orchestrations', () => {
  const host = JSON.parse(read('host.json')) as {
    readonly extensions: {
      readonly http: { readonly routePrefix: string }
      readonly durableTask: { readonly tracing: { readonly traceInputsAndOutputs: boolean } }
    }
  }

  assert.equal(host.extensions.http.routePrefix, '')
  assert.equal(host.extensions.durableTask.tracing.traceInputsAndOutputs, false)
})

/** Codes with their other members, from the union's source. */
function logEvents(source: string): ReadonlyMap<string, readonly string[]> {
  const members = [...source.matchAll(/\{\s*readonly code: '(\w+)'([^}]*)\}/g)]
  return new Map(
    members.map(([, code = '', rest = '']) => [code, [...rest.matchAll(/readonly (\w+):/g)].map(firstGroup)]),
  )
}

/** Codes with their members, from the table's rows. */
function loggedCodes(markdown: string): ReadonlyMap<string, readonly string[]> {
  const rows = [...markdown.matchAll(/^\| `(\w+)` \| (?:information|warning|error) \| ([^|]*) \|/gm)]
  return new Map(
    rows.map(([, code = '', members = '']) => [code, [...members.matchAll(/`(\w+)`/g)].map(firstGroup)]),
  )
}

const firstGroup = ([, group = '']: RegExpExecArray): string => group

function brokenLinks(file: string, text: string): readonly string[] {
  const targets = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(firstGroup)
  return targets
    .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(dirname(file), target)))
    .map((target) => `${file}: ${target}`)
}
