import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { tokenTo } from '../../support/mailbox.ts'

async function signInToken(office: Office, email = 'user@demo.example'): Promise<string> {
  await office.app.askSignIn({ companyId: 'demo', email })
  await office.pump()
  return tokenTo(office, email)
}

const redeem = (office: Office, token: string) => office.app.redeemLink({ token, use: 'program' })

test('a member of staff signs in by a mailed link, once', async (t) => {
  const office = await openOffice(t)
  const token = await signInToken(office)

  const signedIn = must(await redeem(office, token))

  assert.equal(signedIn.purpose, 'signIn')
  assert.equal(signedIn.employeeId, 'user')
  assert.equal(refusal(await redeem(office, token)), 'linkUsed')
})

test('two presses of a sign-in link at the same moment sign in once', async (t) => {
  const office = await openOffice(t)
  const token = await signInToken(office)

  const both = await Promise.all([redeem(office, token), redeem(office, token)])

  assert.deepEqual(both.map((one) => (one.ok ? 'in' : one.error.code)).sort(), ['in', 'linkUsed'])
})

test('a sign-in link lives ten minutes', async (t) => {
  const office = await openOffice(t)
  const token = await signInToken(office)
  office.clock.pass({ seconds: 600 })

  assert.equal(refusal(await redeem(office, token)), 'linkExpired')
})

test('a newer sign-in link voids the older', async (t) => {
  const office = await openOffice(t)
  const older = await signInToken(office)
  const newer = await signInToken(office)

  assert.equal(refusal(await redeem(office, older)), 'linkVoid')
  assert.ok((await redeem(office, newer)).ok)
})

test('an address that works nowhere here, or a company that does not exist, is answered with silence', async (t) => {
  const office = await openOffice(t)

  await office.app.askSignIn({ companyId: 'demo', email: 'stranger@demo.example' })
  await office.app.askSignIn({ companyId: 'nowhere', email: 'user@demo.example' })
  await office.app.askSignIn({ companyId: 'other', email: 'user@demo.example' })
  await office.pump()

  assert.deepEqual(office.mail.list(), [])
})

test('rights are read at every call: who has left the company is nobody at the next one', async (t) => {
  const office = await openOffice(t)
  const { sessionId } = must(await redeem(office, await signInToken(office)))
  assert.equal((await office.app.sessions.actor(sessionId))?.kind, 'employee')

  const partition = { container: 'companies', key: ['demo'] } as const
  await office.ports.documents.batch(partition, [{ kind: 'delete', id: 'employee:user' }])

  assert.equal(await office.app.sessions.actor(sessionId), undefined)
})
