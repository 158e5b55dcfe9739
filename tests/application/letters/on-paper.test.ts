import { test } from 'node:test'
import assert from 'node:assert/strict'

import type { PersonalDetails } from '../../../shared/application/requests/request-document.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'

/** Registered by the manager, given to the user, and refused by a second person. */
async function refusedRequest(office: Office, personal: PersonalDetails) {
  const wish = { rights: ['access'], personal } as const
  const registered = await office.app.registerRequest({
    ...{ actor: office.as('manager'), companyId: 'demo', channel: 'letter', wish },
  })
  const { requestId } = must(registered)
  await office.pump()
  const manager = office.as('manager')
  must(await office.app.assignRequest({ actor: manager, requestId, employeeId: 'user' }))
  const proposed = { groundCode: 'manifestlyExcessive', facts: 'The fifth this week.' }
  const item = must(await office.app.proposeRefusal({ actor: office.as('user'), requestId, ...proposed }))
  office.clock.pass({ seconds: 5 })
  must(await office.app.decideItem({ actor: office.as('deputy'), requestId, ...item, decision: 'approve' }))
  await office.pump()
  return requestId
}

test('the letter that ends a request on paper can be printed by whoever runs it, and that stands in the audit', async (t) => {
  const office = await openOffice(t)
  const requestId = await refusedRequest(office, { postalAddress: 'Prøvegade 2, 5000 Odense' })

  for (const name of ['user', 'manager'] as const) {
    const { letters } = must(await office.app.readLetters({ actor: office.as(name), requestId }))
    assert.deepEqual(
      letters.map(({ letter }) => letter.kind),
      ['refusal'],
    )
    assert.match(JSON.stringify(letters), /The fifth this week/)
  }
  await office.app.sequenceAudit('demo')
  const audit = await office.app.audit.entries({
    ...{ actor: office.as('auditor'), companyId: 'demo', requestId, first: 0, limit: 100 },
  })
  const read = must(audit).lines.filter(({ entry }) => entry?.event === 'contentRead')
  assert.deepEqual(
    read.map(({ entry }) => [entry?.by.id, entry?.detail]),
    [
      ['user', { document: 'letters' }],
      ['manager', { document: 'letters' }],
    ],
  )
})

test('nobody else of the company reads it, nor anything that was written before the ending', async (t) => {
  const office = await openOffice(t)
  const requestId = await refusedRequest(office, { inPerson: true })

  assert.equal(refusal(await office.app.readLetters({ actor: office.as('second'), requestId })), 'notFound')
  for (const name of ['officer', 'auditor'] as const)
    assert.equal(refusal(await office.app.readLetters({ actor: office.as(name), requestId })), 'forbidden')
})

test('who has a mailbox reads their letter there, and staff lose it with the content', async (t) => {
  const office = await openOffice(t)
  const requestId = await refusedRequest(office, { email: 'anna@person.example' })

  for (const name of ['user', 'manager'] as const)
    assert.equal(refusal(await office.app.readLetters({ actor: office.as(name), requestId })), 'forbidden')
})
