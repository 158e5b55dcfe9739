import { consentStatuses, consentTypes } from './receipt.ts'
import { receiptProfile, recordProfile } from './receipt-context.ts'

type Step = string | { readonly typed: string }

type Field = {
  readonly field: string
  readonly at: readonly Step[]
  /** Beside being there: what it must say. */
  readonly says?: (value: unknown) => boolean
}

const among =
  (known: readonly string[]) =>
  (value: unknown): boolean =>
    listOf(value).some((one) => known.includes(String(one)))

const receiptFields: readonly Field[] = [
  { field: 'schema_version', at: ['dct:conformsTo'], says: among([receiptProfile]) },
  { field: 'receipt_id', at: ['dct:identifier'] },
  { field: 'created', at: ['dct:created'] },
  { field: 'record', at: ['dpv:hasRecordOfActivity'] },
]

const recordFields: readonly Field[] = [
  { field: 'schema_version', at: ['dct:conformsTo'], says: among([recordProfile]) },
  { field: 'record_id', at: ['dct:identifier'] },
  { field: 'pii_principal_id', at: ['dpv:hasDataSubject', '@id'] },
  { field: 'privacy_notice', at: ['dpv:hasNotice', '@id'] },
  // Not of the standard: which text it was (Art. 7(1)).
  { field: 'privacy_notice.sha256', at: ['dpv:hasNotice', 'sha256'] },
  { field: 'language', at: ['dpv:hasNotice', 'dct:language'] },
  { field: 'purposes', at: ['dpv:hasProcess', 'dpv:hasPurpose', 'dct:description'] },
  { field: 'lawful_basis', at: ['dpv:hasProcess', 'dpv:hasLegalBasis'] },
  { field: 'pii_information', at: ['dpv:hasProcess', 'dpv:hasPersonalData'] },
  { field: 'pii_information.pii_type', at: ['dpv:hasProcess', 'dpv:hasPersonalData', 'dct:title'] },
  { field: 'pii_controllers', at: ['dpv:hasProcess', 'dpv:hasDataController'] },
  {
    field: 'storage_locations',
    at: ['dpv:hasProcess', 'dpv:hasStorageCondition', { typed: 'dpv:StorageLocation' }, 'dpv:hasLocation'],
  },
  {
    field: 'retention_period',
    at: [
      'dpv:hasProcess',
      'dpv:hasStorageCondition',
      { typed: 'dpv:StorageDuration' },
      'dpv:hasDuration',
      'rdf:value',
    ],
  },
  { field: 'jurisdiction', at: ['dpv:hasJurisdiction'] },
  { field: 'recipient_third_parties', at: ['dpv:hasProcess', 'dpv:hasRecipient'] },
  { field: 'withdrawal_method', at: ['dpv:hasConsentControl', 'dpv:isExercisedAt'] },
  { field: 'privacy_rights', at: ['dpv:hasRight', 'dpv:isExercisedAt'] },
  { field: 'authority_party', at: ['dpv:hasAuthority'] },
  { field: 'event', at: ['dpv:hasConsentStatus'] },
  { field: 'event.event_time', at: ['dpv:hasConsentStatus', 'dpv:isIndicatedAtTime'] },
  { field: 'event.validity_duration', at: ['dpv:hasConsentStatus', 'dpv:hasDuration', 'rdf:value'] },
  { field: 'event.entity_id', at: ['dpv:hasConsentStatus', 'dpv:isIndicatedBy'] },
  { field: 'event.event_type', at: ['dpv:hasConsentStatus', '@type'], says: among(consentTypes) },
  { field: 'event.event_state', at: ['dpv:hasConsentStatus', '@type'], says: among(consentStatuses) },
]

const partyFields: readonly Field[] = [
  { field: 'party_id', at: ['dpv:hasIdentifier'] },
  { field: 'party_name', at: ['dpv:hasName'] },
  { field: 'party_type', at: ['@type'] },
  { field: 'party_address', at: ['schema:address', 'schema:addressCountry'] },
  { field: 'party_contact', at: ['schema:contactPoint'] },
]

/**
 * The fields that ISO/IEC TS 27560:2023 demands of a receipt and of each record in it, with those that the profile of
 * the GDPR demands as well, and that are not there: `record[0].withdrawal_method`. None: it is whole.
 */
export function missingFields(receipt: unknown): readonly string[] {
  const records = listOf(memberOf(receipt, 'dpv:hasRecordOfActivity'))
  const parties = listOf(memberOf(receipt, 'dpv:hasEntity'))
  return [
    ...missingIn(receipt, receiptFields, ''),
    ...records.flatMap((record, i) => [
      ...missingIn(record, recordFields, `record[${String(i)}].`),
      ...partiesOf(record).flatMap(([role, id]) =>
        missingIn(
          parties.find((party) => memberOf(party, '@id') === id),
          partyFields,
          `record[${String(i)}].${role}.`,
        ),
      ),
    ]),
  ]
}

/** Who is named in a record stands among the entities of the receipt. */
const partiesOf = (record: unknown): readonly (readonly [string, unknown])[] => [
  ['pii_controllers', memberOf(memberOf(record, 'dpv:hasProcess'), 'dpv:hasDataController')],
  ['authority_party', memberOf(record, 'dpv:hasAuthority')],
]

const missingIn = (value: unknown, fields: readonly Field[], prefix: string): readonly string[] =>
  fields.filter(({ at, says }) => !isThere(value, at, says ?? isSaid)).map(({ field }) => `${prefix}${field}`)

/** In every entry of every list on the way. */
function isThere(
  value: unknown,
  [step, ...rest]: readonly Step[],
  says: NonNullable<Field['says']>,
): boolean {
  if (step === undefined) return isSaid(value) && says(value)
  const at = listOf(value).filter((one) => typeof step === 'string' || isTyped(one, step.typed))
  return (
    at.length > 0 &&
    at.every((one) => isThere(typeof step === 'string' ? memberOf(one, step) : one, rest, says))
  )
}

const isTyped = (value: unknown, type: string): boolean => among([type])(memberOf(value, '@type'))

function isSaid(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isSaid)
  if (typeof value === 'string') return value.trim() !== ''
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

/** JSON-LD takes a value and a list of it alike. */
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value]

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined
