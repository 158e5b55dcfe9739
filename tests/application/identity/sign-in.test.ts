import { test } from 'node:test'
import assert from 'node:assert/strict'

import { employeeDocumentId } from '../../../shared/application/companies/company-document.ts'
import type { EmployeeDocument } from '../../../shared/application/companies/company-document.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { err } from '../../../shared/kernel/result.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { crashing } from '../../support/faults.ts'
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

test('who signed in stands in the audit of the company, once, and a link that was not spent is not there', async (t) => {
  const office = await openOffice(t)
  const token = await signInToken(office)
  must(await redeem(office, token))
  assert.equal(refusal(await redeem(office, token)), 'linkUsed')
  await office.pump()

  const entries = (await auditOf(office).lines()).map(({ entry }) => entry)
  assert.deepEqual(
    entries.map((entry) => [entry?.requestId, entry?.event, entry?.by, entry?.detail]),
    [['-', 'staffSignedIn', { kind: 'employee', id: 'user' }, { proofs: 'link' }]],
  )
})

test('killed at any effect of a sign-in, the link is spent with its entry or works once more', async (t) => {
  for (let effect = 1; effect <= 5; effect++)
    for (const when of ['before', 'after'] as const) {
      const office = await openOffice(t)
      const token = await signInToken(office)
      const app = createApp(crashing(office.ports, { at: effect, when }).ports)
      await app.redeemLink({ token, use: 'program' }).catch(() => undefined)

      await redeem(office, token)
      await office.app.relayOutbox(100, 0)
      await office.pump()
      assert.equal((await auditOf(office).lines()).length, 1, `${effect} ${when}`)
    }
})

test('a link that a busy company could not spend is not spent: it works when it is tried again', async (t) => {
  const office = await openOffice(t)
  const token = await signInToken(office)
  const { documents } = office.ports
  const batch: typeof documents.batch = (partition, writes) =>
    writes.some((write) => write.kind !== 'delete' && write.value.id === 'ledger')
      ? Promise.resolve(err({ code: 'versionConflict', index: 0 }))
      : documents.batch(partition, writes)
  const busy = createApp({ ...office.ports, documents: { ...documents, batch } })

  await assert.rejects(busy.redeemLink({ token, use: 'program' }), DependencyUnavailable)
  assert.ok((await redeem(office, token)).ok)
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

async function withManyStaff(office: Office, count: number): Promise<readonly string[]> {
  const partition = { container: 'companies', key: ['demo'] } as const
  const like = await office.ports.documents.read<EmployeeDocument>(partition, employeeDocumentId('user'))
  assert.ok(like)
  const emails: string[] = []
  for (let n = 0; n < count; n++) {
    const employeeId = `early${n}`
    const email = `${employeeId}@demo.example`
    emails.push(email)
    const value = { ...like.value, id: employeeDocumentId(employeeId), employeeId, email }
    must(await office.ports.documents.batch(partition, [{ kind: 'upsert', value }]))
  }
  return emails
}

test('forty of one company who sign in at the same moment all get in, also over several processes', async (t) => {
  for (const processes of [1, 3, 40]) {
    const office = await openOffice(t)
    // A store answers when it answers: between a reading and a writing others have their say.
    const { documents } = office.ports
    let lost = 0
    const batch: typeof documents.batch = async (...given) => {
      await new Promise(setImmediate)
      const written = await documents.batch(...given)
      if (!written.ok) lost++
      return written
    }
    const apps = Array.from({ length: processes }, () =>
      createApp({ ...office.ports, documents: { ...documents, batch } }),
    )
    const tokens: string[] = []
    for (const email of await withManyStaff(office, 40)) tokens.push(await signInToken(office, email))

    const all = await Promise.all(
      tokens.map((token, n) => (apps[n % processes] ?? office.app).redeemLink({ token, use: 'program' })),
    )

    assert.deepEqual(
      all.filter((one) => !one.ok),
      [],
    )
    assert.equal(lost > 0, processes > 1, 'those of one process do not overtake each other')
    await office.pump()
    const entries = (await auditOf(office).lines()).map(({ entry }) => entry)
    assert.equal(new Set(entries.map((entry) => entry?.by.kind === 'employee' && entry.by.id)).size, 40)
    assert.equal(entries.length, 40)
  }
})
