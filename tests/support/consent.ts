// Forms and histories of consent for tests.
import { createHash } from 'node:crypto'
import type { ConsentCaller, RecordingCaller } from '../../shared/application/consent/consent-caller.ts'
import type { GivenForm } from '../../shared/application/consent/form-content.ts'
import type { SaidConsent } from '../../shared/application/consent/said-consent.ts'
import type { IdempotencyKey } from '../../shared/application/requests/idempotency.ts'
import { chained, chainStart } from '../../shared/domain/consent/chain.ts'
import type { ConsentEvent, ConsentFact } from '../../shared/domain/consent/event.ts'
import type { FormVersion } from '../../shared/domain/consent/form.ts'
import { must, type Office } from './application.ts'

export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const newsletterForm: FormVersion = {
  formId: 'form1',
  version: 1,
  title: { da: 'Nyheder', en: 'News' },
  body: { da: '', en: '' },
  purposes: [
    {
      purposeId: 'newsletter',
      text: { da: 'Send mig nyhedsbrevet', en: 'Send me the newsletter' },
      dataCategories: ['dpv-pd:EmailAddress'],
      recipients: ['Post Example A/S'],
      retention: { da: 'Til du trækker det tilbage', en: 'Until you take it back' },
      explicit: false,
      validMonths: 24,
    },
    {
      purposeId: 'profiling',
      text: { da: 'Lær af hvad jeg læser', en: 'Learn from what I read' },
      dataCategories: ['dpv-pd:Interest'],
      recipients: [],
      retention: { da: 'Et år', en: 'One year' },
      thirdCountries: [{ country: 'US', safeguard: { da: 'Standardkontrakt', en: 'Standard contract' } }],
      explicit: true,
    },
  ],
  controller: { name: 'Demo A/S', email: 'privacy@demo.example' },
  authority: { name: 'Datatilsynet', url: 'https://www.datatilsynet.dk' },
  withdrawal: { da: 'Du kan altid trække det tilbage', en: 'You can always take it back' },
  factors: ['emailLink'],
}

export const aSubject = { companyId: 'demo', subjectRef: 'subjectSubjectSubject1' }

/** What was said, by default a yes to the newsletter at noon. */
export const aFact = (more: Partial<ConsentFact> = {}): ConsentFact => ({
  eventId: 'event1',
  consentId: 'consent1',
  type: 'given',
  at: '2026-03-01T12:00:00.000Z',
  by: 'subject',
  formId: 'form1',
  formVersion: 1,
  language: 'en',
  formSha256: 'ab'.repeat(32),
  purposes: [{ purposeId: 'newsletter', decision: 'given', explicit: false }],
  method: 'webForm',
  evidence: { factors: ['emailLink'] },
  ...more,
})

/** One subject's whole history, and how far its chain has come. */
export function aHistory(facts: readonly ConsentFact[]) {
  let head = { ...aSubject, ...chainStart }
  const events = facts.map((fact): ConsentEvent => {
    const event = chained(sha256Hex, head, fact)
    head = { ...aSubject, seq: event.seq, headHash: event.hash }
    return event
  })
  return { events, head }
}

/** What a company sends to have the form above. */
export const givenForm = {
  title: newsletterForm.title,
  purposes: newsletterForm.purposes,
} satisfies GivenForm

/** The published form of the demonstration company, written by its administrator and let out by its owner. */
export async function publishedForm(office: Office, given: GivenForm = givenForm) {
  const { create, publish } = office.app.editConsentForms
  const { companyId } = office.as('admin')
  const { id: formId, version } = must(await create({ actor: office.as('admin'), companyId, given }))
  must(await publish({ actor: office.as('owner'), companyId, formId, version }))
  return { formId, version }
}

export const aProgram: ConsentCaller = { kind: 'program', companyId: 'demo', keyId: 'key1' }

/** A program that says what somebody said: a yes to the newsletter, unless it says more. */
export async function recorded(office: Office, said: SaidBy) {
  const here = office.as('admin').companyId
  const { caller = { ...aProgram, companyId: here }, companyId = here, idempotency, ...more } = said
  return office.app.recordConsent({
    ...{ caller, companyId },
    ...(idempotency && { idempotency }),
    said: {
      subject: { externalId: 'customer-1' },
      purposes: [{ purposeId: 'newsletter', decision: 'given' }],
      method: 'apiThirdParty',
      ...more,
    },
  })
}

type SaidBy = Pick<SaidConsent, 'formId' | 'version'> &
  Partial<SaidConsent> & {
    readonly caller?: RecordingCaller
    readonly companyId?: string
    readonly idempotency?: IdempotencyKey
  }
