import { addDays } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { normalised } from '../requests/new-request.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { statusLinkDays } from '../requests/acknowledgement.ts'
import { writeCompanyMail } from '../letters/company-mail.ts'
import type { MailLimit } from './mail-limit.ts'

/** Mails fresh links to all that an address has with a company; answers nothing, whoever asks. */
export type AskLinks = (input: { readonly companyId: string; readonly email: string }) => Promise<void>

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'requests' | 'secrets' | 'mint' | 'messages' | 'clock' | 'random' | 'crypto'
> & { readonly limit: MailLimit }

/** More open requests of one address than this are named by their newest. */
const linksInOneMail = 20

export function makeAskLinks(deps: Deps): AskLinks {
  const { companies, requests, mint, messages, limit } = deps

  return async ({ companyId, email }) => {
    const company = await companies.find(companyId)
    if (!company || !(await limit.allows(email))) return

    const links = []
    for (const request of await requestsOfAddress(deps, company, email)) {
      const link = await freshLink(company, request)
      if (link) links.push({ ...link, reference: request.reference })
    }
    if (links.length === 0) return

    const mail = await writeCompanyMail(deps, company, {
      kind: 'newLinks',
      recipient: { kind: 'person' },
      secrets: { email, links },
    })
    await messages.send('mail', [mail])
  }

  /** For a request that still waits to be verified, the link that verifies it. */
  async function freshLink(company: CompanyDocument, { companyId, requestId }: RequestDocument) {
    const minted = await requests.change<{ token: string; code: string }, never>(
      { companyId, requestId },
      async (request, now) => {
        const purpose =
          request.status === 'awaitingVerification' || request.status === 'expired'
            ? 'verifyRequest'
            : 'openRequest'
        const link = await mint.mint(
          company,
          requestId,
          { purpose, expiresAt: addDays(now, statusLinkDays) },
          now,
        )
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
}

/** What an address has open with a company, found by its keyed hash. */
export async function requestsOfAddress(
  { documents, secrets }: Pick<Core, 'documents' | 'secrets'>,
  company: CompanyDocument,
  email: string,
): Promise<readonly RequestDocument[]> {
  const page = await documents.query<RequestDocument>({
    container: 'requests',
    key: [company.companyId],
    where: [
      { field: 'addressHash', is: '=', value: await secrets.hash(company, 'address', normalised(email)) },
    ],
    orderBy: { field: 'receivedAt', direction: 'descending' },
    limit: linksInOneMail,
  })
  return page.items.map(({ value }) => value)
}
