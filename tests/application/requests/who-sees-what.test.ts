import { test } from 'node:test'
import assert from 'node:assert/strict'

import type { Actor } from '../../../shared/application/actor.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { aRequest } from '../../support/request-stages.ts'

type Call = (actor: Actor, requestId: string) => Promise<Result<unknown, { readonly code: string }>>

const once = async function* (bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

/** Every use case that is about one request, as whoever calls it. */
function callsOf({ app, clock }: Office): Readonly<Record<string, Call>> {
  const until = new Date(clock.now().getTime() + 5 * 86_400_000)
  const upload = { name: 'a.pdf', contentType: 'application/pdf' }
  return {
    view: (actor, requestId) => app.viewRequest({ actor, requestId }),
    content: (actor, requestId) => app.readContent({ actor, requestId }),
    letters: (actor, requestId) => app.readLetters({ actor, requestId }),
    messages: (actor, requestId) => app.messages.list({ actor, requestId }),
    write: (actor, requestId) => app.messages.post({ actor, requestId, text: 'hello' }),
    withdraw: (actor, requestId) => app.withdrawRequest({ actor, requestId }),
    assign: (actor, requestId) => app.assignRequest({ actor, requestId, employeeId: 'second' }),
    unassign: (actor, requestId) => app.unassignRequest({ actor, requestId, employeeId: 'user' }),
    enterData: (actor, requestId) =>
      app.enterData({
        ...{ actor, requestId, templateId: 'insurance', via: 'manual' },
        entry: { kind: 'patch', data: {} },
      }),
    removeData: (actor, requestId) => app.removeData({ actor, requestId, templateId: 'insurance' }),
    setSource: (actor, requestId) =>
      app.setSource({ actor, requestId, sourceId: 'caseFiles', state: 'nothingHeld' }),
    withhold: (actor, requestId) => app.withhold({ actor, requestId, items: [] }),
    putFile: (actor, requestId) =>
      app.putFile({ actor, requestId, ...upload, content: once(new Uint8Array(3)) }),
    readFile: (actor, requestId) => app.readFile({ actor, requestId, name: 'a.pdf' }),
    removeFile: (actor, requestId) => app.removeFile({ actor, requestId, name: 'a.pdf' }),
    beginUpload: (actor, requestId) => app.uploads.begin({ actor, requestId, ...upload, sizeBytes: 3 }),
    putBlock: (actor, requestId) =>
      app.uploads.putBlock({ actor, requestId, uploadId: 'u', number: 0, content: once(new Uint8Array(3)) }),
    uploadStatus: (actor, requestId) => app.uploads.status({ actor, requestId, uploadId: 'u' }),
    commitUpload: (actor, requestId) => app.uploads.commit({ actor, requestId, uploadId: 'u' }),
    identity: (actor, requestId) =>
      app.establishIdentity({
        ...{ actor, requestId, method: 'contactOnFile', level: 'onFile', evidence: 'Same address on file.' },
      }),
    seal: (actor, requestId) => app.sealRequest({ actor, requestId }),
    sealList: (actor, requestId) => app.seals.list({ actor, requestId, sealId: 's' }),
    sealContent: (actor, requestId) => app.seals.content({ actor, requestId, sealId: 's' }),
    sealFile: (actor, requestId) =>
      app.seals.file({ actor, requestId, sealId: 's', right: 'access', path: 'data.json' }),
    approve: (actor, requestId) =>
      app.decideSeal({ actor, requestId, manifestSha256: '00', decision: 'approve' }),
    refuse: (actor, requestId) =>
      app.proposeRefusal({ actor, requestId, groundCode: 'manifestlyUnfounded', facts: 'Because.' }),
    decide: (actor, requestId) =>
      app.decideItem({ actor, requestId, itemId: 'i', manifestSha256: '00', decision: 'approve' }),
    extend: (actor, requestId) =>
      app.extendRequest({ actor, requestId, months: 1, reasonCode: 'complexity', reason: 'Much.' }),
    pause: (actor, requestId) =>
      app.pauseRequest({ actor, requestId, reasonCode: 'identityInformation', reason: 'Who?', until }),
    resume: (actor, requestId) => app.resumeRequest({ actor, requestId }),
  }
}

const answers = async (office: Office, actor: Actor, requestId: string) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(callsOf(office)).map(async ([name, call]) => [
        name,
        refusal(await call(actor, requestId)),
      ]),
    ),
  ) as Readonly<Record<string, string>>

const allNotFound = (found: Readonly<Record<string, string>>) =>
  Object.entries(found).filter(([, code]) => code !== 'notFound')

test('to whoever may not see a request, it does not exist: whatever they call', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').made()
  const anothersRequest = await aRequest(office, { email: 'bo@person.example' }).verified().made()
  const strangers: Readonly<Record<string, Actor>> = {
    'a second user': office.as('second'),
    'an approver who was not asked': office.as('approver'),
    'the administrator': office.as('admin'),
    'the owner': office.as('owner'),
    'the manager of another company': office.elsewhere('manager'),
    'the user of another company': office.elsewhere('user'),
    'the requester of another request': anothersRequest.person,
    'a requester of another company': { ...request.person, companyId: 'other' },
  }

  for (const [who, actor] of Object.entries(strangers))
    assert.deepEqual(allNotFound(await answers(office, actor, request.requestId)), [], who)
})

test('a request that does not exist is answered like one that may not be seen', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()

  for (const actor of [office.as('manager'), office.as('user'), request.person])
    assert.deepEqual(allNotFound(await answers(office, actor, 'A'.repeat(22))), [])
})

test('a request of another company does not exist for its namesake here, not even by its id', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()

  for (const name of ['manager', 'user', 'officer'] as const)
    assert.deepEqual(allNotFound(await answers(office, office.elsewhere(name), requestId)), [])
})

test('those who oversee see the case, its dates and nothing of its content, and change nothing', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()

  for (const name of ['officer', 'auditor'] as const) {
    const { view, ...others } = await answers(office, office.as(name), requestId)
    assert.equal(view, 'not refused')
    assert.ok(
      Object.values(others).every((code) => ['forbidden', 'notFound', 'nothingToDecide'].includes(code)),
      JSON.stringify(others),
    )
  }
})

test('the manager sees every case but not what was found', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const actor = office.as('manager')

  assert.ok((await office.app.viewRequest({ actor, requestId })).ok)
  assert.equal(refusal(await office.app.readContent({ actor, requestId })), 'forbidden')
  assert.equal(refusal(await office.app.messages.list({ actor, requestId })), 'forbidden')
  assert.equal(refusal(await office.app.readLetters({ actor, requestId })), 'forbidden')
})

test('who was taken off a request does not find it at their next call', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().made()
  const actor = office.as('user')
  assert.ok((await office.app.viewRequest({ actor, requestId })).ok)

  must(await office.app.unassignRequest({ actor: office.as('manager'), requestId, employeeId: 'user' }))

  assert.deepEqual(allNotFound(await answers(office, actor, requestId)), [])
})

test('the person gets 403 on what only staff may do with their own request', async (t) => {
  const office = await openOffice(t)
  const { requestId, person } = await aRequest(office).verified().assignedTo('user').made()
  const { app } = office

  assert.equal(refusal(await app.readContent({ actor: person, requestId })), 'forbidden')
  assert.equal(refusal(await app.sealRequest({ actor: person, requestId })), 'forbidden')
  assert.equal(
    refusal(await app.assignRequest({ actor: person, requestId, employeeId: 'second' })),
    'forbidden',
  )
})

test('the person sees nobody’s name, no assignee, no seal and no problem of their request', async (t) => {
  const office = await openOffice(t)
  const { requestId, person } = await aRequest(office).verified().assignedTo('user').filled().sealed().made()

  const seen = must(await office.app.viewRequest({ actor: person, requestId }))

  assert.equal(seen.standing, undefined)
  for (const hidden of ['assignees', 'seal', 'pendingItem', 'problem']) assert.ok(!(hidden in seen.view))
})
