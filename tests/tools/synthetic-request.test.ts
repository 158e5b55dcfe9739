import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { startCountedInstance } from '../../bench/counted-instance.ts'
import type { CountedInstance } from '../../bench/counted-instance.ts'
import { visit } from '../../tools/synthetic-request.ts'

let instance: CountedInstance

before(async () => {
  instance = await startCountedInstance()
})
after(() => instance.stop())

const email = 'made-up@mail.example'

test('a made-up person sees the form of a company, and their request is taken', async () => {
  const { lines, failed } = await visit({ url: instance.url, company: 'demo', email })

  await instance.clock.idle()
  assert.equal(failed, undefined)
  assert.deepEqual(lines, ['ok  is ready', 'ok  shows the form', 'ok  takes a request'])
  assert.equal(instance.mail.list().filter(({ to }) => to === email).length, 1)
})

test('what the visit says holds neither the address nor the request', async () => {
  const { lines } = await visit({ url: instance.url, company: 'demo', email })

  assert.doesNotMatch(lines.join(' '), /@|[A-Za-z0-9_-]{16,}/)
})

test('an instance that takes no requests of the company fails the visit, by what it answered', async () => {
  const { lines, failed } = await visit({ url: instance.url, company: 'gone', email })

  assert.deepEqual(lines, ['ok  is ready'])
  assert.equal(failed, 'answered 404 where it shows the form')
})

test('an instance that is not there fails the visit', async () => {
  const { failed } = await visit({ url: 'http://127.0.0.1:1', company: 'demo', email })

  assert.equal(failed, 'TypeError')
})
