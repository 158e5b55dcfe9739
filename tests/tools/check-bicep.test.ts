import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

import { parseBicep } from '../../tools/bicep/syntax.ts'

test('every template can be read by the grammar of Bicep', async () => {
  const files = globSync('bicep/**/*.bicep')

  for (const file of files) assert.deepEqual((await parseBicep(readFileSync(file, 'utf8'))).faults, [], file)
  assert.ok(files.length > 10)
})

const planted = [
  { text: "param location string =\nvar a = 1\nresource b 'c' 'd' = {}", line: 2 },
  { text: 'var a = {\n  b: [1 2\n}', line: 2 },
] as const

for (const { text, line } of planted) {
  test(`what is no Bicep is reported with its line: ${text.slice(0, 20).replace('\n', ' ')}`, async () => {
    const { faults } = await parseBicep(text)

    assert.equal(faults[0]?.line, line)
  })
}
