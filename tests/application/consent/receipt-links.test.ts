// Who lost the mail asks for all links of their address, as for those of requests: nobody else learns that there are any.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { must, openOffice } from '../../support/application.ts'
import { publishedForm, recorded } from '../../support/consent.ts'
import { mailsTo, mailTo } from '../../support/mailbox.ts'

const email = 'ada@example.com'

test('who lost the address of their receipts gets it again by mail, and with it opens and withdraws them', async (t) => {
  const office = await openOffice(t)
  const form = await publishedForm(office)
  const caller = office.as('manager')
  const said = { ...form, subject: { email }, method: 'paper' as const, caller }
  const ids = [must(await recorded(office, said)).consentId, must(await recorded(office, said)).consentId]
  await office.pump()
  office.clock.pass({ days: 1 })

  await office.app.askLinks({ companyId: 'demo', email: 'ADA@example.com' })
  await office.pump()
  const { text } = mailTo(office, 'ADA@example.com')
  const links = [...text.matchAll(/\/demo\/consents\/([^/\s]+)\/(\S+)/g)]
  assert.deepEqual(links.map(([, consentId]) => consentId).sort(), ids.toSorted())
  for (const [, consentId = '', code = ''] of links)
    must(await office.app.ownConsents.withdraw({ companyId: 'demo', consentId, code }))
})

test('an address of which nothing is kept gets no mail, and whoever asks is answered the same', async (t) => {
  const office = await openOffice(t)
  const answers = [
    await office.app.askLinks({ companyId: 'demo', email }),
    await office.app.askLinks({ companyId: 'nobody', email }),
  ]
  await office.pump()
  assert.deepEqual(answers, [undefined, undefined])
  assert.equal(mailsTo(office, email).length, 0)
})
