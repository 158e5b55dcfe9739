import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { aRequest } from '../../support/request-stages.ts'

type Record = Parameters<Office['app']['establishIdentity']>[0]

const onFile = { method: 'contactOnFile', level: 'onFile', evidence: 'Same address on the file.' } as const

test('where the mailbox is enough, the used link is the record of identity', async (t) => {
  const office = await openOffice(t)
  const { person, requestId } = await aRequest(office).verified().made()

  const { view } = must(await office.app.viewRequest({ actor: person, requestId }))

  assert.deepEqual(view.identity, { state: 'established', method: 'mailboxLink', level: 'mailbox' })
})

test('where it is not, sealing waits for a record that reaches the company’s level', async (t) => {
  const office = await openOffice(t, { company: { identityLevel: 'onFile' } })
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().made()
  const actor = office.as('user')
  const seal = () => office.app.sealRequest({ actor, requestId })
  const establish = (record: Omit<Record, 'actor' | 'requestId'>) =>
    office.app.establishIdentity({ actor, requestId, ...record })

  assert.equal(refusal(await seal()), 'identityNotEstablished')
  must(await establish({ method: 'mailboxLink', level: 'mailbox', evidence: 'The link was used.' }))
  assert.equal(refusal(await seal()), 'identityNotEstablished')
  const recorded = must(await establish({ ...onFile, note: 'Called back.' }))

  assert.deepEqual(recorded, { method: 'contactOnFile', level: 'onFile', at: '2026-03-02T08:00:00.000Z' })
  assert.ok((await seal()).ok)
})

test('a method cannot claim more than it shows, and none is a record without evidence', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const ref = { actor: office.as('user'), requestId }

  const tooMuch = { ...ref, ...onFile, level: 'nationalId' } as const
  assert.equal(refusal(await office.app.establishIdentity(tooMuch)), 'identityTooWeak')
  assert.equal(
    refusal(await office.app.establishIdentity({ ...ref, ...onFile, evidence: ' ' })),
    'identityTooWeak',
  )
})

test('what was relied on is not readable in the store', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  must(
    await office.app.establishIdentity({
      ...{ actor: office.as('manager'), requestId: request.requestId },
      ...{ ...onFile, evidence: 'Pasnummer 12345' },
    }),
  )

  assert.doesNotMatch(JSON.stringify(await office.stateOf(request)), /12345/)
})

test('a new record of identity voids the seal: it was part of what was sealed', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const { requestId } = request

  must(await office.app.establishIdentity({ actor: office.as('manager'), requestId, ...onFile }))

  const state = await office.stateOf(request)
  assert.equal(state.status, 'collecting')
  assert.equal(state.seal?.state, 'void')
  assert.equal(state.identity?.method, 'contactOnFile')
})
