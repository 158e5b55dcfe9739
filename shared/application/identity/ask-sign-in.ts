import { addMinutes } from '../../domain/time.ts'
import type { Core } from '../core.ts'
import type { CompanyDocument, EmployeeDocument } from '../companies/company-document.ts'
import { sealJson } from '../keys/sealed-json.ts'
import { mailContext } from '../letters/mail-desk.ts'
import { mailDocumentId, retryMinutes } from '../letters/mail-document.ts'
import type { MailDocument, MailSecrets } from '../letters/mail-document.ts'
import { mailMessage } from '../requests/outbox.ts'
import { normalised } from '../requests/new-request.ts'
import { newestSignInId, signInMinutes } from './link-document.ts'
import type { NewestLink } from './link-document.ts'
import { companyPartition, noRequest } from '../place.ts'
import type { MailLimit } from './mail-limit.ts'
import { accessPartition } from './session-document.ts'

/** Answers nothing, whoever asks: a stranger learns neither who works here nor which company exists. */
export type AskSignIn = (input: { readonly companyId: string; readonly email: string }) => Promise<void>

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'secrets' | 'mint' | 'messages' | 'clock' | 'random' | 'crypto'
> & {
  readonly limit: MailLimit
}

export function makeAskSignIn(deps: Deps): AskSignIn {
  const { documents, companies, mint, messages, clock, limit } = deps

  return async ({ companyId, email }) => {
    const company = await companies.find(companyId)
    if (!company || !(await limit.allows(email))) return

    const employees = await companies.employees(companyId)
    const employee = employees.find((one) => normalised(one.email) === normalised(email))
    if (employee) await mailSignIn(company, employee)
  }

  async function mailSignIn(company: CompanyDocument, { employeeId }: EmployeeDocument): Promise<void> {
    const now = clock.now()
    const expiresAt = addMinutes(now, signInMinutes)
    const link = await mint.mint(company, noRequest, { purpose: 'signIn', employeeId, expiresAt }, now)
    const newest: NewestLink = { id: newestSignInId(company.companyId, employeeId), hash: link.hash }
    const ttlSeconds = 24 * 3600
    await documents.batch(accessPartition(link.document.id), [
      { kind: 'create', value: { ...link.document, ttlSeconds } },
    ])
    await documents.batch(accessPartition(newest.id), [{ kind: 'upsert', value: { ...newest, ttlSeconds } }])

    const mail = await writeCompanyMail(deps, company, {
      kind: 'signIn',
      recipient: { kind: 'employee', employeeId },
      secrets: { links: [{ token: link.token, code: link.code }] },
    })
    await messages.send('mail', [mail])
  }
}

type CompanyMail = Pick<MailDocument, 'kind' | 'recipient'> & { readonly secrets: MailSecrets }

/** A mail that belongs to no request lies beside the company, under its own key, and leaves by the same queue. */
export async function writeCompanyMail(
  {
    documents,
    secrets,
    random,
    crypto,
    clock,
  }: Pick<Core, 'documents' | 'secrets' | 'random' | 'crypto' | 'clock'>,
  company: CompanyDocument,
  { kind, recipient, secrets: contents }: CompanyMail,
) {
  const mailId = random.id()
  const { companyId } = company
  const key = await secrets.key(company, 'mail')
  const value: MailDocument = {
    id: mailDocumentId(mailId),
    ttlSeconds: 24 * 3600,
    companyId,
    requestId: noRequest,
    mailId,
    kind,
    language: company.languages[0] ?? 'en',
    recipient,
    details: {},
    createdAt: clock.now().toISOString(),
    state: 'pending',
    tries: 0,
    retryAt: addMinutes(clock.now(), retryMinutes(0)).toISOString(),
    sealed: sealJson(crypto, key, mailContext(companyId, noRequest, mailId), contents),
  }
  await documents.batch(companyPartition(companyId), [{ kind: 'create', value }])
  const { queue: _queue, notBefore: _at, ...message } = mailMessage(companyId, noRequest, mailId)
  return message
}
