import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { featureComplaints, featureIds, featureRows, readProjectFile } from '../../tools/features.ts'

const table = readFileSync('docs/features.md', 'utf8')

test('the feature table has every promise once, and every test that it names exists', () => {
  assert.deepEqual(featureComplaints(table, readProjectFile), [])
})

test('there are 202 promises', () => {
  assert.equal(featureIds.length, 202)
  assert.equal(featureRows(table).length, 202)
})

// Each planted row replaces a good one and must be complained about.
const planted = [
  { row: '', complaint: 'C1 has no row' },
  { row: '| C1 | Access | works | |', complaint: 'C1 works, but names no test' },
  { row: '| C1 | Access | done | |', complaint: 'C1 has the unknown state "done"' },
  { row: '| C1 | | not yet | |', complaint: 'C1 says nothing' },
  { row: '| C1 | Access | not applicable | |', complaint: 'C1 is not applicable, but gives no reason' },
  { row: '| C1 | Access | not yet | |\n| C1 | Access | not yet | |', complaint: 'C1 has more than one row' },
  { row: '| C1 | Access | not yet | |\n| C79 | More | not yet | |', complaint: 'C79 is no promise' },
  {
    row: '| C1 | Access | works | tests/gone.test.ts |',
    complaint: 'C1 names tests/gone.test.ts, which is not there',
  },
  {
    row: '| C1 | Access | works | tests/a.test.ts: is right; tests/a.test.ts: is gone |',
    complaint: 'C1 names a test that tests/a.test.ts does not have: is gone',
  },
] as const

const files: Readonly<Record<string, string>> = {
  'tests/a.test.ts':
    "test('is right', () => {})\n// is gone\ntest(\n  \"a person's (own) | request\", () => {})",
}
const rest = featureIds.filter((id) => id !== 'C1').map((id) => `| ${id} | A promise | not yet | |`)

for (const { row, complaint } of planted) {
  test(`a bad row is reported: ${complaint}`, () => {
    assert.deepEqual(
      featureComplaints([row, ...rest].join('\n'), (path) => files[path]),
      [complaint],
    )
  })
}

test('a row may name tests by title, with any sign in it, or a whole file', () => {
  const row =
    "| C1 | Access | works | tests/a.test.ts: is right; tests/a.test.ts: a person's (own) \\| request; tests/a.test.ts |"

  assert.deepEqual(
    featureComplaints([row, ...rest].join('\n'), (path) => files[path]),
    [],
  )
})
