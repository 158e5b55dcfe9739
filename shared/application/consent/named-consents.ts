// A request that takes back consents by name: theirs alone, and once it is known that the mailbox is theirs.
import type { ActorRef } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { subjectRefIn } from './consent-document.ts'
import { subjectRefsOf } from './person-subjects.ts'
import { makeWithdrawConsent } from './withdraw-consent.ts'
import type { TakingBack } from './withdraw-consent.ts'

type Wish = {
  readonly consentIds?: readonly string[]
  readonly personal: { readonly email?: string }
}

/** Whoever types an address names the consents of that address and of its names; staff name what was shown to them. */
export async function ownConsentsIn(
  deps: Pick<Core, 'documents' | 'secrets'>,
  company: CompanyDocument,
  { consentIds = [], personal: { email } }: Wish,
  registeredBy: string | undefined,
): Promise<readonly string[]> {
  if (consentIds.length === 0 || registeredBy !== undefined) return consentIds
  const own = email === undefined ? [] : await subjectRefsOf(deps, company, email)
  return consentIds.filter((consentId) => own.includes(subjectRefIn(consentId) ?? ''))
}

type Deps = Parameters<typeof makeWithdrawConsent>[0]

/**
 * Done before the request that says so is committed: what was taken back twice is taken back once, and what was not could
 * be forgotten. The request then names them no more, the records do.
 */
export async function withdrawNamed(deps: Deps, request: RequestDocument): Promise<RequestDocument> {
  const { consentsNamed = [], ...rest } = request
  const { companyId } = request
  const withdrawal = makeWithdrawConsent(deps)
  for (const consentId of consentsNamed) await withdrawal.by({ companyId, consentId, who: whoIn(request) })
  return rest
}

function whoIn({ registeredBy }: RequestDocument): TakingBack {
  const method = 'webForm'
  if (registeredBy === undefined) {
    const ref: ActorRef = { kind: 'requester' }
    return { by: 'subject', method, evidence: { factors: ['emailLink'] }, ref }
  }
  const ref: ActorRef = { kind: 'employee', id: registeredBy }
  return { by: 'controller', agentRef: registeredBy, method, evidence: { factors: [] }, ref }
}
