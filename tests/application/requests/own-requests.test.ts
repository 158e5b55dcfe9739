import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../../../shared/application/actor.ts'
import { must, openOffice, otherSide, refusal, type Office } from '../../support/application.ts'
import { aRequest, personEmail, type MadeRequest } from '../../support/request-stages.ts'

const asked = ({ requestId, person }: MadeRequest, actor: Actor = person) => ({ actor, requestId })

const show = async ({ app }: Office, request: MadeRequest) =>
  must(await app.ownRequests.set({ ...asked(request), to: 'shown' }))

const seen = async ({ app }: Office, request: MadeRequest) => must(await app.ownRequests.read(asked(request)))

const inTheOther = (office: Office, email = personEmail) =>
  aRequest(otherSide(office), { email }).verified().made()

test('a person who says so in each sees their requests to several companies from any of them', async (t) => {
  const office = await openOffice(t)
  const here = await aRequest(office).verified().made()
  const there = await inTheOther(office)
  const strangers = await inTheOther(office, 'another@person.example')
  for (const request of [here, strangers]) await show(office, request)

  assert.deepEqual(await seen(office, here), { state: 'shown', others: [] })
  assert.deepEqual(await seen(office, there), { state: 'hidden', others: [] })

  await show(office, there)
  const { others } = await seen(office, here)
  assert.deepEqual(
    others.map(({ requestId, companyId, company, reference, status }) => ({
      ...{ requestId, companyId, company, reference, status },
    })),
    [
      {
        ...{ requestId: there.requestId, companyId: 'other', company: 'Other Company' },
        ...{ reference: there.reference, status: 'open' },
      },
    ],
  )
  assert.match(others[0]?.due ?? '', /^2026-0[34]-/)
  assert.deepEqual(
    (await seen(office, there)).others.map(({ requestId }) => requestId),
    [here.requestId],
  )
})

test('taken out of the list it neither is seen nor sees, and both are in the audit once', async (t) => {
  const office = await openOffice(t)
  const here = await aRequest(office).verified().made()
  const there = await inTheOther(office)
  for (const request of [here, there, there]) await show(office, request)
  for (let n = 0; n < 2; n++) must(await office.app.ownRequests.set({ ...asked(there), to: 'hidden' }))

  assert.deepEqual(await seen(office, there), { state: 'hidden', others: [] })
  assert.deepEqual((await seen(office, here)).others, [])
  const { items } = await office.ports.documents.query<{ id: string; event: string; detail: unknown }>({
    ...{ container: 'requests', key: ['other', there.requestId], idPrefix: 'audit:', limit: 100 },
  })
  const changes = items.map(({ value }) => value).filter(({ event }) => event === 'ownRequestsChanged')
  assert.deepEqual(
    changes.map(({ detail }) => detail),
    [{ to: 'shown' }, { to: 'hidden' }],
  )
})

test('nobody but the person reads or changes the list', async (t) => {
  const office = await openOffice(t)
  const here = await aRequest(office).verified().assignedTo('user').made()
  const there = await inTheOther(office)
  for (const actor of [there.person, office.as('user'), office.as('owner'), office.elsewhere('owner')]) {
    assert.equal(refusal(await office.app.ownRequests.read(asked(here, actor))), 'notFound')
    assert.equal(
      refusal(await office.app.ownRequests.set({ ...asked(here, actor), to: 'shown' })),
      'notFound',
    )
  }
})

test('what has ended is listed without a day, and goes out of the list with its content', async (t) => {
  const office = await openOffice(t)
  const here = await aRequest(office).verified().made()
  const there = await inTheOther(office)
  for (const request of [here, there]) await show(office, request)
  must(await office.app.withdrawRequest({ actor: there.person, requestId: there.requestId }))

  const [ended] = (await seen(office, here)).others
  assert.deepEqual([ended?.status, ended?.due], ['withdrawn', undefined])

  office.clock.pass({ days: 33 })
  await office.app.purgeContent(100)
  assert.deepEqual((await seen(office, here)).others, [])
  assert.equal(
    refusal(await office.app.ownRequests.set({ ...asked(there), to: 'shown' })),
    'transitionNotAllowed',
  )
  assert.deepEqual(await seen(office, there), { state: 'noAddress', others: [] })
})

test('newest first, as many as there are', async (t) => {
  const office = await openOffice(t)
  const here = await aRequest(office).verified().made()
  await show(office, here)
  const made: string[] = []
  for (let n = 0; n < 3; n++) {
    office.clock.pass({ hours: 1 })
    const one = await aRequest(office).verified().made()
    await show(office, one)
    made.unshift(one.requestId)
  }

  assert.deepEqual(
    (await seen(office, here)).others.map(({ requestId }) => requestId),
    made,
  )
})

test('a request that came by letter has no mailbox by which others are found', async (t) => {
  const office = await openOffice(t)
  const registered = must(
    await office.app.registerRequest({
      ...{ actor: office.as('manager'), companyId: 'demo', channel: 'letter' },
      wish: { rights: ['access'], personal: { postalAddress: 'Prøvegade 2, 5000 Odense' } },
    }),
  )
  const { requestId } = registered
  const actor = { kind: 'requester', sessionId: 's', companyId: 'demo', requestId } as const

  assert.deepEqual(must(await office.app.ownRequests.read({ actor, requestId })), {
    ...{ state: 'noAddress', others: [] },
  })
  assert.equal(
    refusal(await office.app.ownRequests.set({ actor, requestId, to: 'shown' })),
    'transitionNotAllowed',
  )
})

test('a company that is gone is in nobody’s list', async (t) => {
  const office = await openOffice(t)
  const here = await aRequest(office).verified().made()
  const there = await inTheOther(office)
  for (const request of [here, there]) await show(office, request)
  const { documents } = office.ports
  must(await documents.batch({ container: 'companies', key: ['other'] }, [{ kind: 'delete', id: 'company' }]))

  const { makeOwnRequests } = await import('../../../shared/application/requests/own-requests.ts')
  const { coreOf } = await import('../../../shared/composition/core-of.ts')
  const lists = makeOwnRequests(coreOf(office.ports))
  assert.deepEqual(must(await lists.read(asked(here))).others, [])
})
