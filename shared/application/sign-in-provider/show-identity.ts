import { hasEnded } from '../../domain/requests/lifecycle.ts'
import { shownPerson } from '../../domain/identity/shown-identity.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Actor } from '../actor.ts'
import { actorRef } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { ProviderClaims } from '../ports/sign-in-provider.ts'
import { ownRequest } from '../requests/access.ts'
import { openPersonal, sealPersonal } from '../requests/personal.ts'
import type { RequestDocument } from '../requests/request-document.ts'

export type ShowRefused =
  | { readonly code: 'notSignedIn' | 'notFound' | 'versionConflict' | 'providerNotSet' | 'requestEnded' }
  | { readonly code: 'claimLacking'; readonly claim: string }

type Shown = {
  readonly actor: Actor | undefined
  readonly company: CompanyDocument
  readonly claims: ProviderClaims
}

/** Only where the company says which ways of signing in there show a national identity. */
export const showsIdentity = ({ provider }: Pick<CompanyDocument, 'provider'>): boolean =>
  (provider?.requesterAcrs ?? []).length > 0

/**
 * What the provider says of the person lies with their request, and establishes nothing by itself: it says who asks, and
 * whether that is whom the data are about is compared with the company's file by its people (Art. 12(6)).
 */
export const makeShowIdentity =
  ({ requests, keyring, crypto }: Pick<Core, 'requests' | 'keyring' | 'crypto'>) =>
  async ({ actor, company, claims }: Shown): Promise<Result<{ readonly requestId: string }, ShowRefused>> => {
    if (actor?.kind !== 'requester') return err({ code: 'notSignedIn' })
    const person = shownPerson(company.provider?.requesterAcrs ?? [], claims.all)
    if (!person.ok) return person
    const { requestId } = actor
    const ref = { companyId: company.companyId, requestId }
    const changed = await requests.change<void, ShowRefused>(ref, async (request, now) => {
      if (!ownRequest(actor, request)) return err({ code: 'notFound' })
      const key = hasEnded(request.status) ? undefined : await keyring.open(ref.companyId, request.key)
      if (!key) return err({ code: 'requestEnded' })
      const at = now.toISOString()
      const details = { ...openPersonal(crypto, key, request), nationalIdentity: { ...person.value, at } }
      const after: RequestDocument = {
        ...request,
        personal: sealPersonal(crypto, key, request, details),
        shownIdentity: { level: 'nationalId', at },
      }
      const detail = { method: 'nationalEid', level: 'nationalId' } as const
      return ok({
        answer: undefined,
        change: { request: after, facts: [{ event: 'identityShown', by: actorRef(actor), detail }] },
      })
    })
    return changed.ok ? ok({ requestId }) : changed
  }
