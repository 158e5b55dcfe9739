import assert from 'node:assert/strict'
import { test } from 'node:test'

import { runInstance } from '../../support/running-instance.ts'
import { from, smtpRelay } from '../../support/smtp/relay.ts'

test('an instance hands its mails to the relay that the settings name, and makes good when the relay was away', async (t) => {
  const relay = await smtpRelay({ refuse: { MAIL: '451 4.3.2 Come again' } })
  t.after(relay.close)
  const indsigt = await runInstance(t, {
    settings: { SMTP_URL: `smtp://localhost:${relay.port}`, MAIL_FROM: from },
  })

  const wish = { rights: ['access'], email: 'person@example.org' }
  await indsigt.call('POST', '/api/v1/companies/demo/requests', { body: wish })
  await indsigt.advance('PT1S')
  assert.equal(relay.relayed.length, 0)

  relay.refuse('MAIL', undefined)
  await indsigt.advance('PT25M')
  const [mail] = relay.relayed
  assert.deepEqual([mail?.from, mail?.to], [from, ['person@example.org']])
})
