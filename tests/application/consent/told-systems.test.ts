// Which systems heard that a consent has ended: on the consent itself, after the log of the calls is gone.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { must, openOffice } from '../../support/application.ts'
import { aProgram, publishedForm, recorded } from '../../support/consent.ts'
import { mailTo } from '../../support/mailbox.ts'
import { hostedOffice, provenHost, host } from '../../support/own-host.ts'
import { receiver } from '../../support/receiver.ts'
import { aWebhook, retried } from '../webhooks/support.ts'

const email = 'ada@example.com'

async function withdrawn(t: TestContext, statuses: readonly number[]) {
  const office = await openOffice(t)
  let calls = 0
  const { url } = await receiver(t, {
    answer: (_, response) => {
      response.statusCode = statuses[Math.min(calls++, statuses.length - 1)] ?? 200
      response.end()
    },
  })
  const { id: webhookId, named } = await aWebhook(office, url, {
    events: ['consentGiven', 'consentWithdrawn'],
  })
  const form = await publishedForm(office)
  const caller = office.as('manager')
  const said = { ...form, subject: { email }, method: 'paper' as const, caller }
  const { consentId } = must(await recorded(office, said))
  const other = must(await recorded(office, said))
  await office.pump()
  const view = async (id = consentId) =>
    must(await office.app.consents.view({ caller: aProgram, consentId: id }))
  assert.deepEqual((await view()).told, [])
  const [, code = ''] =
    new RegExp(`/consents/${other.consentId}/(\\S+)`).exec(mailTo(office, email).text) ?? []
  calls = 0
  must(await office.app.withdrawConsent.forPerson({ caller: aProgram, consentId: other.consentId }))
  await office.pump()
  const own = async () =>
    must(await office.app.ownConsents.view({ companyId: 'demo', consentId: other.consentId, code }))
  return { office, webhookId, named, view: () => view(other.consentId), earlier: () => view(), own }
}

test('a system that answered has heard of the withdrawal, and the consent says when', async (t) => {
  const { office, webhookId, view, earlier, own } = await withdrawn(t, [204])
  const at = office.clock.now().toISOString()
  const told = [
    {
      ...{ webhookId, event: 'consentWithdrawn', happenedAt: at, outcome: 'delivered', tries: 1 },
      ...{ lastTriedAt: at, acknowledgedAt: at },
    },
  ]
  assert.deepEqual((await view()).told, told)
  assert.deepEqual((await own()).told, told)
  assert.deepEqual((await earlier()).told, [], 'what was said about another consent is told of there')
  // The log of the calls goes after thirty days, and what it says here stays.
  office.clock.pass({ days: 40 })
  assert.deepEqual((await view()).told, told)
})

test('what was not heard is told again until it is, and shown as it stands', async (t) => {
  const { office, view } = await withdrawn(t, [500, 200])
  const [pending] = (await view()).told
  assert.deepEqual([pending?.outcome, pending?.tries, pending?.acknowledgedAt], ['pending', 1, undefined])
  office.clock.pass({ hours: 1 })
  await retried(office)
  const [heard] = (await view()).told
  assert.deepEqual(
    [heard?.outcome, heard?.tries, heard?.acknowledgedAt],
    ['delivered', 2, office.clock.now().toISOString()],
  )
})

test('a system that never answers is given up, and everybody sees that it was', async (t) => {
  const { office, view } = await withdrawn(t, [500])
  for (let day = 0; day < 12; day++) {
    office.clock.pass({ hours: 24 })
    await retried(office)
  }
  assert.equal((await view()).told[0]?.outcome, 'failed')
})

test('a system that was taken away before it heard is not told again, and the consent says so', async (t) => {
  const { office, named, view } = await withdrawn(t, [500])
  must(await office.app.webhooks.remove(named))
  office.clock.pass({ hours: 1 })
  await retried(office)
  assert.equal((await view()).told[0]?.outcome, 'failed')
})

test('the addresses in a receipt are those of the company’s own host name, while its proof stands', async (t) => {
  const hosted = await hostedOffice(t)
  const { office } = hosted
  const form = await publishedForm(office)
  const { consentId } = must(await recorded(office, { ...form, subject: { email } }))
  const receipt = async () =>
    JSON.stringify(must(await office.app.readReceipt({ caller: aProgram, consentId, format: 'dpv' })))
  assert.match(await receipt(), /https:\/\/privacy\.example\/demo"/)
  await provenHost(hosted)
  office.clock.pass({ seconds: 10 })
  const now = await receipt()
  assert.ok(now.includes(`https://${host}/demo"`) && now.includes(`https://${host}/api/v1/companies/demo/`))
  assert.doesNotMatch(now, /privacy\.example/)
})
