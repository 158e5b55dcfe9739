import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal, type Office } from '../../support/application.ts'

async function granted(office: Office) {
  const { sessionId } = await office.app.sessions.open(
    'demo',
    { kind: 'employee', employeeId: 'user' },
    'program',
  )
  const grant = await office.app.grants.grant({ sessionId, companyId: 'demo' }, 'withRefresh')
  return { ...grant, sessionId, refreshToken: grant.refreshToken ?? '' }
}

test('an access token names a session and a company, and nothing else, for fifteen minutes', async (t) => {
  const office = await openOffice(t)
  const { accessToken, expiresAt, sessionId } = await granted(office)

  assert.deepEqual(must(await office.app.tokens.verify(accessToken, office.clock.now())), {
    sessionId,
    companyId: 'demo',
  })
  assert.equal(expiresAt.getTime() - office.clock.now().getTime(), 15 * 60_000)
})

test('a person’s session has no refresh token', async (t) => {
  const office = await openOffice(t)

  const grant = await office.app.grants.grant({ sessionId: 's', companyId: 'demo' }, 'withoutRefresh')

  assert.equal(grant.refreshToken, undefined)
})

test('a refresh token is used once and followed by another, which works', async (t) => {
  const office = await openOffice(t)
  const { refreshToken, sessionId } = await granted(office)
  office.clock.pass({ days: 10 })

  const second = must(await office.app.grants.refresh(refreshToken))
  const third = must(await office.app.grants.refresh(second.refreshToken ?? ''))

  assert.notEqual(second.refreshToken, refreshToken)
  assert.notEqual(third.refreshToken, second.refreshToken)
  assert.ok(await office.app.sessions.actor(sessionId))
})

test('a lost answer is repeated within thirty seconds with the same successor', async (t) => {
  const office = await openOffice(t)
  const { refreshToken } = await granted(office)
  const first = must(await office.app.grants.refresh(refreshToken))
  office.clock.pass({ seconds: 29 })

  const again = must(await office.app.grants.refresh(refreshToken))

  assert.equal(again.refreshToken, first.refreshToken)
})

test('a refresh token that is used again later ends the whole family and its session', async (t) => {
  const office = await openOffice(t)
  const { refreshToken, sessionId } = await granted(office)
  const successor = must(await office.app.grants.refresh(refreshToken))
  office.clock.pass({ seconds: 30 })

  assert.equal(refusal(await office.app.grants.refresh(refreshToken)), 'refreshTokenInvalid')
  assert.equal(refusal(await office.app.grants.refresh(successor.refreshToken ?? '')), 'refreshTokenInvalid')
  assert.equal(await office.app.sessions.actor(sessionId), undefined)
})

test('an older generation than the last ends the family even within the grace', async (t) => {
  const office = await openOffice(t)
  const { refreshToken } = await granted(office)
  const second = must(await office.app.grants.refresh(refreshToken))
  must(await office.app.grants.refresh(second.refreshToken ?? ''))

  assert.equal(refusal(await office.app.grants.refresh(refreshToken)), 'refreshTokenInvalid')
})

test('a family of refresh tokens ends after ninety days', async (t) => {
  const office = await openOffice(t)
  let { refreshToken } = await granted(office)
  for (let month = 0; month < 2; month++) {
    office.clock.pass({ days: 40 })
    refreshToken = must(await office.app.grants.refresh(refreshToken)).refreshToken ?? ''
  }
  office.clock.pass({ days: 10 })

  assert.equal(refusal(await office.app.grants.refresh(refreshToken)), 'refreshTokenInvalid')
})

test('a refresh token that is not ours, or of a session that was ended, is refused', async (t) => {
  const office = await openOffice(t)
  const { refreshToken, sessionId } = await granted(office)
  const [family = ''] = refreshToken.split('.')
  const forged = ['', 'nonsense', `${family}.1.${'A'.repeat(43)}`, `${'B'.repeat(22)}.1.${'A'.repeat(43)}`]
  for (const token of forged)
    assert.equal(refusal(await office.app.grants.refresh(token)), 'refreshTokenInvalid')

  await office.app.sessions.end(sessionId)

  assert.equal(refusal(await office.app.grants.refresh(refreshToken)), 'refreshTokenInvalid')
})

test('two refreshes at the same moment get the same successor', async (t) => {
  const office = await openOffice(t)
  const { refreshToken } = await granted(office)

  const both = await Promise.all([
    office.app.grants.refresh(refreshToken),
    office.app.grants.refresh(refreshToken),
  ])

  assert.equal(must(both[0]).refreshToken, must(both[1]).refreshToken)
})
