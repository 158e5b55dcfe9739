// The receipt of a consent: ISO/IEC TS 27560:2023 in the words of the Data Privacy Vocabulary, profile of the GDPR.
import type { ConsentEventType } from './event.ts'
import { receiptContext, receiptProfile, recordProfile } from './receipt-context.ts'
import { isValid } from './receipt-facts.ts'
import type { ReceiptFacts, ReceiptPurpose, StatedEvent } from './receipt-facts.ts'
import { receiptRights, receiptTexts, wordsLanguage } from './receipt-texts.ts'
import type { ReceiptRight } from './receipt-texts.ts'

type Json = Readonly<Record<string, unknown>>

/** What is signed: JSON-LD, with nothing of the person but the pseudonym under which the controller knows them. */
export type ReceiptDocument = Json & {
  readonly '@type': 'dpv:ConsentReceipt'
  readonly 'dpv:hasRecordOfActivity': readonly Json[]
}

/** Named in what is signed, so that no other signature of the company can pass for that of a receipt. */
export const receiptType = 'indsigt-receipt+jws'

/**
 * A record per purpose, since each has a decision and a history of its own (Rec. 32, granularity); together they are
 * the consent that they are part of.
 */
export function receiptOf(facts: ReceiptFacts): ReceiptDocument {
  return {
    '@context': receiptContext,
    '@id': `urn:indsigt:receipt:${facts.receiptId}`,
    '@type': 'dpv:ConsentReceipt',
    'dct:conformsTo': receiptProfile,
    'dct:identifier': facts.receiptId,
    'dct:created': facts.createdAt.toISOString(),
    'dct:language': facts.language,
    'dct:publisher': controllerIri(facts),
    ...(facts.proofMonths !== undefined && { proofKeptAfterEnd: `P${String(facts.proofMonths)}M` }),
    'dpv:hasRecordOfActivity': facts.purposes.map((purpose) => recordOf(facts, purpose)),
    'dpv:hasEntity': [controllerEntity(facts), authorityEntity(facts)],
  }
}

const recordOf = (facts: ReceiptFacts, purpose: ReceiptPurpose): Json => ({
  '@id': `${consentIri(facts)}:${purpose.purposeId}`,
  '@type': 'dpv:ConsentRecord',
  'dct:conformsTo': recordProfile,
  'dct:identifier': `${facts.consentId}:${purpose.purposeId}`,
  'dct:isPartOf': consentIri(facts),
  'dpv:hasDataSubject': { '@id': subjectIri(facts), '@type': 'dpv:DataSubject' },
  'dpv:hasNotice': noticeOf(facts),
  'dpv:hasJurisdiction': `loc:${facts.country}`,
  'dpv:hasApplicableLaw': 'eu-gdpr:GDPR',
  'dpv:hasAuthority': facts.authority.url,
  'dpv:hasProcess': processOf(facts, purpose),
  'dpv:hasRight': receiptRights.map((right) => rightOf(facts, right)),
  'dpv:hasConsentControl': {
    '@type': ['dpv:WithdrawConsent', 'dpv:ProvideConsent'],
    'dpv:isExercisedAt': facts.withdrawal.url,
    'dct:description': worded(facts, facts.withdrawal.text),
  },
  'dpv:hasConsentStatus': purpose.history.map((event) => statusOf(facts, purpose, event)),
})

/** The version that was shown is named by its hash: no record without its text (Art. 7(1); EDPB 05/2020 section 5.1). */
const noticeOf = ({ notice, controller, language }: ReceiptFacts): Json => ({
  '@id': `urn:indsigt:consent-form:${controller.id}:${notice.formId}:${String(notice.version)}:${language}`,
  '@type': 'dpv:ConsentNotice',
  'schema:url': notice.url,
  'dct:title': notice.title,
  'dct:language': language,
  'dct:issued': notice.publishedAt.toISOString(),
  formId: notice.formId,
  version: notice.version,
  sha256: notice.sha256,
})

const processOf = (facts: ReceiptFacts, purpose: ReceiptPurpose): Json => ({
  '@type': 'dpv:Process',
  'dpv:hasPurpose': {
    '@type': 'dpv:Purpose',
    'dct:identifier': purpose.purposeId,
    'dct:description': worded(facts, purpose.text),
  },
  'dpv:hasLegalBasis': ['eu-gdpr:A6-1-a', consentType(purpose)],
  'dpv:hasPersonalData': purpose.dataCategories.map(dataOf),
  'dpv:hasDataController': controllerIri(facts),
  'dpv:hasRecipient': recipientsOf(facts, purpose),
  'dpv:hasStorageCondition': [
    ...locationsOf(facts, purpose),
    {
      '@type': 'dpv:StorageDuration',
      'dpv:hasDuration': { '@type': 'dpv:UntilEventDuration', 'rdf:value': worded(facts, purpose.retention) },
    },
  ],
})

const dataOf = (category: string): Json => ({
  '@type': ['dpv:PersonalData', ...(category.startsWith('dpv-pd:') ? [category] : [])],
  'dct:title': category,
})

/** Explicit where special categories, decisions by machines alone or transfers stand on it (Art. 9, 22 and 49). */
const consentType = ({ explicit }: ReceiptPurpose): string => consentTypes[explicit ? 0 : 1]

/** Nobody else gets it: then the controller is who gets it, for the field may not be missing. */
const recipientsOf = (facts: ReceiptFacts, { recipients }: ReceiptPurpose): readonly Json[] =>
  recipients.length === 0
    ? [{ '@id': controllerIri(facts), '@type': 'dpv:Recipient' }]
    : recipients.map((name) => ({ '@type': 'dpv:Recipient', 'dpv:hasName': name }))

/** A third country must be said (Art. 13(1)(f)): where none is, the data stay in the European Economic Area. */
const locationsOf = (facts: ReceiptFacts, { thirdCountries }: ReceiptPurpose): readonly Json[] => [
  { '@type': 'dpv:StorageLocation', 'dpv:hasLocation': 'loc:EEA' },
  ...thirdCountries.map(({ country, safeguard }) => ({
    '@type': 'dpv:StorageLocation',
    'dpv:hasLocation': `loc:${country}`,
    'dct:description': worded(facts, safeguard),
  })),
]

const rightOf = (facts: ReceiptFacts, right: ReceiptRight): Json => ({
  '@type': ['dpv:DataSubjectRight', `eu-gdpr:${right}`],
  'dct:title': ourWords(facts, receiptTexts(facts.language).rights[right]),
  'dpv:isExercisedAt': exercisedAt(facts, right),
})

function exercisedAt({ withdrawal, authority, rightsUrl }: ReceiptFacts, right: ReceiptRight): string {
  if (right === 'A7-3') return withdrawal.url
  return right === 'A77' ? authority.url : rightsUrl
}

const statusNames: Readonly<Record<ConsentEventType, string>> = {
  requested: 'dpv:ConsentRequested',
  given: 'dpv:ConsentGiven',
  refused: 'dpv:ConsentRefused',
  renewed: 'dpv:RenewedConsentGiven',
  withdrawn: 'dpv:ConsentWithdrawn',
  expired: 'dpv:ConsentExpired',
  revoked: 'dpv:ConsentRevoked',
  invalidated: 'dpv:ConsentInvalidated',
}

export const consentTypes = ['dpv:ExplicitlyExpressedConsent', 'dpv:ExpressedConsent'] as const
export const consentStatuses: readonly string[] = Object.values(statusNames)

const statusOf = (facts: ReceiptFacts, purpose: ReceiptPurpose, event: StatedEvent): Json => ({
  '@type': [statusNames[event.state], consentType(purpose)],
  'dct:identifier': event.eventId,
  'dpv:isIndicatedAtTime': event.at.toISOString(),
  'dpv:isIndicatedBy': indicatedBy(facts, event),
  'dpv:hasIndicationMethod': receiptTexts(facts.language).methods[event.method],
  'dpv:hasDuration': durationOf(facts, event),
  method: event.method,
  ...(event.factors && { factors: [...event.factors] }),
  eventHash: event.hash,
})

function indicatedBy(facts: ReceiptFacts, { by }: StatedEvent): string {
  if (by === 'subject') return subjectIri(facts)
  return by === 'agent' ? 'dpv:Representative' : controllerIri(facts)
}

function durationOf({ language }: ReceiptFacts, { state, validUntil }: StatedEvent): Json {
  if (validUntil) return { '@type': 'dpv:UntilTimeDuration', 'rdf:value': validUntil.toISOString() }
  const { untilWithdrawn, untilDecidedAgain } = receiptTexts(language)
  return {
    '@type': 'dpv:UntilEventDuration',
    'rdf:value': isValid(state) ? untilWithdrawn : untilDecidedAgain,
  }
}

const controllerEntity = (facts: ReceiptFacts): Json => ({
  ...party(facts, { ...facts.controller, id: controllerIri(facts), type: 'dpv:DataController' }),
  'schema:contactPoint': {
    '@type': 'schema:ContactPoint',
    'schema:url': facts.rightsUrl,
    ...(facts.controller.email !== undefined && { 'schema:email': facts.controller.email }),
    ...(facts.controller.phone !== undefined && { 'schema:telephone': facts.controller.phone }),
  },
})

const authorityEntity = (facts: ReceiptFacts): Json => ({
  ...party(facts, { ...facts.authority, id: facts.authority.url, type: 'dpv:DataProtectionAuthority' }),
  'schema:contactPoint': { '@type': 'schema:ContactPoint', 'schema:url': facts.authority.url },
})

type Party = { readonly id: string; readonly type: string; readonly name: string; readonly address?: string }

/** Where only the country is known, that is the address: the field may not be missing. */
const party = ({ country }: ReceiptFacts, { id, type, name, address }: Party): Json => ({
  '@id': id,
  '@type': type,
  'dpv:hasIdentifier': id,
  'dpv:hasName': name,
  'schema:address': {
    '@type': 'schema:PostalAddress',
    ...(address && { 'schema:streetAddress': address }),
    'schema:addressCountry': country,
  },
})

const consentIri = ({ consentId }: ReceiptFacts): string => `urn:indsigt:consent:${consentId}`
const subjectIri = ({ subjectRef }: ReceiptFacts): string => `urn:indsigt:subject:${subjectRef}`
const controllerIri = ({ controller }: ReceiptFacts): string => `urn:indsigt:company:${controller.id}`

const worded = ({ language }: ReceiptFacts, text: string): Json => ({ '@value': text, '@language': language })

const ourWords = ({ language }: ReceiptFacts, text: string): Json => ({
  ...{ '@value': text, '@language': wordsLanguage(language) },
})
