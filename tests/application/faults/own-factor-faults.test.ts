// A link that asks for the person's own factor, while stores go away and the process dies: nobody gets in without the
// factor, and whoever has it gets in when they ask again.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { openOffice, type Office } from '../../support/application.ts'
import { Crashed, crashing, type Crash } from '../../support/faults.ts'
import { mailTo } from '../../support/mailbox.ts'
import { outage } from '../../support/outage.ts'
import { byPasscode, byText, delivered, redeem, textedCode } from '../../support/own-factor.ts'
import { personEmail } from '../../support/request-stages.ts'

const mostCalls = 40

/** Undefined where it was cut short by the fault that was planted. */
async function tried<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DependencyUnavailable || error instanceof Crashed) return undefined
    throw error
  }
}

async function freshLink(office: Office): Promise<string> {
  await office.app.askLinks({ companyId: 'demo', email: personEmail })
  await office.pump()
  return mailTo(office, personEmail).token ?? assert.fail('no link')
}

test('whichever call fails while a code is asked for, nobody gets in, and the next code opens', async (t) => {
  const faults = outage()
  const office = await openOffice(t, { through: faults.through })
  const { token } = await delivered(office, byText)
  let call = 1
  for (; call < mostCalls; call++) {
    faults.strikeAt(call)
    const asked = await tried(() => redeem(office, token))
    assert.ok(!asked?.ok, `call ${call}`)
    if (!faults.end()) break
  }

  assert.ok(call > 5 && call < mostCalls, `${call} calls`)
  assert.ok((await redeem(office, token, textedCode(office))).ok)
})

for (const factor of [byText, byPasscode])
  test(`whichever call fails while a ${factor.kind} factor is looked at, a fresh link opens with it`, async (t) => {
    const faults = outage()
    const office = await openOffice(t, { through: faults.through })
    await delivered(office, factor)
    let opened = false
    for (let call = 1; call < mostCalls && !opened; call++) {
      const token = await freshLink(office)
      const asked = await redeem(office, token)
      assert.ok(!asked.ok)
      const code = factor.kind === 'sms' ? textedCode(office) : factor.passcode
      faults.strikeAt(call)
      const answer = await tried(() => redeem(office, token, code))
      const struck = faults.end()
      if (!struck) assert.ok(answer?.ok, `call ${call}`)
      opened = !struck
    }

    assert.ok(opened)
  })

for (const when of ['before', 'after'] as const)
  test(`killed ${when} any effect of a link that asks for a factor, and started again, a fresh link opens`, async (t) => {
    const office = await openOffice(t)
    await delivered(office, byText)
    let at = 1
    for (; at < mostCalls; at++) {
      const token = await freshLink(office)
      await redeem(office, token)
      const code = textedCode(office)
      const crash: Crash = { at, when }
      const faulty = crashing(office.ports, crash)
      const app = createApp(faulty.ports)
      await tried(() => app.redeemLink({ token, use: 'program' }))
      await tried(() => app.redeemLink({ token, code, use: 'program' }))
      if (faulty.struck() === undefined) break
    }

    assert.ok(at > 3 && at < mostCalls, `${at} effects`)
    const token = await freshLink(office)
    assert.ok(!(await redeem(office, token)).ok)
    assert.ok((await redeem(office, token, textedCode(office))).ok)
  })
