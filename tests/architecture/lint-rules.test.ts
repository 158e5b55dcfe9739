import { test } from 'node:test'
import assert from 'node:assert/strict'
import { ESLint } from 'eslint'

type Planted = { readonly rule: string; readonly file: string; readonly code: string }

// A rule that has never failed is not a rule: each is shown a violation here.
const planted: readonly Planted[] = [
  {
    rule: 'no-restricted-globals',
    file: 'orchestrations/planted.ts',
    code: 'export const a = () => new Date()',
  },
  {
    rule: 'no-restricted-globals',
    file: 'orchestrations/planted.ts',
    code: 'export const a = () => Date.now()',
  },
  {
    rule: 'no-restricted-globals',
    file: 'orchestrations/planted.ts',
    code: 'export const a = () => Math.random()',
  },
  {
    rule: 'no-restricted-globals',
    file: 'orchestrations/planted.ts',
    code: 'export const a = () => crypto.randomUUID()',
  },
  {
    rule: 'no-restricted-globals',
    file: 'orchestrations/planted.ts',
    code: 'export const a = () => performance.now()',
  },
  {
    rule: 'no-restricted-globals',
    file: 'orchestrations/planted.ts',
    code: 'export const a = () => globalThis',
  },
  {
    rule: 'no-restricted-globals',
    file: 'orchestrations/planted.ts',
    code: "export const a = () => fetch('/')",
  },
  {
    rule: 'no-restricted-globals',
    file: 'orchestrations/planted.ts',
    code: 'export const a = () => process.pid',
  },
  {
    rule: 'no-restricted-globals',
    file: 'orchestrations/planted.ts',
    code: 'export const a = (f: () => void) => setTimeout(f, 1)',
  },
  {
    rule: 'no-restricted-globals',
    file: 'orchestrations/planted.ts',
    code: 'export const a = (f: () => void) => setInterval(f, 1)',
  },
  {
    rule: 'no-restricted-syntax',
    file: 'orchestrations/planted.ts',
    code: 'export const a = async (p: Promise<void>) => { await p }',
  },
  {
    rule: 'no-restricted-syntax',
    file: 'shared/domain/planted.ts',
    code: 'export const a = () => new Date()',
  },
  {
    rule: 'no-restricted-properties',
    file: 'shared/domain/planted.ts',
    code: 'export const a = () => Date.now()',
  },
  {
    rule: 'no-restricted-properties',
    file: 'shared/application/planted.ts',
    code: 'export const a = () => Math.random()',
  },
  {
    rule: 'no-restricted-syntax',
    file: 'shared/adapters/planted.ts',
    code: 'export const a = (db: { exec: (sql: string) => void }, id: string) => db.exec(`delete from t where id = ${id}`)',
  },
  {
    rule: 'no-restricted-syntax',
    file: 'shared/adapters/planted.ts',
    code: "export const a = (db: { prepare: (sql: string) => void }, id: string) => db.prepare('select ' + id)",
  },
  {
    rule: 'no-restricted-syntax',
    file: 'shared/adapters/planted.ts',
    code: 'export const a = (id: string) => ({ query: `select * from c where c.id = ${id}` })',
  },
  { rule: 'no-restricted-syntax', file: 'shared/domain/planted.ts', code: 'export default 1' },
  { rule: 'no-restricted-syntax', file: 'tests/planted.ts', code: 'export enum A { B }' },
  {
    rule: '@typescript-eslint/no-floating-promises',
    file: 'shared/application/planted.ts',
    code: 'export const a = (write: () => Promise<void>) => { write() }',
  },
  {
    rule: '@typescript-eslint/no-misused-promises',
    file: 'shared/application/planted.ts',
    code: 'export const a = (isAllowed: () => Promise<boolean>) => { if (isAllowed()) return 1; return 2 }',
  },
  {
    rule: '@typescript-eslint/await-thenable',
    file: 'tests/planted.ts',
    code: 'export const a = async () => { await 1 }',
  },
  {
    rule: '@typescript-eslint/return-await',
    file: 'tests/planted.ts',
    code: 'export const a = async (p: Promise<void>) => { try { return p } catch { return } }',
  },
  {
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    file: 'shared/domain/planted.ts',
    code: "export const a = (x: 'b' | 'c') => { switch (x) { case 'b': return 1 } return 2 }",
  },
  {
    rule: '@typescript-eslint/consistent-type-imports',
    file: 'shared/domain/planted.ts',
    code: "import { Personal } from '../kernel/personal.ts'\nexport type A = Personal<string>",
  },
  {
    rule: '@typescript-eslint/no-explicit-any',
    file: 'tests/planted.ts',
    code: 'export const a = (b: any) => b',
  },
  { rule: '@typescript-eslint/no-unused-vars', file: 'tests/planted.ts', code: 'const a = 1' },
  { rule: 'eqeqeq', file: 'tests/planted.ts', code: 'export const a = (b: number) => b == 1' },
  {
    rule: 'complexity',
    file: 'local/planted.ts',
    code: `export const a = (b: number) => ${'b > 1 ? 1 : '.repeat(14)}2`,
  },
  {
    rule: 'max-params',
    file: 'shared/domain/planted.ts',
    code: 'export const a = (b: 1, c: 1, d: 1, e: 1, f: 1) => [b, c, d, e, f]',
  },
  { rule: 'max-lines', file: 'functions/planted.ts', code: 'export {}\n'.repeat(251) },
  {
    rule: 'indsigt/own-lines',
    file: 'functions/planted.ts',
    code: `export function a(b: () => void) {\n${'  b()\n'.repeat(50)}}`,
  },
]

const eslint = new ESLint({
  overrideConfig: {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: [...new Set(planted.map((one) => one.file))] },
      },
    },
  },
})

for (const { rule, file, code } of planted) {
  test(`the rule ${rule} catches in ${file}: ${code.slice(0, 60).replaceAll('\n', ' ')}`, async () => {
    const [result] = await eslint.lintText(code, { filePath: file })

    assert.ok(
      result?.messages.some((message) => message.ruleId === rule),
      JSON.stringify(result?.messages),
    )
  })
}

test('a factory may be longer than the functions that it makes', async () => {
  const body = `{\n${'      work()\n'.repeat(40)}    }`
  const code = `export const makeA = (work: () => void) => {\n  return {\n    a: () => ${body},\n    b: () => ${body},\n  }\n}\n`

  const [result] = await eslint.lintText(code, { filePath: 'local/planted.ts' })

  assert.deepEqual(result?.messages, [])
})

test('an orchestrator may name the type Date, which is no clock', async () => {
  const [result] = await eslint.lintText('export type A = { readonly at: Date }', {
    filePath: 'orchestrations/planted.ts',
  })

  assert.deepEqual(result?.messages, [])
})
