import assert from 'node:assert/strict'
import { test } from 'node:test'

import { must, openOffice, refusal } from '../../support/application.ts'
import type { Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { aProgram, publishedForm, recorded } from '../../support/consent.ts'
import { tokenTo } from '../../support/mailbox.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'
import { bytesOf } from '../../support/streams.ts'

type Row = Readonly<Record<string, string>>
type Consents = { readonly current: readonly Row[]; readonly history: readonly Row[] }

/** What is in the answer of Art. 15 to whoever proved this mailbox. */
async function answered(office: Office): Promise<Consents> {
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().made()
  const actor = office.as('user')
  const { sealId, files } = must(await office.app.sealRequest({ actor, requestId }))
  const path = 'data/consents/consents.json'
  if (!files.some((file) => file.path === path)) return { current: [], history: [] }
  const file = { actor, requestId, sealId, right: 'access', path } as const
  const { content } = must(await office.app.seals.file(file))
  return JSON.parse((await bytesOf(content)).toString()) as Consents
}

async function named(office: Office, form: { formId: string; version: number }, externalId: string) {
  const said = await recorded(office, { ...form, subject: { externalId } })
  return must(said).consentId
}

const events = async (office: Office) =>
  (await auditOf(office).lines())
    .map(({ entry }) => entry?.event)
    .filter((event) => event?.startsWith('consentPerson'))

test('what an application keeps under names of its own is in the answer of the person whom it says they stand for', async (t) => {
  const office = await openOffice(t)
  const form = await publishedForm(office)
  const byAddress = { caller: office.as('user'), subject: { email: personEmail }, method: 'phone' } as const
  const own = must(await recorded(office, { ...form, ...byAddress })).consentId
  const first = await named(office, form, 'customer-1')
  const second = await named(office, form, 'member-7')
  await named(office, form, 'somebody-else')
  for (const consentId of [second, first]) {
    must(
      await office.app.consentPerson.name({
        caller: aProgram,
        consentId,
        email: ` ${personEmail.toUpperCase()}`,
      }),
    )
    office.clock.pass({ seconds: 1 })
  }

  const { current, history } = await answered(office)
  const expected = [
    [own, undefined],
    [second, 'member-7'],
    [first, 'customer-1'],
  ]
  for (const rows of [current, history])
    assert.deepEqual(
      rows.map(({ consentId, knownAs }) => [consentId, knownAs]),
      expected,
    )
  assert.deepEqual(await events(office), ['consentPersonNamed', 'consentPersonNamed'])
})

test('nobody gets what lies under a name before it was said whose it is, nor after that was taken back or corrected', async (t) => {
  const office = await openOffice(t)
  const form = await publishedForm(office)
  const [kept, corrected] = [await named(office, form, 'customer-1'), await named(office, form, 'customer-2')]
  assert.deepEqual((await answered(office)).current, [])

  const { name, forget } = office.app.consentPerson
  for (const consentId of [kept, corrected])
    must(await name({ caller: aProgram, consentId, email: personEmail }))
  must(await name({ caller: aProgram, consentId: corrected, email: personEmail }))
  assert.equal((await answered(office)).current.length, 2)

  must(await forget({ caller: aProgram, consentId: kept }))
  must(await forget({ caller: aProgram, consentId: kept }))
  must(await name({ caller: office.as('user'), consentId: corrected, email: 'somebody.else@example.com' }))
  assert.deepEqual((await answered(office)).current, [])
  // Of two names there is no order.
  const names = ['Forgotten', 'Named', 'Named', 'Named'].map((what) => `consentPerson${what}`)
  assert.deepEqual((await events(office)).toSorted(), names, 'the same again changes nothing')
})

test('a person takes back by a request what lies under a name that stands for them, and nothing that does not', async (t) => {
  const office = await openOffice(t)
  const form = await publishedForm(office)
  const [theirs, other] = [await named(office, form, 'customer-1'), await named(office, form, 'customer-2')]
  must(await office.app.consentPerson.name({ caller: aProgram, consentId: theirs, email: personEmail }))
  const personal = { email: personEmail }
  const wish = { rights: ['consentWithdrawal'], consentIds: [theirs, other, 'no id'], personal } as const
  must(await office.app.createRequest({ companyId: 'demo', wish }))
  await office.pump()
  must(await office.app.redeemLink({ token: tokenTo(office, personEmail), use: 'program' }))

  const stateOf = async (consentId: string) =>
    must(await office.app.consents.view({ caller: aProgram, consentId })).purposes[0]?.state
  assert.deepEqual([await stateOf(theirs), await stateOf(other)], ['withdrawn', 'given'])
})

test('only who records consents says whose a name is, of a consent that there is, and that has no address', async (t) => {
  const office = await openOffice(t)
  const form = await publishedForm(office)
  const consentId = await named(office, form, 'customer-1')
  const byAddress = must(await recorded(office, { ...form, subject: { email: personEmail } })).consentId
  const { name, forget } = office.app.consentPerson
  const said = { caller: aProgram, consentId, email: personEmail }

  assert.equal(refusal(await name({ ...said, consentId: byAddress })), 'consentHasAddress')
  const swapped = `${consentId.slice(0, 22)}${byAddress.slice(22)}`
  for (const none of ['nonsense', swapped, `${'x'.repeat(22)}${consentId.slice(22)}`]) {
    assert.equal(refusal(await name({ ...said, consentId: none })), 'notFound')
    assert.equal(refusal(await forget({ caller: aProgram, consentId: none })), 'notFound')
  }
  const elsewhere = { ...aProgram, companyId: 'nowhere' }
  assert.equal(refusal(await name({ ...said, caller: elsewhere })), 'notFound')
  const caller = { ...office.as('user'), roles: [] }
  assert.equal(refusal(await name({ ...said, caller })), 'forbidden')
})
