import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, openOffice, type Office } from '../../support/application.ts'
import { aRequest } from '../../support/request-stages.ts'

const showing = { company: { statusPage: 'coarse' } } as const

const notFound = { ok: false, error: { code: 'notFound' } }

async function addressed(office: Office) {
  const { person, requestId, companyId } = await aRequest(office).verified().made()
  const code = (await office.app.publicStatus.code(person)) ?? assert.fail('no page')
  return { person, asked: { companyId, requestId, code } }
}

test('an address alone tells that a request is under way and the month in which it is due, and no more', async (t) => {
  const office = await openOffice(t, showing)
  const { asked } = await addressed(office)

  assert.deepEqual(must(await office.app.publicStatus.view(asked)), {
    state: 'underWay',
    dueMonth: '2026-04',
  })
})

test('once a request has ended nothing is told of how or when', async (t) => {
  const office = await openOffice(t, showing)
  const { asked, person } = await addressed(office)
  must(await office.app.withdrawRequest({ actor: person, requestId: asked.requestId }))

  assert.deepEqual(must(await office.app.publicStatus.view(asked)), { state: 'ended' })
})

test('a company that has not said so shows no such page, and one that takes it back shows it no more', async (t) => {
  const silent = await openOffice(t)
  const { person } = await aRequest(silent).verified().made()
  assert.equal(await silent.app.publicStatus.code(person), undefined)

  const office = await openOffice(t, showing)
  const { asked, person: other } = await addressed(office)
  must(
    await office.app.companySettings.change({
      ...{ actor: office.as('owner'), companyId: asked.companyId },
      change: { statusPage: 'off' },
    }),
  )
  assert.deepEqual(await office.app.publicStatus.view(asked), notFound)
  assert.equal(await office.app.publicStatus.code(other), undefined)
})

test('a wrong code, a request that is none, another company and an unconfirmed request give one answer', async (t) => {
  const office = await openOffice(t, showing)
  const { asked } = await addressed(office)
  const { person, requestId } = await aRequest(office, { email: 'bo@person.example' }).made()
  const other = `${asked.code.startsWith('A') ? 'B' : 'A'}${asked.code.slice(1)}`

  for (const wrong of [
    { code: other },
    { code: 'short' },
    { requestId },
    { requestId: 'none' },
    { companyId: 'other' },
    { companyId: 'none' },
  ])
    assert.deepEqual(await office.app.publicStatus.view({ ...asked, ...wrong }), notFound)
  assert.equal(await office.app.publicStatus.code(person), undefined)
})

test('a request that is gone has no page, though its address is right', async (t) => {
  const office = await openOffice(t, showing)
  const { asked, person } = await addressed(office)
  const { companyId, requestId } = asked
  const partition = { container: 'requests', key: [companyId, requestId] } as const
  await office.ports.documents.batch(partition, [{ kind: 'delete', id: 'request' }])

  assert.deepEqual(await office.app.publicStatus.view(asked), notFound)
  assert.equal(await office.app.publicStatus.code(person), undefined)
})
