import type { ReceiptFacts, ReceiptPurpose, StatedEvent } from '../../shared/domain/consent/receipt-facts.ts'

const day = (text: string): Date => new Date(`${text}T10:00:00.000Z`)

export const stated = (
  state: StatedEvent['state'],
  on: string,
  more: Partial<StatedEvent> = {},
): StatedEvent => ({
  ...{ eventId: `event-${state}-${on}`, state, at: day(on), by: 'subject', method: 'webForm' },
  hash: 'e'.repeat(64),
  ...more,
})

export const aPurpose = (purposeId: string, more: Partial<ReceiptPurpose> = {}): ReceiptPurpose => ({
  purposeId,
  text: 'We send you our newsletter.',
  explicit: false,
  dataCategories: ['dpv-pd:EmailAddress'],
  recipients: ['Mailing house'],
  retention: 'Until two years after the last letter',
  thirdCountries: [],
  history: [stated('given', '2026-03-01')],
  ...more,
})

/** The receipt of two purposes, one of which was given, withdrawn and given again. */
export const someFacts = (more: Partial<ReceiptFacts> = {}): ReceiptFacts => ({
  receiptId: 'receipt1',
  receiptUuid: '00000000-0000-4000-8000-000000000001',
  consentId: 'consent1',
  subjectRef: 'subject1',
  createdAt: day('2026-03-02'),
  language: 'en',
  country: 'DK',
  notice: {
    ...{ formId: 'news', version: 2, title: 'News', sha256: 'a'.repeat(64) },
    url: 'https://indsigt.example/form',
    publishedAt: day('2026-01-01'),
  },
  controller: { id: 'demo', name: 'Demo A/S', address: 'Street 1, 1000 City', email: 'privacy@demo.example' },
  authority: { name: 'Datatilsynet', url: 'https://www.datatilsynet.dk', address: 'Carl Jacobsens Vej 35' },
  withdrawal: { url: 'https://indsigt.example/withdraw', text: 'You can take it back at any time.' },
  rightsUrl: 'https://indsigt.example/rights',
  purposes: [
    aPurpose('newsletter', {
      history: [
        stated('given', '2026-03-01'),
        stated('withdrawn', '2026-03-05'),
        stated('renewed', '2026-03-09', { validUntil: day('2027-03-09') }),
      ],
    }),
    aPurpose('health', { explicit: true, dataCategories: ['Allergies'], recipients: [] }),
  ],
  ...more,
})
