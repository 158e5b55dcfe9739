import assert from 'node:assert/strict'
import test from 'node:test'

import { runInstance, tokenIn } from '../../support/running-instance.ts'

test('after a kill the clock, the company, what was mailed and what was accepted are still there', async (t) => {
  const indsigt = await runInstance(t)
  const email = 'person@example.org'
  const created = await indsigt.call('POST', '/api/v1/companies/demo/requests', {
    body: { rights: ['access'], email },
  })
  assert.equal(created.status, 202)
  const [mail] = await indsigt.mails(email)
  const moved = await indsigt.advance('P1D')

  await indsigt.kill()
  await indsigt.restart()

  const now = await indsigt.advance('PT0S')
  assert.ok(now >= moved, 'time never runs backwards')
  assert.ok(now.getTime() - moved.getTime() < 600_000)
  assert.equal((await indsigt.mails(email)).at(-1)?.id, mail?.id)
  const redeemed = await indsigt.call('POST', '/api/v1/links/redeem', { body: { token: tokenIn(mail) } })
  assert.equal(redeemed.status, 200)
  assert.ok(await indsigt.signIn('manager@demo.example'))
})

test('a kill while the clock is being moved loses no time, and what fell due on the way is done afterwards', async (t) => {
  const indsigt = await runInstance(t)
  const begun = await indsigt.advance('PT0S')
  const email = 'person@example.org'
  await indsigt.call('POST', '/api/v1/companies/demo/requests', { body: { rights: ['access'], email } })
  await indsigt.mails(email)
  const moving = indsigt.advance('P33D').catch(() => undefined)
  await new Promise((resolve) => setTimeout(resolve, 150))

  await indsigt.kill()
  await moving
  await indsigt.restart()

  const now = await indsigt.advance('P33D')
  assert.ok(now.getTime() - begun.getTime() >= 33 * 86_400_000)
  assert.ok((await indsigt.mails(email)).length > 1, 'the reminders came')
})

test('Ctrl-C ends it cleanly, with what is under way finished', async (t) => {
  const indsigt = await runInstance(t)
  await indsigt.call('POST', '/api/v1/companies/demo/sign-in', { body: { email: 'owner@demo.example' } })

  assert.equal(await indsigt.stop(), 0)

  await indsigt.restart()
  assert.equal((await indsigt.mails('owner@demo.example')).length, 1)
})
