import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allAtFirstCall, atFirstCall } from '../../shared/composition/at-first-call.ts'

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

test('what is made together is loaded once, at the first call of any of it', async () => {
  let loads = 0
  const steps = allAtFirstCall(['half', 'length'], async () => {
    loads += 1
    return { half: async (number: number) => number / 2, length: async (text: string) => text.length }
  })
  assert.equal(loads, 0)

  assert.equal(await steps.half(4), 2)
  assert.equal(await steps.length('four'), 4)

  assert.equal(loads, 1)
})
