import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'
import { complaints, unusedExports } from '../../tools/unused-exports.ts'

test('an export that no file imports is found, whatever its kind', (t) => {
  const root = project(t, {
    'shared/domain/a.ts': `
      export const value = 1
      export const { left, right: [first] } = { left: 1, right: [2] }
      export function rule() {}
      export class Store {}
      export type Fact = string
      export interface Shape {}
      const kept = 1
      export { kept as renamed }
    `,
  })

  const names = unusedExports(root).map((one) => one.name)

  assert.deepEqual(names, ['value', 'left', 'first', 'rule', 'Store', 'Fact', 'Shape', 'renamed'])
})

test('every way of importing counts as use', (t) => {
  const root = project(t, {
    'shared/domain/a.ts':
      'export const one = 1\nexport const two = 2\nexport type Three = 3\nexport const four = 4\n',
    'shared/domain/b.ts': 'export const all = 1\n',
    'shared/domain/c.ts': 'export const passedOn = 1\n',
    'functions/main.ts': `
      import { one as renamed } from '../shared/domain/a.ts'
      import * as b from '../shared/domain/b.ts'
      export { passedOn } from '../shared/domain/c.ts'
      const { four } = await import('../shared/domain/a.ts')
      export const use = [renamed, b, four] as unknown as import('../shared/domain/a.ts').Three
    `,
  })

  assert.deepEqual(unusedExports(root), [{ file: 'shared/domain/a.ts', name: 'two', importedBy: 'nothing' }])
})

test('a type that another export of its file is made of may be exported; one that stands alone may not', (t) => {
  const root = project(t, {
    'shared/domain/a.ts':
      'export type Part = 1\nexport type Whole = { part: Part }\nexport type Dead = { dead: Dead }\n',
    'functions/main.ts': "import type { Whole } from '../shared/domain/a.ts'\n",
  })

  assert.deepEqual(
    unusedExports(root).map((one) => one.name),
    ['Dead'],
  )
})

test('what only a test imports is unused in the product, and used in tests and tools', (t) => {
  const root = project(t, {
    'shared/domain/a.ts': 'export const a = 1\n',
    'tools/b.ts': 'export const b = 1\n',
    'tests/support/c.ts': 'export const c = 1\n',
    'tests/a.test.ts':
      "import { a } from '../shared/domain/a.ts'\nimport { b } from '../tools/b.ts'\nimport { c } from './support/c.ts'\n",
  })

  assert.deepEqual(unusedExports(root), [{ file: 'shared/domain/a.ts', name: 'a', importedBy: 'tests only' }])
})

test('a value that its own file uses may be exported for a test to look at closely, not for nobody', (t) => {
  const root = project(t, {
    'shared/domain/a.ts':
      'export const step = 1\nexport const lonely = 2\nexport const rule = [step, lonely]\n',
    'functions/main.ts': "import { rule } from '../shared/domain/a.ts'\nexport const use = rule\n",
    'tests/a.test.ts': "import { step } from '../shared/domain/a.ts'\n",
  })

  assert.deepEqual(unusedExports(root), [
    { file: 'shared/domain/a.ts', name: 'lonely', importedBy: 'nothing' },
  ])
})

test('an export kept for tests needs a reason, and a reason needs such an export', () => {
  const unused = [
    { file: 'shared/a.ts', name: 'tested', importedBy: 'tests only' },
    { file: 'shared/a.ts', name: 'dead', importedBy: 'nothing' },
  ] as const

  assert.deepEqual(
    complaints(unused, [{ export: 'shared/a.ts#tested', reason: 'The table is compared with the chart.' }]),
    ['shared/a.ts#dead is imported by nothing'],
  )
  assert.deepEqual(complaints(unused, [{ export: 'shared/a.ts#tested', reason: '' }]).length, 2)
  assert.deepEqual(complaints([], [{ export: 'shared/a.ts#gone', reason: 'It was once needed.' }]), [
    'shared/a.ts#gone needs no reason',
  ])
})

function project(t: TestContext, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'unused-exports-'))
  t.after(() => rmSync(root, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}
