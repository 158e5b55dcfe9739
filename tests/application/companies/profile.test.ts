import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { SettingsChange } from '../../../shared/application/companies/changed-company.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { aRequest } from '../../support/request-stages.ts'

async function desk(t: TestContext) {
  const office = await openOffice(t)
  const asked = { actor: office.as('owner'), companyId: 'demo' }
  return {
    office,
    change: (change: SettingsChange) => office.app.companySettings.change({ ...asked, change }),
    profile: async () => must(await office.app.viewProfile('demo')),
  }
}

const authority = {
  ...{ name: 'Authority of the Land', url: 'https://land.example', address: 'Platz 1, Landstadt' },
}

test('a company names its contact, its officer and its authority, and everybody sees them', async (t) => {
  const { change, profile } = await desk(t)
  const contact = {
    name: 'Privacy',
    email: 'privacy@demo.example',
    phone: '+4512345678',
    postalAddress: 'Gade 1',
  }
  const dataProtectionOfficers = [{ name: 'Dina', email: 'dina@demo.example' }]

  must(await change({ contact, dataProtectionOfficers, authority, languages: ['da'], rights: ['access'] }))

  const seen = await profile()
  assert.deepEqual(
    [seen.contact, seen.dataProtectionOfficers, seen.authority, seen.languages, seen.rights],
    [contact, dataProtectionOfficers, authority, ['da'], ['access']],
  )
})

test('letters say how the company and its officer are reached, by telephone and letter too', async (t) => {
  const { office, change } = await desk(t)
  const contact = { name: 'Privacy', email: 'privacy@demo.example', postalAddress: 'Gade 1\n8000 Aarhus' }
  const officer = { name: 'Dina', email: 'dina@demo.example', phone: '+4512345678' }
  must(await change({ contact, dataProtectionOfficers: [officer] }))

  const { requestId, person } = await aRequest(office).verified().made()

  const letters = JSON.stringify(must(await office.app.readLetters({ actor: person, requestId })))
  for (const said of [
    'Privacy, privacy@demo.example, Gade 1, 8000 Aarhus',
    'Dina, dina@demo.example, +4512345678',
  ])
    assert.ok(letters.includes(said), said)
})

test('country and time zone, by which days are counted, change only while no request is open', async (t) => {
  const { office, change, profile } = await desk(t)
  must(await change({ country: 'IE', timeZone: 'Europe/Dublin' }))
  assert.deepEqual(
    [(await profile()).country, (await profile()).authority.name],
    ['IE', 'Data Protection Commission'],
  )

  await aRequest(office).verified().made()

  assert.equal(refusal(await change({ country: 'DK' })), 'daysAreCounted')
  assert.equal(refusal(await change({ timeZone: 'Europe/Copenhagen' })), 'daysAreCounted')
  must(await change({ country: 'IE', name: 'Still the same country' }))
})

test('what a company adds to its acknowledgement reaches the person, filled in, and never instead of what must be said', async (t) => {
  const { office, change } = await desk(t)
  const words = {
    da: 'Vi hedder {companyName}.',
    en: 'We are {companyName}, and keep {reference} until {dueOn}.',
  }
  const unknown = await change({ acknowledgement: [words, { da: 'Kære {navn}', en: 'Hello' }] })
  assert.equal(refusal(unknown), 'placeholderUnknown')
  assert.ok(!unknown.ok && 'errors' in unknown.error)
  assert.deepEqual(
    unknown.error.errors.map(({ pointer }) => pointer),
    ['/acknowledgement/1/da'],
  )
  must(await change({ acknowledgement: [words] }))

  const { requestId, person, reference } = await aRequest(office, { language: 'en' }).verified().made()

  const letters = must(await office.app.readLetters({ actor: person, requestId }))
  const text = JSON.stringify(letters)
  assert.ok(text.includes(`We are Demo Company, and keep ${reference} until `), text)
  assert.doesNotMatch(text, /[{]dueOn[}]/)
})

test('each detail that a company asks for stands once, with its reason', async (t) => {
  const { change, profile } = await desk(t)
  const policy = {
    id: 'policy',
    label: { da: 'Police', en: 'Policy' },
    why: { da: 'Arkivet', en: 'The archive' },
  }
  assert.deepEqual(
    (await profile()).identifiers.map(({ id }) => id),
    ['customerNumber'],
  )

  assert.equal(refusal(await change({ identifiers: [policy, policy] })), 'identifierTwice')
  must(await change({ identifiers: [policy] }))
  assert.deepEqual((await profile()).identifiers, [policy])
  must(await change({ identifiers: [] }))
  assert.deepEqual((await profile()).identifiers, [])
})
