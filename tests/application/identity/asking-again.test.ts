import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal } from '../../support/application.ts'
import { mailTo, mailsTo, tokenTo } from '../../support/mailbox.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

test('who lost their links gets new ones to all that they have open with the company', async (t) => {
  const office = await openOffice(t)
  const verified = await aRequest(office).verified().made()
  const waiting = await aRequest(office, { rights: ['erasure'] }).made()

  await office.app.askLinks({ companyId: 'demo', email: 'ANNA@person.example' })
  await office.pump()

  const { text } = mailTo(office, personEmail)
  assert.match(text, new RegExp(verified.reference))
  assert.match(text, new RegExp(waiting.reference))
  const tokens = [...text.matchAll(/link#(\S+)/g)].map(([, token]) => token ?? '')
  const opened = await Promise.all(tokens.map((token) => office.app.redeemLink({ token, use: 'program' })))
  assert.deepEqual(opened.map((one) => must(one).purpose).sort(), ['openRequest', 'verifyRequest'])
})

test('whoever asks for an address without requests hears nothing, and nothing is mailed', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().made()
  const before = office.mail.list().length

  await office.app.askLinks({ companyId: 'demo', email: 'nobody@person.example' })
  await office.app.askLinks({ companyId: 'nowhere', email: personEmail })
  await office.app.askLinks({ companyId: 'other', email: personEmail })
  await office.pump()

  assert.equal(office.mail.list().length, before)
})

test('an address is mailed at most once a minute and five times an hour, over all companies', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  await aRequest(office).verified().made()
  const ask = async (companyId = 'demo') => {
    const before = mailsTo(office, personEmail).length
    await office.app.askLinks({ companyId, email: personEmail })
    await office.pump()
    return mailsTo(office, personEmail).length - before
  }

  assert.equal(await ask(), 1)
  assert.equal(await ask(), 0)
  for (let minute = 1; minute < 5; minute++) {
    office.clock.pass({ seconds: 60 })
    assert.equal(await ask(), 1)
  }
  office.clock.pass({ seconds: 60 })
  assert.equal(await ask(), 0)
  office.clock.pass({ hours: 1 })
  assert.equal(await ask(), 1)
})

test('an ask beyond the limit voids no link', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  await aRequest(office).verified().made()
  await office.app.askLinks({ companyId: 'demo', email: personEmail })
  await office.pump()
  const token = tokenTo(office, personEmail)

  await office.app.askLinks({ companyId: 'demo', email: personEmail })

  assert.ok((await office.app.redeemLink({ token, use: 'program' })).ok)
})

test('two asks at the same moment are one mail', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const ask = () => office.app.askSignIn({ companyId: 'demo', email: 'user@demo.example' })

  await Promise.all([ask(), ask()])
  await office.pump()

  assert.equal(mailsTo(office, 'user@demo.example').length, 1)
})

test('once the content is destroyed, the address finds nothing any more', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()
  must(await office.app.withdrawRequest({ actor: request.person, requestId: request.requestId }))
  office.clock.pass({ days: 33 })
  await office.app.purgeContent(100)
  await office.pump()
  const before = office.mail.list().length

  await office.app.askLinks({ companyId: 'demo', email: personEmail })
  await office.pump()

  assert.equal(office.mail.list().length, before)
})

test('a sign-in link beyond the limit is not mailed, and the earlier one still opens', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  await office.app.askSignIn({ companyId: 'demo', email: 'user@demo.example' })
  await office.pump()
  const token = tokenTo(office, 'user@demo.example')
  office.clock.pass({ seconds: 30 })

  await office.app.askSignIn({ companyId: 'demo', email: 'user@demo.example' })
  await office.pump()

  assert.equal(mailsTo(office, 'user@demo.example').length, 1)
  assert.equal(refusal(await office.app.redeemLink({ token, use: 'program' })), 'not refused')
})
