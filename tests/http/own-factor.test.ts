// The person's own factor as programs meet it: over HTTP, by mailed links and captured texts alone.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { linkIn } from '../support/api-client.ts'
import type { RequestView } from '../support/api-client.ts'
import { runInstance } from '../support/running-instance.ts'
import { tellStory } from './support/story.ts'

const instance = await runInstance({ after })
const story = tellStory(instance.url)
const { local, anyone, staff } = story

const phone = '+4520304050'
const passcode = 'planted passcode of four words'

/** Delivered, with the token of the link in the notice. */
async function deliveredTo(email: string, secondFactor: object) {
  const asked = await story.ready({ email, secondFactor })
  await story.approve(asked.requestId, await story.seal(asked.requestId))
  await story.reached(asked.requestId, 'delivered')
  const { token } = linkIn(await local.newMail(email, { about: /is ready/ }))
  return { requestId: asked.requestId, token }
}

const redeem = (body: object) =>
  anyone.post<{ accessToken: string; purpose: string; needed: unknown }>('links/redeem', body)

async function downloads(accessToken: string, requestId: string): Promise<number> {
  const person = anyone.as(accessToken)
  const { body } = await person.get<RequestView>(`requests/${requestId}`)
  return (await person.get(`deliveries/${body.deliveries[0]?.id ?? ''}/content`)).status
}

test('a code comes by text, and with the link it opens the answer', async () => {
  const { requestId, token } = await deliveredTo('by-text@mail.example', { kind: 'sms', phone })

  const asked = await redeem({ token })
  assert.deepEqual([asked.status, asked.body.code], [401, 'codeRequired'])
  assert.deepEqual(asked.body.needed, { kind: 'sms', phoneEnding: '50', text: 'sent' })
  const texts = await anyone.get<readonly { text: string }[]>(`/_local/sms?to=${encodeURIComponent(phone)}`)
  const code = /\d{8}/.exec(texts.body[0]?.text ?? '')?.[0] ?? ''
  const opened = await redeem({ token, code })

  assert.deepEqual([opened.status, opened.body.purpose], [200, 'openRequest'])
  assert.equal(await downloads(opened.body.accessToken, requestId), 200)
})

test('a passcode opens the answer, and a session of another link does not', async () => {
  const email = 'by-passcode@mail.example'
  const first = await story.ask({ email, secondFactor: { kind: 'passcode', passcode } })
  const verifier = await story.verify(first)
  await story.assign(first.requestId)
  await story.fill(first.requestId, 'insurance')
  for (const source of ['webShop', 'caseFiles']) await story.mark(first.requestId, source)
  await story.approve(first.requestId, await story.seal(first.requestId))
  await story.reached(first.requestId, 'delivered')
  const { token } = linkIn(await local.newMail(email, { about: /is ready/ }))

  const { body } = await verifier.get<RequestView>(`requests/${first.requestId}`)
  const without = await verifier.get(`deliveries/${body.deliveries[0]?.id ?? ''}/content`)
  assert.deepEqual([without.status, without.body.code], [401, 'codeRequired'])
  assert.deepEqual((await redeem({ token })).body.needed, { kind: 'passcode' })
  const wrong = await redeem({ token, code: 'another passcode' })
  assert.deepEqual([wrong.status, wrong.body.code], [401, 'codeWrong'])
  const opened = await redeem({ token, code: passcode })
  assert.equal(opened.status, 200)
  assert.equal(await downloads(opened.body.accessToken, first.requestId), 200)
})

test('an administrator says which numbers are texted, and a form with another is refused', async () => {
  const admin = await staff('admin')
  const set = await admin.put<{ sms: object }>('companies/demo/settings', {
    sms: { prefixes: ['+45'], monthlyCap: 50 },
  })
  assert.equal(set.status, 200)
  const wish = { rights: ['access'], email: 'abroad@mail.example' }
  const abroad = { ...wish, secondFactor: { kind: 'sms', phone: '+46701234567' } }
  const refused = await anyone.post('companies/demo/requests', abroad)
  assert.deepEqual([refused.status, refused.body.code], [400, 'phoneNotOffered'])
  const onPaper = { rights: ['access'], channel: 'letter', postalAddress: 'A street 1' }
  const manager = await staff('manager')
  const secondFactor = { kind: 'passcode', passcode }
  const paper = await manager.post('companies/demo/requests/registered', { ...onPaper, secondFactor })
  assert.deepEqual([paper.status, paper.body.code], [400, 'factorNeedsEmail'])
  for (const sms of [{ prefixes: ['45'] }, { prefixes: [] }, { monthlyCap: -1 }, { monthlyCap: 1e9 }])
    assert.equal((await admin.put('companies/demo/settings', { sms })).status, 400, JSON.stringify(sms))
})

test('neither a number nor a passcode is in the log', () => {
  const log = instance.output()
  assert.match(log, /redeemLink/)
  for (const value of [phone, phone.slice(1), passcode, 'argon2id']) assert.ok(!log.includes(value), value)
})
