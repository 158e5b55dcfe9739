import { demandedLevel } from '../../domain/requests/identity.ts'
import { transition } from '../../domain/requests/lifecycle.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { LinkDocument } from '../identity/link-document.ts'
import type { Stored } from '../ports/documents.ts'
import { informationTypesOf } from '../requests/request-document.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import { tracksAfter } from '../requests/right-tracks.ts'
import { takeUp } from '../requests/take-up.ts'
import type { Fact } from '../evidence/audit-event.ts'

type Opening = {
  readonly request: RequestDocument
  readonly company: CompanyDocument
  readonly link: Stored<LinkDocument>
  readonly now: Date
}

/**
 * What spending a link changes in the request. A verification link verifies it; where the company's level is the mailbox,
 * that is identity too. Late verification takes up an expired request again, with its first receipt (regulation.md e.4, 5).
 * Undefined when the request is past verification.
 */
export async function openedByLink(
  deps: Parameters<typeof takeUp>[0],
  opening: Opening,
): Promise<Change | undefined> {
  const { request, company, link, now } = opening
  const by = { kind: 'requester' } as const
  const usedLink: LinkDocument = { ...link.value, usedAt: now.toISOString() }
  const spent: Change = {
    request,
    facts: [{ event: 'linkSpent', by, detail: { purpose: link.value.purpose } }],
    writes: [{ kind: 'replace', value: usedLink, etag: link.etag }],
  }
  if (link.value.purpose !== 'verifyRequest') return spent

  if (request.purgingSince !== undefined) return undefined
  const verified = transition(request.status, request.status === 'expired' ? 'reopen' : 'verify')
  if (!verified.ok) return undefined

  const facts: Fact[] = [
    ...spent.facts,
    { event: request.status === 'expired' ? 'requestReopened' : 'requestVerified', by },
  ]
  const opened = {
    ...spent,
    facts,
    request: { ...verifiedRequest(request, company, now), status: verified.value },
  }
  return takeUp(deps, opened, company, now)
}

function verifiedRequest(request: RequestDocument, company: CompanyDocument, now: Date): RequestDocument {
  const { nextAt: _next, ended: _ended, purgeAt: _purge, ...rest } = request
  const at = now.toISOString()
  return {
    ...rest,
    verifiedAt: at,
    rights: tracksAfter(request.rights, 'reopen', () => undefined),
    ...(demandedLevel(company, informationTypesOf(request)) === 'mailbox'
      ? { identity: { method: 'mailboxLink', level: 'mailbox', by: 'requester', at } }
      : {}),
  }
}
