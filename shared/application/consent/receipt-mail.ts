import type { ConsentFact } from '../../domain/consent/event.ts'
import { wordsLanguage } from '../../domain/consent/receipt-texts.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { companyMail } from '../letters/company-mail.ts'
import { lastDayBefore } from '../letters/sender.ts'
import { subjectPlace } from '../place.ts'
import type { Place } from '../place.ts'
import type { Write } from '../ports/documents.ts'
import type { OutboxMessage } from '../requests/outbox.ts'
import type { ConsentSubject } from './consent-document.ts'
import { confirmedBy } from './confirmation-time.ts'
import { receiptCode } from './receipt-code.ts'

const kindOf = (type: ConsentFact['type']) =>
  type === 'requested' ? ('consentConfirmation' as const) : ('consentReceipt' as const)

export type ReceiptMail = {
  readonly writes: readonly Write[]
  readonly messages: readonly OutboxMessage[]
}

type Deps = Pick<Core, 'random' | 'crypto' | 'secrets' | 'clock'>

/**
 * The mail with the address of the receipt, committed with what it is the receipt of: what is only asked for is confirmed there.
 * Whom an application knows by its own name alone has no mailbox here; the application shows them theirs.
 */
export async function receiptMail(
  deps: Deps,
  company: CompanyDocument,
  { type, consentId, language, at }: ConsentFact,
  { subjectRef, subject }: { readonly subjectRef: string; readonly subject: ConsentSubject },
): Promise<ReceiptMail> {
  if (!('email' in subject)) return { writes: [], messages: [] }
  return mailOf(deps, company, {
    ...{ kind: kindOf(type), email: subject.email, language, consentId },
    ...(type === 'requested' && { until: confirmedBy({ createdAt: at }) }),
    requestId: subjectPlace(company.companyId, subjectRef).requestId,
  })
}

/** The same address once more, before what they consented to runs out: there they say whether it goes on. */
export const renewalMail = (
  deps: Deps,
  company: CompanyDocument,
  about: Omit<ReceiptLetter, 'kind'>,
): Promise<ReceiptMail> => mailOf(deps, company, { ...about, kind: 'consentRenewal' })

type ReceiptLetter = Pick<ConsentFact, 'consentId' | 'language'> &
  Pick<Place, 'requestId'> & {
    readonly kind: 'consentConfirmation' | 'consentReceipt' | 'consentRenewal'
    readonly email: string
    readonly until?: Date
  }

async function mailOf(
  deps: Deps,
  company: CompanyDocument,
  { kind, email, language, consentId, requestId, until }: ReceiptLetter,
): Promise<ReceiptMail> {
  const code = await receiptCode(deps.secrets, company, consentId)
  const { document, message } = await companyMail(deps, company, {
    ...{ kind, recipient: { kind: 'person' }, language: wordsLanguage(language), requestId },
    ...(until && { details: { expiresOn: lastDayBefore(until, company) } }),
    secrets: { email, path: `consents/${consentId}/${code}`, links: [] },
    keepDays: 30,
  })
  return { writes: [{ kind: 'create', value: document }], messages: [message] }
}
