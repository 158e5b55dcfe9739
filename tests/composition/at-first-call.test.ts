import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atFirstCall } from '../../shared/composition/at-first-call.ts'

test('what few calls need is loaded at the first call, and once', async () => {
  let loads = 0
  const double = atFirstCall(async () => {
    loads += 1
    return async (number: number) => number * 2
  })
  assert.equal(loads, 0)

  assert.deepEqual(await Promise.all([double(2), double(3)]), [4, 6])
  assert.equal(await double(4), 8)

  assert.equal(loads, 1)
})

test('a refusal or a throw of what was loaded is passed on as it is', async () => {
  const fails = atFirstCall(async () => async (reason: string) => Promise.reject(new Error(reason)))

  await assert.rejects(fails('no'), { message: 'no' })
})
