import { addMinutes } from '../../domain/time.ts'
import type { Language } from '../../domain/templates/template.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { sealJson } from '../keys/sealed-json.ts'
import { companyPartition, noRequest } from '../place.ts'
import { mailMessage } from '../requests/outbox.ts'
import type { OutboxMessage } from '../requests/outbox.ts'
import { mailContext } from './mail-desk.ts'
import { mailDocumentId, retryMinutes } from './mail-document.ts'
import type { MailDocument, MailSecrets } from './mail-document.ts'

type CompanyMail = Pick<MailDocument, 'kind' | 'recipient'> & {
  readonly secrets?: MailSecrets
  readonly details?: MailDocument['details']
  readonly language?: Language | undefined
  /** Whose consents it is about, where it lies with them (`place.ts`). */
  readonly requestId?: string
  /** How long it may wait for the provider; a day unless it says so. */
  readonly keepDays?: number
  /** Of an address that was typed: whose it is, and the links, are found when it is to be sent. */
  readonly asked?: true
}

type Deps = Pick<Core, 'secrets' | 'random' | 'crypto' | 'clock'>

/**
 * A mail that belongs to no request: its document lies beside the company, or with somebody's consents, under the company's
 * own key, and it leaves by the same queue. To be committed with what it tells of.
 */
export async function companyMail(
  { secrets, random, crypto, clock }: Deps,
  company: CompanyDocument,
  {
    kind,
    recipient,
    secrets: contents = { links: [] },
    details = {},
    language,
    requestId = noRequest,
    keepDays = 1,
    asked,
  }: CompanyMail,
): Promise<{ readonly document: MailDocument; readonly message: OutboxMessage }> {
  const mailId = random.id()
  const { companyId } = company
  const key = await secrets.key(company, 'mail')
  const document: MailDocument = {
    id: mailDocumentId(mailId),
    ttlSeconds: keepDays * 24 * 3600,
    companyId,
    requestId,
    mailId,
    kind,
    language: language ?? company.languages[0] ?? 'en',
    recipient,
    details,
    ...(asked && { asked }),
    createdAt: clock.now().toISOString(),
    state: 'pending',
    tries: 0,
    retryAt: addMinutes(clock.now(), retryMinutes(0)).toISOString(),
    sealed: sealJson(crypto, key, mailContext(companyId, requestId, mailId), contents),
  }
  return { document, message: mailMessage(companyId, requestId, mailId) }
}

/** Written at once, where nothing else is; answers the message that has it sent. */
export async function writeCompanyMail(
  deps: Deps & Pick<Core, 'documents'>,
  company: CompanyDocument,
  mail: CompanyMail,
) {
  const { document, message } = await companyMail(deps, company, mail)
  await deps.documents.batch(companyPartition(company.companyId), [{ kind: 'create', value: document }])
  const { queue: _queue, notBefore: _at, ...sent } = message
  return sent
}
