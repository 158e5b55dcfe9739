// What is kept of a consent, as its receipt tells it: the version that was shown, and each event about each purpose.
import type { ConsentEvent, PurposeDecision } from '../../domain/consent/event.ts'
import { shownForm } from '../../domain/consent/form.ts'
import type { ReceiptFacts, ReceiptPurpose, StatedEvent } from '../../domain/consent/receipt-facts.ts'
import { fromBase64Url, toHex } from '../bytes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { ConsentDocument } from './consent-document.ts'
import type { ConsentFormVersionDocument } from './form-document.ts'

export type ReceiptSource = {
  readonly company: CompanyDocument
  readonly consent: ConsentDocument
  readonly version: ConsentFormVersionDocument
  /** Those of this consent, in the order of their numbers. */
  readonly events: readonly ConsentEvent[]
}

export function receiptFacts(
  { company, consent, version, events }: ReceiptSource,
  /** Where persons of the company are led: its own host name, where it has one. */
  address: string,
  now: Date,
): ReceiptFacts {
  const { companyId } = company
  const { formId, language } = consent
  const shown = shownForm(version.form, language)
  const site = address.slice(0, -companyId.length - 1)
  return {
    receiptId: consent.receiptId,
    receiptUuid: uuidOf(consent.receiptId),
    consentId: consent.consentId,
    subjectRef: consent.subjectRef,
    createdAt: now,
    language,
    country: company.country,
    notice: {
      ...{ formId, version: consent.formVersion, title: shown.title, sha256: consent.formSha256 },
      url: `${site}/api/v1/companies/${companyId}/consent-forms/${formId}/published?language=${language}`,
      publishedAt: new Date(version.publishedAt as string),
    },
    controller: { ...shown.controller, id: companyId },
    authority: shown.authority,
    withdrawal: { url: address, text: shown.withdrawal },
    rightsUrl: address,
    ...(shown.proofMonths !== undefined && { proofMonths: shown.proofMonths }),
    purposes: shown.purposes
      .filter(({ purposeId }) => consent.purposes.some((said) => said.purposeId === purposeId))
      .map(({ purposeId, ...purpose }): ReceiptPurpose => ({
        ...{ purposeId, text: purpose.text, explicit: purpose.explicit, retention: purpose.retention },
        ...{ dataCategories: purpose.dataCategories, recipients: purpose.recipients },
        thirdCountries: purpose.thirdCountries,
        history: events.flatMap((event) => statedIn(event, purposeId)),
      })),
  }
}

function statedIn(event: ConsentEvent, purposeId: string): readonly StatedEvent[] {
  return event.purposes
    .filter((purpose) => purpose.purposeId === purposeId)
    .map((purpose) => ({
      ...{ eventId: event.eventId, by: event.by, method: event.method, hash: event.hash },
      state: stateOf(event, purpose),
      ...(event.evidence.factors.length > 0 && { factors: event.evidence.factors }),
      at: new Date(event.saidAt ?? event.at),
      ...(purpose.validUntil !== undefined && { validUntil: new Date(purpose.validUntil) }),
    }))
}

/** What was only asked for is not given yet, and what is given before it ran out is given again. */
function stateOf({ type }: ConsentEvent, { decision }: PurposeDecision): StatedEvent['state'] {
  if (type === 'requested') return 'requested'
  return type === 'renewed' && decision === 'given' ? 'renewed' : decision
}

/** The same 128 bits, but for the six that say which kind of UUID it is (RFC 9562, section 5.4). */
function uuidOf(id: string): string {
  const hex = toHex(fromBase64Url(id))
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  return [
    ...[hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`],
    hex.slice(20, 32),
  ].join('-')
}
