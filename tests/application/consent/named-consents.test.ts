import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ownConsentsIn } from '../../../shared/application/consent/named-consents.ts'
import type { Right } from '../../../shared/domain/requests/right.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import type { Office } from '../../support/application.ts'
import { aProgram, publishedForm, recorded } from '../../support/consent.ts'
import { tokenTo } from '../../support/mailbox.ts'

const person = 'ada@example.com'

/** Yes to the newsletter, entered from paper. */
async function consentOf(office: Office, email: string): Promise<string> {
  const forms = must(await office.app.consentForms.list({ actor: office.as('admin'), companyId: 'demo' }))
  const [form] = forms.map(({ id: formId, publishedVersion: version = 1 }) => ({ formId, version }))
  const said = { ...(form ?? (await publishedForm(office))), subject: { email }, method: 'paper' } as const
  return must(await recorded(office, { ...said, caller: office.as('user') })).consentId
}

const stateOf = async (office: Office, consentId: string) =>
  must(await office.app.consents.view({ caller: aProgram, consentId })).purposes[0]?.state

const wish = (consentIds: readonly string[], rights: readonly Right[] = ['consentWithdrawal']) => ({
  ...{ rights, consentIds, personal: { email: person } },
})

async function verified(office: Office, consentIds: readonly string[], rights?: readonly Right[]) {
  const created = must(await office.app.createRequest({ companyId: 'demo', wish: wish(consentIds, rights) }))
  const [first = ''] = consentIds
  const before = await stateOf(office, first)
  await office.pump()
  must(await office.app.redeemLink({ token: tokenTo(office, person), use: 'program' }))
  return { ...created, before }
}

test('a request that takes back a consent by name takes it back when the mailbox is proved, and not before', async (t) => {
  const office = await openOffice(t)
  const [named, other] = [await consentOf(office, person), await consentOf(office, 'eve@example.com')]

  const { before, requestId } = await verified(office, [named])

  assert.equal(before, 'given')
  assert.equal(await stateOf(office, named), 'withdrawn')
  assert.equal(await stateOf(office, other), 'given')
  const events = must(await office.app.consents.events({ caller: aProgram, consentId: named }))
  assert.deepEqual(
    events.map(({ type, by, evidence }) => [type, by, evidence.factors]),
    [
      ['given', 'controller', []],
      ['withdrawn', 'subject', ['emailLink']],
    ],
  )
  const request = await office.stateOf({ companyId: 'demo', requestId })
  assert.equal(request.consentsNamed, undefined)
})

test('the other rights of the request go on, and the consent is taken back all the same', async (t) => {
  const office = await openOffice(t)
  const named = await consentOf(office, person)
  const { requestId } = await verified(office, [named], ['access', 'consentWithdrawal'])

  assert.equal(await stateOf(office, named), 'withdrawn')
  assert.equal((await office.stateOf({ companyId: 'demo', requestId })).status, 'open')
})

test('nobody takes back the consent of another by naming it, and is told nothing of it', async (t) => {
  const office = await openOffice(t)
  const others = await consentOf(office, 'eve@example.com')
  const { status } = await verified(office, [others, 'x'.repeat(44)])

  assert.equal(status, 'awaitingVerification')
  assert.equal(await stateOf(office, others), 'given')
})

test('what is only typed and never confirmed takes nothing back', async (t) => {
  const office = await openOffice(t)
  const named = await consentOf(office, person)
  must(await office.app.createRequest({ companyId: 'demo', wish: wish([named]) }))
  await office.pump()
  office.clock.pass({ days: 40 })

  assert.equal(await stateOf(office, named), 'given')
})

test('staff who enter what came on paper take back the consent that it names', async (t) => {
  const office = await openOffice(t)
  const named = await consentOf(office, person)
  const { personal: _none, ...asked } = wish([named])
  must(
    await office.app.registerRequest({
      ...{ actor: office.as('manager'), companyId: 'demo', channel: 'letter' },
      wish: { ...asked, personal: { postalAddress: 'Street 1' } },
    }),
  )

  assert.equal(await stateOf(office, named), 'withdrawn')
})

test('consents are named only by who asks to take them back', async (t) => {
  const office = await openOffice(t)
  const named = await consentOf(office, person)

  const asked = await office.app.createRequest({ companyId: 'demo', wish: wish([named], ['access']) })

  assert.equal(refusal(asked), 'withdrawalNotAsked')
})

test('who names no address names nobody’s consents', async () => {
  const wish = { consentIds: ['anybody’s'], personal: {} }

  assert.deepEqual(await ownConsentsIn({} as never, {} as never, wish, undefined), [])
})
