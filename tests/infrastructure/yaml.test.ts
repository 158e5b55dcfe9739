import assert from 'node:assert/strict'
import { test } from 'node:test'

import { parseYaml } from '../support/yaml.ts'

test('pipelines are read as YAML says', () => {
  const text = `
# a comment
on:
  push:
    tags: [v*, 'w #1']
  pull_request:
jobs:
  check: # another
    steps:
      - uses: a/b@c # v1
        with:
          depth: 0
          keep: false
      - run: echo "a: b" && c
      - run: |
          first # stays
            second

      - two words
empty:
- "x\\n"
`

  assert.deepEqual(parseYaml(text), {
    on: { push: { tags: ['v*', 'w #1'] }, pull_request: null },
    jobs: {
      check: {
        steps: [
          { uses: 'a/b@c', with: { depth: 0, keep: false } },
          { run: 'echo "a: b" && c' },
          { run: 'first # stays\nsecond\n' },
          'two words',
        ],
      },
    },
    empty: ['x\n'],
  })
})

for (const text of [
  'a: &b c',
  'a: *b',
  'a: !secret x',
  'a: >',
  'a: {b: c}',
  'a: b\na: c',
  'a: b\n   c: d',
  'no key',
]) {
  test(`what our pipelines do not need is refused: ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseYaml(text), /^Error: line \d/)
  })
}
