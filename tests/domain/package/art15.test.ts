import assert from 'node:assert/strict'
import { test } from 'node:test'
import { informationSheet } from '../../../shared/domain/package/art15.ts'
import { informationFiles } from '../../../shared/domain/package/art15-page.ts'
import type { PackageFacts } from '../../../shared/domain/package/package-facts.ts'
import { archive, jsonOf, packageFacts, policies, textOf } from './package-samples.ts'

const pageOf = (facts: PackageFacts): string => textOf(informationFiles(facts)[1]?.bytes)

test('the sheet has (a) to (h) and the safeguards for each activity', () => {
  const [contract] = informationSheet(packageFacts()).activities

  assert.deepEqual(contract, {
    id: 'contract',
    informationTypes: ['insurance'],
    purposes: 'We run your insurance',
    legalBasis: 'a contract with you (Article 6(1)(b))',
    categories: ['Name', 'Insurance'],
    recipients: ['Havn Drift ApS (hosting)'],
    retention: 'Five years',
    source: 'From you',
    automatedDecisions: 'A risk class is calculated',
    thirdCountries: [
      { country: 'United States', safeguard: 'Standard clauses' },
      { country: 'Atlantis', safeguard: 'Binding rules' },
    ],
  })
})

test('the sheet is about this person: activities about types of which nothing is held are not in it (EDPB 01/2022 section 4.3)', () => {
  assert.deepEqual(
    informationSheet(packageFacts()).activities.map(({ id }) => id),
    ['contract'],
  )
})

test('a place that could not be asked may hold something, so its activities are told', () => {
  const sources = [policies, { ...archive, state: 'failed' as const }]

  assert.deepEqual(
    informationSheet(packageFacts({ sources })).activities.map(({ id }) => id),
    ['contract', 'archiving'],
  )
})

test('the sheet says first whether data are processed at all', () => {
  const finding = (changes: Partial<PackageFacts>) =>
    informationSheet(packageFacts({ sources: [archive], attachments: [], withheld: [], ...changes })).finding
      .code
  const failed = { ...archive, state: 'failed' as const }

  assert.equal(finding({}), 'nothingHeld')
  assert.equal(finding({ sources: [archive, failed] }), 'notEstablished')
  assert.equal(finding({ sources: [failed, policies] }), 'processed')
  assert.equal(finding({ attachments: packageFacts().attachments }), 'processed')
  assert.equal(finding({ withheld: packageFacts().withheld }), 'processed')
})

test('the JSON and the page say the same, with rights, authority and court', () => {
  const facts = packageFacts({ dataProtectionOfficer: 'dpo@nordlys.example' })
  const sheet = informationSheet(facts)
  const page = pageOf(facts)

  assert.deepEqual(jsonOf(informationFiles(facts)[0]?.bytes), sheet)
  assert.equal(sheet.rights.length, 5)
  for (const text of [
    sheet.finding.text,
    sheet.complaint.url,
    sheet.complaint.address,
    sheet.remedy,
    'dpo@nordlys.example',
    ...sheet.rights,
  ])
    assert.ok(page.includes(text), text)
  for (const letter of ['(a)', '(b)', '(c)', '(d)', '(e)', '(f)', '(g)', '(h)', 'Article 15(2)'])
    assert.ok(page.includes(letter), letter)
  assert.match(page, /Activity 1: Policy system/u)
})

test('what an activity does not do is said, not left open', () => {
  const page = pageOf(
    packageFacts({
      sources: [{ ...archive, state: 'filled', data: {} }],
      activities: packageFacts().activities.slice(1),
    }),
  )

  assert.match(page, /Nobody receives the data from us/u)
  assert.match(page, /\(h\)[^<]*<\/dt><dd>There are none here/u)
  assert.match(page, /15\(2\)\)<\/dt><dd>There are none here/u)
  assert.match(page, /Paper archive \(not from you alone\): Found/u)
})

test('the sheet says of each place where what is held there comes from, and of nothing held, nothing (Art. 15(1)(g))', () => {
  const origins = (changes: Partial<typeof policies>) =>
    informationSheet(packageFacts({ sources: [{ ...policies, ...changes }, archive] })).sources.map(
      ({ origin }) => origin,
    )

  assert.deepEqual(origins({}), [
    'from you, recorded when you used our service, concluded by us, from others',
    undefined,
  ])
  assert.deepEqual(origins({ data: { riskClass: 'B2' } }), ['concluded by us', undefined])
  assert.deepEqual(origins({ data: {} }), ['from you', undefined], 'a document, in the words of the source')
  assert.match(pageOf(packageFacts()), /Paper archive: We hold nothing about you here/u)
})

test('an activity names only the places where something is held', () => {
  const idle = { ...archive, informationType: 'insurance' }
  assert.match(pageOf(packageFacts({ sources: [policies, idle] })), /Activity 1: Policy system</u)
})

test('a company without a recorded activity says so', () => {
  assert.match(pageOf(packageFacts({ activities: [] })), /no processing activity that concerns you/u)
})

test('a category of the company’s own is shown as it is written', () => {
  const [activity] = packageFacts().activities
  assert.ok(activity)
  const own = 'dpv-pd:Horoscope' as (typeof activity.categories)[number]

  assert.deepEqual(
    informationSheet(packageFacts({ activities: [{ ...activity, categories: [own] }] })).activities[0]
      ?.categories,
    [own],
  )
})

test('countries and categories are named in the person’s language', () => {
  const [activity] = informationSheet(packageFacts({ language: 'da' })).activities

  assert.equal(activity?.thirdCountries[0]?.country, 'USA')
  assert.deepEqual(activity?.categories, ['Navn', 'Forsikringsforhold'])
})
