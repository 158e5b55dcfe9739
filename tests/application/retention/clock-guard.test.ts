import { test } from 'node:test'
import assert from 'node:assert/strict'

import { openOffice } from '../../support/application.ts'

test('in serve mode a clock that jumped by more than 48 hours is not believed until it has gone on steadily', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  const { clockGuard } = office.app
  assert.equal(await clockGuard(), 'believed')
  office.clock.pass({ hours: 48 })
  assert.equal(await clockGuard(), 'believed')

  office.clock.pass({ hours: 49 })
  assert.equal(await clockGuard(), 'suspect')
  assert.ok(office.log.some((line) => line.code === 'clockJumped' && line.hours === 49))
  office.clock.pass({ hours: 47 })
  assert.equal(await clockGuard(), 'suspect')
  office.clock.pass({ hours: 1 })

  assert.equal(await clockGuard(), 'believed')
})

test('a clock that was set back is not believed either', async (t) => {
  const office = await openOffice(t, { mode: 'serve' })
  await office.app.clockGuard()
  office.clock.pass({ hours: -72 })

  assert.equal(await office.app.clockGuard(), 'suspect')
})

test('in demo mode the clock is there to be moved', async (t) => {
  const office = await openOffice(t)
  await office.app.clockGuard()
  office.clock.pass({ days: 400 })

  assert.equal(await office.app.clockGuard(), 'believed')
})
