import type { ConsentFact } from '../../domain/consent/event.ts'
import { wordsLanguage } from '../../domain/consent/receipt-texts.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { companyMail } from '../letters/company-mail.ts'
import { lastDayBefore } from '../letters/sender.ts'
import { subjectPlace } from '../place.ts'
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
  const code = await receiptCode(deps.secrets, company, consentId)
  const { document, message } = await companyMail(deps, company, {
    ...{ kind: kindOf(type), recipient: { kind: 'person' }, language: wordsLanguage(language) },
    ...(type === 'requested' && {
      details: { expiresOn: lastDayBefore(confirmedBy({ createdAt: at }), company) },
    }),
    requestId: subjectPlace(company.companyId, subjectRef).requestId,
    secrets: { email: subject.email, path: `consents/${consentId}/${code}`, links: [] },
    keepDays: 30,
  })
  return { writes: [{ kind: 'create', value: document }], messages: [message] }
}
