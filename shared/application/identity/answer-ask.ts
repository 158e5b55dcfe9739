import { addDays, addMinutes } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { receiptLinks } from '../consent/receipt-links.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import { mailContext } from '../letters/mail-desk.ts'
import type { MailDocument, MailedLink, MailSecrets } from '../letters/mail-document.ts'
import { companyPartition, noRequest } from '../place.ts'
import type { Stored, Write } from '../ports/documents.ts'
import { statusLinkDays } from '../intake/acknowledgement.ts'
import { normalised } from '../intake/normalised-address.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { newestSignInId, signInMinutes } from './link-document.ts'
import type { NewestLink } from './link-document.ts'
import { requestsOfAddress } from './requests-of-address.ts'

/**
 * Makes of an address that was typed the mail that answers it: finds who it is, and mints their links. Undefined where it
 * is nobody's, or somebody else has just done it. What is minted is stored before it is mailed, so that a repeat mails
 * the same.
 */
export type AnswerAsk = (mail: Stored<MailDocument>) => Promise<Stored<MailDocument> | undefined>

type Deps = Pick<Core, 'documents' | 'companies' | 'requests' | 'secrets' | 'mint' | 'clock' | 'crypto'>

/** What is found for the address, and what must be stored with it. */
type Answer = Pick<MailDocument, 'recipient'> & {
  readonly secrets: MailSecrets
  readonly writes: readonly Write[]
}

export function makeAnswerAsk(deps: Deps): AnswerAsk {
  const { documents, companies, requests, secrets, mint, clock, crypto } = deps

  async function signIn(company: CompanyDocument, email: string): Promise<Answer | undefined> {
    const employees = await companies.employees(company.companyId)
    const employee = employees.find((one) => normalised(one.email) === normalised(email))
    if (!employee) return undefined
    const { employeeId } = employee
    const now = clock.now()
    const expiresAt = addMinutes(now, signInMinutes)
    const link = await mint.mint(company, noRequest, { purpose: 'signIn', employeeId, expiresAt }, now)
    const newest: NewestLink = { id: newestSignInId(employeeId), hash: link.hash }
    const ttlSeconds = 24 * 3600
    return {
      recipient: { kind: 'employee', employeeId },
      secrets: { links: [{ token: link.token, code: link.code }] },
      writes: [
        { kind: 'create', value: { ...link.document, ttlSeconds } },
        { kind: 'upsert', value: { ...newest, ttlSeconds } },
      ],
    }
  }

  async function newLinks(company: CompanyDocument, email: string): Promise<Answer | undefined> {
    const links: MailedLink[] = []
    for (const request of await requestsOfAddress(deps, company, email)) {
      const link = await freshLink(company, request)
      if (link) links.push({ ...link, reference: request.reference })
    }
    links.push(...(await receiptLinks(deps, company, email)))
    if (links.length === 0) return undefined
    return { recipient: { kind: 'person' }, secrets: { email, links }, writes: [] }
  }

  /** For a request that still waits to be verified, the link that verifies it. */
  async function freshLink(company: CompanyDocument, { companyId, requestId }: RequestDocument) {
    const minted = await requests.change<{ token: string; code: string }, never>(
      { companyId, requestId },
      async (request, now) => {
        const waits = request.status === 'awaitingVerification' || request.status === 'expired'
        const purpose = waits ? 'verifyRequest' : 'openRequest'
        const expiresAt = addDays(now, statusLinkDays)
        const link = await mint.mint(company, requestId, { purpose, expiresAt }, now)
        return ok({
          answer: { token: link.token, code: link.code },
          change: {
            request: { ...request, links: { ...request.links, [purpose]: link.hash } },
            writes: [{ kind: 'create', value: link.document }],
            facts: [],
          },
        })
      },
    )
    return minted.ok ? minted.value.answer : undefined
  }

  return async ({ value, etag }) => {
    const { asked: _asked, sealed, ...mail } = value
    const company = await companies.find(mail.companyId)
    if (!company || sealed === undefined) return undefined
    const key = await secrets.key(company, 'mail')
    const context = mailContext(mail.companyId, noRequest, mail.mailId)
    const { email = '' } = openJson<MailSecrets>(crypto, key, context, sealed)
    const answer = await (mail.kind === 'signIn' ? signIn(company, email) : newLinks(company, email))
    if (!answer) return undefined

    const filled: MailDocument = {
      ...mail,
      recipient: answer.recipient,
      sealed: sealJson(crypto, key, context, answer.secrets),
    }
    const written = await documents.batch(companyPartition(mail.companyId), [
      { kind: 'replace', value: filled, etag },
      ...answer.writes,
    ])
    return written.ok ? { value: filled, etag: `${written.value[0]}` } : undefined
  }
}
