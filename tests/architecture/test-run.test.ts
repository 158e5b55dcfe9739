import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

const rule = `
export const isAdult = (age: number): boolean => {
  if (age >= 18) return true
  return false
}
`
const passing = `
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { isAdult } from '../shared/domain/rule.ts'
test('an adult is one', () => assert.equal(isAdult(18), true))
`
const alsoChild = "test('a child is none', () => assert.equal(isAdult(17), false))\n"

test('a run in which all is well prints one line and succeeds', (t) => {
  const run = runTests(t, { 'shared/domain/rule.ts': rule, 'tests/rule.test.ts': passing + alsoChild })

  assert.equal(run.output, '\n2 passed, 0 failed\n')
  assert.equal(run.status, 0)
})

test('a failing test is shown with its difference and fails the run', (t) => {
  const wrong = "test('a wrong belief', () => assert.deepEqual({ age: 1 }, { age: 2 }))\n"
  const run = runTests(t, {
    'shared/domain/rule.ts': rule,
    'tests/rule.test.ts': passing + alsoChild + wrong,
  })

  assert.match(run.output, /failed: a wrong belief\n {2}tests\/rule\.test\.ts:7\n/)
  assert.match(run.output, /\+ {3}age: 1\n {4}- {3}age: 2/)
  assert.match(run.output, /\n2 passed, 1 failed\n$/)
  assert.equal(run.status, 1)
})

test('a test file that cannot be loaded fails the run and says why', (t) => {
  const run = runTests(t, { 'tests/broken.test.ts': "import './missing.ts'" })

  assert.match(run.output, /failed: tests\/broken\.test\.ts\n[^]*ERR_MODULE_NOT_FOUND/)
  assert.match(run.output, /\n0 passed, 1 failed\n$/)
  assert.equal(run.status, 1)
})

test('a run without a single test fails', (t) => {
  const run = runTests(t, { 'tests/nothing.ts': '' })

  assert.equal(run.output, '\n0 passed, 0 failed\n')
  assert.equal(run.status, 1)
})

test('a branch of the domain that no test takes fails the run and is named by its line', (t) => {
  const run = runTests(t, { 'shared/domain/rule.ts': rule, 'tests/rule.test.ts': passing })

  assert.match(
    run.output,
    /shared\/domain: \d+\.\d % of branches, the floor is 100 %\n {4}shared\/domain\/rule\.ts line 3\n/,
  )
  assert.match(run.output, /\n1 passed, 0 failed\n$/)
  assert.equal(run.status, 1)
})

test('a function that never ran counts as a missed branch', (t) => {
  const idle = 'export const idle = (age: number): number => age\n'
  const run = runTests(t, { 'shared/domain/rule.ts': rule + idle, 'tests/rule.test.ts': passing + alsoChild })

  assert.match(run.output, /shared\/domain\/rule\.ts line 6\n/)
  assert.equal(run.status, 1)
})

test('a file that no test loads is not hidden by those that are', (t) => {
  const run = runTests(t, {
    'shared/domain/rule.ts': rule,
    'shared/domain/forgotten.ts': 'export const forgotten = 1',
    'shared/domain/types.ts': '/** Types alone have nothing to cover. */\nexport type Age = number',
    'tests/rule.test.ts': passing + alsoChild,
  })

  assert.match(run.output, /shared\/domain\/forgotten\.ts is loaded by no test\n/)
  assert.doesNotMatch(run.output, /types\.ts/)
  assert.equal(run.status, 1)
})

test('a case that the compiler proves impossible needs no test', (t) => {
  const never = 'export function assertNever(value: never): never {\n  throw new Error(value)\n}\n'
  const impossible = `
import { assertNever } from '../kernel/exhaustive.ts'
export const isAdult = (age: 17 | 18): boolean => {
  switch (age) {
    case 17:
      return false
    case 18:
      return true
    default:
      return assertNever(age)
  }
}
`
  const run = runTests(t, {
    'shared/domain/rule.ts': impossible,
    'shared/kernel/exhaustive.ts': never,
    'tests/rule.test.ts': passing + alsoChild,
  })

  assert.doesNotMatch(run.output, /shared\/domain/)
})

type Run = { readonly output: string; readonly status: number | null }

function runTests(t: TestContext, files: Readonly<Record<string, string>>): Run {
  const folder = mkdtempSync(join(tmpdir(), 'test-run-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const all = { 'package.json': '{ "type": "module" }', ...files }
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const flags = [
    '--disable-warning=ExperimentalWarning',
    '--test',
    '--experimental-test-coverage',
    '--test-coverage-include=shared/**',
    `--test-reporter=${resolve('tests/support/reporter.ts')}`,
    '--test-reporter-destination=stdout',
    'tests/**/*.test.ts',
  ]
  // Without these two the inner run would believe itself a part of the outer one.
  const { NODE_TEST_CONTEXT: _context, NODE_V8_COVERAGE: _coverage, ...env } = process.env
  const run = spawnSync(process.execPath, flags, { cwd: folder, env, encoding: 'utf8' })
  return { output: run.stdout, status: run.status }
}
