import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import { createApp } from '../../../shared/composition/app.ts'
import { must, openOffice } from '../../support/application.ts'
import { Crashed, crashing, type Crash } from '../../support/faults.ts'
import { mailsTo, tokenTo } from '../../support/mailbox.ts'
import { pumpOf } from '../../support/pump.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'

/** Uses the link while the process is killed at one effect, and presses again where no answer came. */
async function usedAndKilled(t: TestContext, crash: Crash | undefined): Promise<number> {
  const office = await openOffice(t)
  const request = await aRequest(office, { rights: ['consentWithdrawal'] }).made()
  const token = tokenTo(office, personEmail)
  const faulty = crashing(office.ports, crash)
  const dying = createApp(faulty.ports)
  try {
    await dying.redeemLink({ token, use: 'program' })
    await pumpOf(dying, office.queue).pump()
  } catch (error) {
    if (!(error instanceof Crashed)) throw error
    await office.restarted().redeemLink({ token, use: 'program' })
  }
  for (let round = 0; round < 2; round++) {
    office.clock.pass({ seconds: 61 })
    await office.app.relayOutbox(100)
    await office.pump()
  }
  office.clock.pass({ seconds: 30 * 60 })
  await office.app.retryMails(100)
  await office.pump()

  const state = await office.stateOf(request)
  assert.equal(state.status, 'delivered')
  assert.equal(state.rights[0]?.status, 'answered')
  const { letters } = must(
    await office.app.readLetters({ actor: request.person, requestId: request.requestId }),
  )
  assert.deepEqual(
    letters.map(({ letter }) => letter.kind),
    ['atOnce'],
  )
  assert.equal(mailsTo(office, personEmail).length, 2)
  assert.equal(mailsTo(office, 'manager@demo.example').length, 1)
  return faulty.count()
}

test('killed at any moment, a withdrawn consent is in force once, with one letter, and nobody waits for a mail', async (t) => {
  const effects = await usedAndKilled(t, undefined)
  assert.ok(effects > 5)
  for (let at = 1; at <= effects; at++)
    for (const when of ['before', 'after'] as const) await usedAndKilled(t, { at, when })
})
