import { test } from 'node:test'
import assert from 'node:assert/strict'

import { openOffice } from '../../support/application.ts'

test('a history that is not gone yet is looked for again, ever later, and for a day at least', async (t) => {
  const office = await openOffice(t)
  const waits: number[] = []
  let attempt = 0
  await office.app.purgeAgain({ command: 'purge', instanceId: 'i', companyId: 'demo', requestId: 'r' })
  for (let minute = 0; minute <= 26 * 60; minute++) {
    await office.pump()
    const last = office.commands.at(-1)
    if (last?.command === 'purge' && last.attempt !== attempt) {
      waits.push(minute)
      attempt = last.attempt ?? 0
      if (attempt < 30) await office.app.purgeAgain(last)
    }
    office.clock.pass({ seconds: 60 })
  }

  assert.deepEqual(waits.slice(0, 4), [1, 3, 7, 15])
  assert.ok((waits.at(-1) ?? 0) >= 24 * 60)
  assert.equal(waits.length, 30)
})

test('an instance that never ends becomes an alarm instead of an endless loop', async (t) => {
  const office = await openOffice(t)

  await assert.rejects(
    office.app.purgeAgain({
      command: 'purge',
      instanceId: 'i',
      companyId: 'demo',
      requestId: 'r',
      attempt: 30,
    }),
    /does not end/,
  )
})
