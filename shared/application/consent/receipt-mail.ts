import type { ConsentFact } from '../../domain/consent/event.ts'
import { wordsLanguage } from '../../domain/consent/receipt-texts.ts'
import { addMinutes } from '../../domain/time.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { sealJson } from '../keys/sealed-json.ts'
import { mailContext } from '../letters/mail-desk.ts'
import { mailDocumentId, retryMinutes } from '../letters/mail-document.ts'
import type { MailDocument, MailSecrets } from '../letters/mail-document.ts'
import { subjectPlace } from '../place.ts'
import type { Write } from '../ports/documents.ts'
import { mailMessage } from '../requests/outbox.ts'
import type { OutboxMessage } from '../requests/outbox.ts'
import type { ConsentSubject } from './consent-document.ts'
import { receiptCode } from './receipt-code.ts'

export type ReceiptMail = {
  readonly writes: readonly Write[]
  readonly messages: readonly OutboxMessage[]
}

const none: ReceiptMail = { writes: [], messages: [] }

/**
 * The mail with the address of the receipt, committed with what it is the receipt of: what is only asked for has none yet.
 * Whom an application knows by its own name alone has no mailbox here; the application shows them theirs.
 */
export async function receiptMail(
  { random, crypto, secrets }: Pick<Core, 'random' | 'crypto' | 'secrets'>,
  company: CompanyDocument,
  { type, consentId, language, at }: ConsentFact,
  { subjectRef, subject }: { readonly subjectRef: string; readonly subject: ConsentSubject },
): Promise<ReceiptMail> {
  if (type === 'requested' || !('email' in subject)) return none
  const { companyId, requestId } = subjectPlace(company.companyId, subjectRef)
  const mailId = random.id()
  const sealed: MailSecrets = {
    email: subject.email,
    path: `consents/${consentId}/${await receiptCode(secrets, company, consentId)}`,
    links: [],
  }
  const key = await secrets.key(company, 'mail')
  const mail: MailDocument = {
    ...{ id: mailDocumentId(mailId), companyId, requestId, mailId, kind: 'consentReceipt' },
    ...{ language: wordsLanguage(language), recipient: { kind: 'person' }, details: {} },
    ...{ createdAt: at, state: 'pending', tries: 0 },
    retryAt: addMinutes(new Date(at), retryMinutes(0)).toISOString(),
    sealed: sealJson(crypto, key, mailContext(companyId, requestId, mailId), sealed),
  }
  return {
    writes: [{ kind: 'create', value: mail }],
    messages: [mailMessage(companyId, requestId, mailId)],
  }
}
