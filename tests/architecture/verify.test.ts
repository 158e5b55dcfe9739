import { test } from 'node:test'
import assert from 'node:assert/strict'
import { verify, type Check } from '../../tools/verify.ts'

const script = (name: string, code: string): Check => ({ name, command: [process.execPath, '-e', code] })

test('every check runs, a failing one is named with what it said, and the run fails', () => {
  const said: string[] = []

  const failed = verify(
    [
      script('first', 'console.log("12 modules")'),
      script('second', 'console.error("a line is too long"); process.exit(1)'),
      {
        ...script('third', 'process.exit(process.env.ENTRY === "dist" ? 0 : 1)'),
        environment: { ENTRY: 'dist' },
      },
    ],
    (line) => said.push(line.replace(/\d+\.\d s/, 'n s')),
  )

  assert.equal(failed, 1)
  assert.deepEqual(said, [
    'ok      first (n s): 12 modules',
    'FAILED  second (n s)\n        a line is too long',
    'ok      third (n s)',
    'failed: second',
  ])
})

test('a check that cannot even start fails', () => {
  assert.equal(
    verify([{ name: 'gone', command: ['/nowhere/at-all'] }], () => undefined),
    1,
  )
})
