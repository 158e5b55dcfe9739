import { addDays } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { normalised } from '../requests/new-request.ts'
import type { QueueRow } from '../requests/queue-row.ts'
import { statusLinkDays } from '../requests/acknowledgement.ts'
import { writeCompanyMail } from './ask-sign-in.ts'
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
  const { documents, companies, requests, secrets, mint, messages, limit } = deps

  return async ({ companyId, email }) => {
    const company = await companies.find(companyId)
    if (!company || !(await limit.allows(email))) return

    const addressHash = await secrets.hash(company, 'address', normalised(email))
    const rows = await documents.query<QueueRow>({
      container: 'queue',
      key: [companyId],
      where: [{ field: 'addressHash', is: '=', value: addressHash }],
      limit: linksInOneMail,
    })
    const links = []
    for (const { value } of rows.items) {
      const link = await freshLink(company, value.requestId)
      if (link) links.push({ ...link, reference: value.reference })
    }
    if (links.length === 0) return

    const mail = await writeCompanyMail(deps, company, {
      kind: 'newLinks',
      recipient: { kind: 'person' },
      secrets: { email, links },
    })
    await messages.send('mail', [mail])
  }

  async function freshLink(company: CompanyDocument, requestId: string) {
    const { companyId } = company
    const minted = await requests.change<{ token: string; code: string }, never>(
      { companyId, requestId },
      async (request, now) => {
        const expiresAt = addDays(now, statusLinkDays)
        const link = await mint.mint(company, requestId, { purpose: 'openRequest', expiresAt }, now)
        return ok({
          answer: { token: link.token, code: link.code },
          change: {
            request: { ...request, links: { ...request.links, openRequest: link.hash } },
            writes: [{ kind: 'create', value: link.document }],
            facts: [],
          },
        })
      },
    )
    return minted.ok ? minted.value.answer : undefined
  }
}
