import assert from 'node:assert/strict'
import { test } from 'node:test'

import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { mailsTo, mailTo, tokenTo } from '../../support/mailbox.ts'
import { byPasscode, byText, delivered, protectedBy, redeem } from '../../support/own-factor.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

const wrong = 'not this one at all'

/** Every document that the office holds, as it lies in the store. */
async function stored({ ports }: Office): Promise<string> {
  const all = await Promise.all(
    (['requests', 'access', 'queue', 'audit'] as const).map((container) =>
      ports.documents.query({ container, idPrefix: '', limit: 1_000 }),
    ),
  )
  return JSON.stringify(all)
}

test('a link to the answer opens with the passcode that the person chose, and not without it', async (t) => {
  const office = await openOffice(t)
  const { token, requestId } = await delivered(office, byPasscode)

  const alone = await redeem(office, token)
  assert.deepEqual(alone, { ok: false, error: { code: 'codeRequired', needed: { kind: 'passcode' } } })
  assert.deepEqual(await redeem(office, token, wrong), {
    ok: false,
    error: { code: 'codeWrong', needed: { kind: 'passcode' } },
  })
  const opened = must(await redeem(office, token, byPasscode.passcode))

  assert.equal(opened.purpose, 'openRequest')
  const actor = await office.app.sessions.actor(opened.sessionId)
  assert.ok(actor)
  const [delivery] = must(await office.app.viewRequest({ actor, requestId })).view.deliveries
  assert.ok((await office.app.openDelivery({ actor, deliveryId: delivery?.id ?? '' })).ok)
  assert.equal(refusal(await redeem(office, token, byPasscode.passcode)), 'linkUsed')
})

test('the link that verifies a request asks for no factor, and its session opens all but the answer', async (t) => {
  const office = await openOffice(t)
  await protectedBy(office, byPasscode).made()
  const { sessionId } = must(await redeem(office, tokenTo(office, personEmail)))
  const other = await delivered(office, byPasscode)
  const actor = await office.app.sessions.actor(sessionId)
  assert.ok(actor?.kind === 'requester')

  const [delivery] = (await office.stateOf(other)).deliveries
  const own = { ...actor, requestId: other.requestId }
  assert.ok((await office.app.viewRequest({ actor: own, requestId: other.requestId })).ok)
  const opened = await office.app.openDelivery({ actor: own, deliveryId: delivery?.id ?? '' })
  assert.equal(refusal(opened), 'codeRequired')
})

test('where the company demands the mailed code too, it is the factor that opens the answer', async (t) => {
  const office = await openOffice(t)
  const { token } = await delivered(office, byPasscode)
  const mailed = mailsTo(office, personEmail).find((mail) => mail.token === token)?.code ?? ''

  assert.match(mailed, /^\d{8}$/)
  assert.equal(refusal(await redeem(office, token, mailed)), 'codeWrong')
})

test('five wrong passcodes close the link and not the person out: the next link opens', async (t) => {
  const office = await openOffice(t)
  const { token } = await delivered(office, byPasscode)
  for (let guess = 0; guess < 5; guess++)
    assert.equal(refusal(await redeem(office, token, wrong)), 'codeWrong')
  assert.equal(refusal(await redeem(office, token, byPasscode.passcode)), 'codeWrong')

  await office.app.askLinks({ companyId: 'demo', email: personEmail })
  await office.pump()

  assert.ok((await redeem(office, mailTo(office, personEmail).token ?? '', byPasscode.passcode)).ok)
})

test('of guesses at the same moment no more than five are looked at', async (t) => {
  let looked = 0
  const office = await openOffice(t, {
    through: (ports) => ({
      ...ports,
      passcodes: {
        ...ports.passcodes,
        matches: async () => {
          looked++
          return false
        },
      },
    }),
  })
  const { token } = await delivered(office, byPasscode)

  await Promise.all(Array.from({ length: 12 }, () => redeem(office, token, wrong)))

  assert.equal(looked, 5)
})

test('the code of the mail alone, with the address, opens nothing that a factor protects', async (t) => {
  const office = await openOffice(t)
  const { token } = await delivered(office, byPasscode)
  const code = mailsTo(office, personEmail).find((mail) => mail.token === token)?.code ?? ''

  const byCode = await office.app.redeemCode({
    ...{ companyId: 'demo', email: personEmail, code, use: 'program' },
  })

  assert.deepEqual(byCode, { ok: false, error: { code: 'codeRequired', needed: { kind: 'passcode' } } })
  assert.ok((await redeem(office, token, byPasscode.passcode)).ok, 'and the link still lives')
})

test('neither the passcode nor the number lies in the store in the clear, nor the passcode at all', async (t) => {
  const office = await openOffice(t)
  const withPasscode = await delivered(office, byPasscode)
  const withText = await protectedBy(office, byText).verified().made()

  const text = await stored(office)
  assert.match(text, /"ownFactor":"passcode"/)
  for (const secret of [byPasscode.passcode, 'argon2id', byText.phone, byText.phone.slice(1)])
    assert.ok(!text.includes(secret), secret)
  assert.equal((await office.stateOf(withPasscode)).ownFactor, 'passcode')
  assert.equal((await office.stateOf(withText)).ownFactor, 'sms')
})

test('staff see that a factor is set and of which kind, and the person too; nobody sees its value', async (t) => {
  const office = await openOffice(t)
  const request = await protectedBy(office, byText).verified().assignedTo('user').made()
  const { requestId } = request
  const actor = office.as('user')

  const seen = must(await office.app.viewRequest({ actor, requestId })).view
  const own = must(await office.app.viewRequest({ actor: request.person, requestId })).view
  const content = must(await office.app.readContent({ actor, requestId }))

  assert.deepEqual([seen.secondFactor, own.secondFactor], ['sms', 'sms'])
  assert.deepEqual(content.personal, { email: personEmail })
  const none = await aRequest(office).verified().made()
  const { view } = must(await office.app.viewRequest({ actor: none.person, requestId: none.requestId }))
  assert.ok(!('secondFactor' in view))
})

test('whoever must carry out a stop reads the person’s words, and no factor', async (t) => {
  const office = await openOffice(t)
  const wish = { rights: ['objection'], objectionPurpose: 'directMarketing', secondFactor: byText } as const
  const { requestId } = await aRequest(office, wish).verified().made()

  const { person } = must(await office.app.readStops({ actor: office.as('manager'), requestId }))

  assert.deepEqual(person, { email: personEmail })
})

test('a request that staff register carries a factor too, unless it goes out on paper', async (t) => {
  const office = await openOffice(t)
  const register = (personal: object) =>
    office.app.registerRequest({
      ...{ actor: office.as('manager'), companyId: 'demo', channel: 'phone' },
      wish: { rights: ['access'], secondFactor: byPasscode, personal },
    })

  const { requestId } = must(await register({ email: personEmail }))
  assert.equal((await office.stateOf({ companyId: 'demo', requestId })).ownFactor, 'passcode')
  for (const personal of [{ postalAddress: 'A street 1' }, { inPerson: true }])
    assert.equal(refusal(await register(personal)), 'factorNeedsEmail')
})

test('once everything is destroyed a link asks for no factor: it shows that it was', async (t) => {
  const office = await openOffice(t)
  const request = await delivered(office, byPasscode)
  office.clock.pass({ days: 32, hours: 1 })
  await office.app.purgeContent(100)
  await office.pump()
  const { deliveries } = await office.stateOf(request)
  assert.ok(deliveries.every(({ state }) => state === 'purged' || state === 'available'))

  const opened = must(await redeem(office, tokenTo(office, personEmail)))

  const actor = await office.app.sessions.actor(opened.sessionId)
  assert.ok(actor)
  const download = await office.app.openDelivery({ actor, deliveryId: deliveries[0]?.id ?? '' })
  assert.equal(refusal(download), 'deliveryPurged')
})
