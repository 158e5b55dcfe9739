import assert from 'node:assert/strict'
import { test } from 'node:test'

import { kantaraReceiptOf } from '../../../shared/domain/consent/kantara.ts'
import { missingFields } from '../../../shared/domain/consent/receipt-fields.ts'
import { receiptOf } from '../../../shared/domain/consent/receipt.ts'
import { canonicalJson } from '../../../shared/domain/evidence/canonical.ts'
import { aPurpose, someFacts, stated } from '../../support/receipt-facts.ts'

type Json = Record<string, unknown>

const plain = (value: unknown): Json => JSON.parse(canonicalJson(value)) as Json
const recordsOf = (receipt: Json): Json[] => receipt['dpv:hasRecordOfActivity'] as Json[]
const statusesOf = (record: Json | undefined): Json[] => record?.['dpv:hasConsentStatus'] as Json[]

test('a receipt has every field that ISO/IEC TS 27560 and the profile of the GDPR demand', () => {
  assert.deepEqual(missingFields(plain(receiptOf(someFacts()))), [])
  const bare = { name: 'Demo A/S', id: 'demo', phone: '+45 1' }
  const authority = { name: 'Agencija', url: 'https://azop.hr', address: '' }
  assert.deepEqual(missingFields(plain(receiptOf(someFacts({ controller: bare, authority })))), [])
})

/** The field of the standard, and where it stands; `*` is every entry of a list. */
const mandatory: readonly (readonly [string, readonly string[]])[] = [
  ['schema_version', ['dct:conformsTo']],
  ['receipt_id', ['dct:identifier']],
  ['created', ['dct:created']],
  ['record', ['dpv:hasRecordOfActivity']],
  ...(
    [
      ['schema_version', ['dct:conformsTo']],
      ['record_id', ['dct:identifier']],
      ['pii_principal_id', ['dpv:hasDataSubject']],
      ['privacy_notice', ['dpv:hasNotice', '@id']],
      ['privacy_notice.sha256', ['dpv:hasNotice', 'sha256']],
      ['language', ['dpv:hasNotice', 'dct:language']],
      ['purposes', ['dpv:hasProcess', 'dpv:hasPurpose']],
      ['lawful_basis', ['dpv:hasProcess', 'dpv:hasLegalBasis']],
      ['pii_information', ['dpv:hasProcess', 'dpv:hasPersonalData']],
      ['pii_information.pii_type', ['dpv:hasProcess', 'dpv:hasPersonalData', '*', 'dct:title']],
      ['pii_controllers', ['dpv:hasProcess', 'dpv:hasDataController']],
      ['storage_locations', ['dpv:hasProcess', 'dpv:hasStorageCondition', '0']],
      ['retention_period', ['dpv:hasProcess', 'dpv:hasStorageCondition', '1']],
      ['jurisdiction', ['dpv:hasJurisdiction']],
      ['recipient_third_parties', ['dpv:hasProcess', 'dpv:hasRecipient']],
      ['withdrawal_method', ['dpv:hasConsentControl', 'dpv:isExercisedAt']],
      ['privacy_rights', ['dpv:hasRight']],
      ['authority_party', ['dpv:hasAuthority']],
      ['event', ['dpv:hasConsentStatus']],
      ['event.event_time', ['dpv:hasConsentStatus', '*', 'dpv:isIndicatedAtTime']],
      ['event.validity_duration', ['dpv:hasConsentStatus', '*', 'dpv:hasDuration']],
      ['event.entity_id', ['dpv:hasConsentStatus', '*', 'dpv:isIndicatedBy']],
      ['event.event_type', ['dpv:hasConsentStatus', '*', '@type', '1']],
      ['event.event_state', ['dpv:hasConsentStatus', '*', '@type', '0']],
    ] as const
  ).map(([field, at]) => [`record[0].${field}`, ['dpv:hasRecordOfActivity', '0', ...at]] as const),
  ...(
    ['@id', 'dpv:hasIdentifier', 'dpv:hasName', '@type', 'schema:address', 'schema:contactPoint'] as const
  ).map(
    (member, i) =>
      [
        `record[0].pii_controllers.${['party_id', 'party_id', 'party_name', 'party_type', 'party_address', 'party_contact'][i] ?? ''}`,
        ['dpv:hasEntity', '0', member],
      ] as const,
  ),
  ['record[0].authority_party.party_name', ['dpv:hasEntity', '1', 'dpv:hasName']],
]

function takeAway(value: unknown, [step = '', ...rest]: readonly string[]): void {
  const steps = step === '*' ? Object.keys(value as Json) : [step]
  for (const key of steps) {
    if (rest.length > 0) takeAway((value as Json)[key], rest)
    else if (Array.isArray(value)) value.splice(Number(key), 1)
    else delete (value as Json)[key]
  }
}

for (const [field, at] of mandatory)
  test(`a receipt without ${field} is not whole, and says so`, () => {
    const receipt = plain(receiptOf(someFacts()))
    takeAway(receipt, at)
    assert.ok(missingFields(receipt).includes(field), missingFields(receipt).join())
  })

test('an empty field is a missing one, and a receipt of another profile is none', () => {
  const receipt = plain(receiptOf(someFacts()))
  const { 'dpv:hasConsentControl': control } = recordsOf(receipt)[0] as { 'dpv:hasConsentControl': Json }
  control['dpv:isExercisedAt'] = ' '
  receipt['dct:conformsTo'] = 'https://example.com/receipt-summary'

  assert.deepEqual(missingFields(receipt), ['schema_version', 'record[0].withdrawal_method'])
})

test('what is no receipt at all misses everything', () => {
  for (const nothing of [undefined, null, 'receipt', 1, [], {}])
    assert.deepEqual(missingFields(nothing), ['schema_version', 'receipt_id', 'created', 'record'])
})

test('each purpose has its own record and its own history, for refusing one refuses no other', () => {
  const [newsletter, health] = recordsOf(plain(receiptOf(someFacts())))

  const states = (record: Json | undefined) => statusesOf(record).map((status) => status['@type'])
  assert.deepEqual(states(newsletter), [
    ['dpv:ConsentGiven', 'dpv:ExpressedConsent'],
    ['dpv:ConsentWithdrawn', 'dpv:ExpressedConsent'],
    ['dpv:RenewedConsentGiven', 'dpv:ExpressedConsent'],
  ])
  assert.deepEqual(states(health), [['dpv:ConsentGiven', 'dpv:ExplicitlyExpressedConsent']])
  assert.equal(newsletter?.['dct:isPartOf'], health?.['dct:isPartOf'])
})

test('an event says until when it counts: a day where the form has one, and else until it is decided again', () => {
  const lasting = (facts = someFacts()) =>
    statusesOf(recordsOf(plain(receiptOf(facts)))[0]).map((status) => status['dpv:hasDuration'] as Json)

  assert.deepEqual(
    lasting().map((duration) => duration['rdf:value']),
    ['Until it is withdrawn', 'Until it is decided again', '2027-03-09T10:00:00.000Z'],
  )
  assert.equal(lasting(someFacts({ language: 'da' }))[0]?.['rdf:value'], 'Indtil det trækkes tilbage')
})

test('a receipt says whose word an event was', () => {
  const by = (['subject', 'agent', 'controller', 'system'] as const).map((who) =>
    stated('given', '2026-03-01', { by: who }),
  )
  const receipt = plain(receiptOf(someFacts({ purposes: [aPurpose('newsletter', { history: by })] })))

  assert.deepEqual(
    statusesOf(recordsOf(receipt)[0]).map((status) => status['dpv:isIndicatedBy']),
    [
      'urn:indsigt:subject:subject1',
      'dpv:Representative',
      'urn:indsigt:company:demo',
      'urn:indsigt:company:demo',
    ],
  )
})

test('data that leave the European Economic Area are said to, with what protects them there', () => {
  const thirdCountries = [{ country: 'US', safeguard: 'Standard clauses' }]
  const receipt = receiptOf(
    someFacts({ language: 'de', purposes: [aPurpose('newsletter', { thirdCountries })] }),
  )
  const process = recordsOf(plain(receipt))[0]?.['dpv:hasProcess'] as Json
  const [first, second] = process['dpv:hasStorageCondition'] as Json[]

  assert.equal(first?.['dpv:hasLocation'], 'loc:EEA')
  assert.deepEqual(second, {
    '@type': 'dpv:StorageLocation',
    'dct:description': { '@language': 'de', '@value': 'Standard clauses' },
    'dpv:hasLocation': 'loc:US',
  })
})

test('what no other gets is received by the controller alone', () => {
  const [newsletter, health] = recordsOf(plain(receiptOf(someFacts())))
  const recipients = (record: Json | undefined) => (record?.['dpv:hasProcess'] as Json)['dpv:hasRecipient']

  assert.deepEqual(recipients(newsletter), [{ '@type': 'dpv:Recipient', 'dpv:hasName': 'Mailing house' }])
  assert.deepEqual(recipients(health), [{ '@id': 'urn:indsigt:company:demo', '@type': 'dpv:Recipient' }])
})

test('the Kantara export has the purposes that were given, each with how it ends', () => {
  const refused = aPurpose('profiling', { history: [stated('refused', '2026-03-01')] })
  const ended = aPurpose('calls', {
    history: [stated('given', '2026-03-01'), stated('withdrawn', '2026-03-02')],
  })
  const facts = someFacts()
  const receipt = kantaraReceiptOf({ ...facts, purposes: [...facts.purposes, refused, ended] })
  const purposes = receipt?.services[0]?.purposes ?? []

  assert.deepEqual(
    purposes.map(({ purposeCategory, termination, thirdPartyName }) => [
      purposeCategory[0],
      termination,
      thirdPartyName,
    ]),
    [
      [
        'newsletter',
        'Until it is withdrawn: https://indsigt.example/withdraw; 2027-03-09T10:00:00.000Z',
        'Mailing house',
      ],
      ['health', 'Until it is withdrawn: https://indsigt.example/withdraw', undefined],
      ['calls', 'Withdrawn: 2026-03-02T10:00:00.000Z', 'Mailing house'],
    ],
  )
  assert.deepEqual([receipt?.sensitive, receipt?.spiCat], [true, ['Allergies']])
  assert.equal(receipt?.consentTimestamp, Date.UTC(2026, 2, 9, 10) / 1000)
  assert.equal(receipt.version, 'KI-CR-v1.1.0')
  assert.equal(receipt.consentReceiptID, '00000000-0000-4000-8000-000000000001')
})

test('there is no Kantara receipt of nothing that was given, and one without an address says the country', () => {
  const refused = aPurpose('profiling', { history: [stated('refused', '2026-03-01')] })
  assert.equal(kantaraReceiptOf(someFacts({ purposes: [refused] })), undefined)

  const bare = kantaraReceiptOf(
    someFacts({
      controller: { id: 'demo', name: 'Demo A/S', phone: '+45 1' },
      purposes: [aPurpose('newsletter')],
    }),
  )
  assert.deepEqual(bare?.piiControllers, [
    { piiController: 'Demo A/S', contact: 'Demo A/S', address: 'DK', email: '', phone: '+45 1' },
  ])
  assert.deepEqual([bare.sensitive, bare.spiCat], [false, []])
})
