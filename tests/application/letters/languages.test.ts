import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal } from '../../support/application.ts'
import { mailTo } from '../../support/mailbox.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

test('a company that named no language writes in English, to the person and to its people', async (t) => {
  const office = await openOffice(t, { company: { languages: [] } })
  const request = await aRequest(office).verified().assignedTo('user').made()
  await office.app.askSignIn({ companyId: 'demo', email: 'user@demo.example' })
  await office.pump()

  assert.equal((await office.stateOf(request)).language, 'en')
  assert.match(mailTo(office, 'user@demo.example').text, /sign in/i)
  assert.match(mailTo(office, personEmail).text, /request/i)
})

test('staff get their mails in the company’s language, the person in the one they chose', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office, { language: 'da' }).verified().assignedTo('user').made()

  assert.equal((await office.stateOf(request)).language, 'da')
  assert.match(mailTo(office, personEmail).text, /anmodning/i)
  assert.doesNotMatch(mailTo(office, 'user@demo.example').text, /anmodning/i)
})

test('a company without a name is a defect and no half letter', async (t) => {
  const nameless = await openOffice(t, { company: { name: '' } })
  const registered = nameless.app.registerRequest({
    ...{ actor: nameless.as('user'), companyId: 'demo', channel: 'letter' },
    wish: { rights: ['access'], personal: { inPerson: true } },
  })

  await assert.rejects(registered, /letter acknowledgement lacks/)
})

test('a refusal whose letter would lack a part cannot be decided', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const wish = { actor: office.as('user'), requestId, groundCode: 'manifestlyUnfounded', facts: 'F.' }
  const item = must(await office.app.proposeRefusal(wish))
  must(
    await office.app.companySettings.change({
      actor: office.as('owner'),
      companyId: 'demo',
      change: { name: '' },
    }),
  )

  const decided = office.app.decideItem({
    actor: office.as('manager'),
    requestId,
    ...item,
    decision: 'approve',
  })

  assert.equal(refusal(await decided), 'letterPartMissing')
})
