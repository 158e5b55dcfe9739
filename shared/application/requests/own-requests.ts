// One person's requests to several companies, in one list: each of them only where the person said so.
import { hasEnded } from '../../domain/requests/lifecycle.ts'
import type { RequestStatus } from '../../domain/requests/lifecycle.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { normalised } from '../intake/normalised-address.ts'
import { makeInstanceSecret } from '../keys/instance-secret.ts'
import { dueDatesOf } from '../timing/due.ts'
import { ownRequest } from './access.ts'
import { openPersonal } from './personal.ts'
import type { Instant, RequestDocument } from './request-document.ts'

/** Another request of the same mailbox, as its person sees it from here: how it stands, and nothing of what is in it. */
export type OtherRequest = {
  readonly companyId: string
  readonly company: string
  readonly requestId: string
  readonly reference: string
  readonly status: RequestStatus
  readonly receivedAt: Instant
  /** None once it has ended. */
  readonly due?: Instant
}

/** `hidden`: this request is not among them, and shows no others. `noAddress`: it has no mailbox by which others are found. */
export type OwnRequests = {
  readonly state: 'shown' | 'hidden' | 'noAddress'
  readonly others: readonly OtherRequest[]
}

type Asked = { readonly actor: Actor; readonly requestId: string }

type Unknown = { readonly code: 'notFound' }

type Refusal = Unknown | { readonly code: 'transitionNotAllowed' | 'versionConflict' }

export type OwnRequestLists = {
  readonly read: (input: Asked) => Promise<Result<OwnRequests, Unknown>>
  /** Again the same changes nothing. */
  readonly set: (input: Asked & { readonly to: 'shown' | 'hidden' }) => Promise<Result<void, Refusal>>
}

type Deps = Pick<
  Core,
  'requests' | 'companies' | 'keyring' | 'keys' | 'documents' | 'random' | 'crypto' | 'clock'
>

/** More are not listed; nobody has so many under way. */
const mostListed = 50

export function makeOwnRequests(deps: Deps): OwnRequestLists {
  const { requests, companies, keyring, crypto, documents, clock } = deps
  const secret = makeInstanceSecret(deps)

  /** The mailbox that the person showed to be theirs, hashed alike whichever company it is told. */
  async function mailboxOf(request: RequestDocument): Promise<string | undefined> {
    const key = await keyring.open(request.companyId, request.key)
    const { email } = key ? openPersonal(crypto, key, request) : {}
    return email === undefined ? undefined : secret.hash('own requests', normalised(email))
  }

  async function sameMailbox(mailbox: string): Promise<readonly RequestDocument[]> {
    const { items } = await documents.query<RequestDocument>({
      container: 'requests',
      where: [{ field: 'ownMailbox', is: '=', value: mailbox }],
      limit: mostListed,
    })
    return items.map(({ value }) => value)
  }

  async function listed(request: RequestDocument): Promise<readonly OtherRequest[]> {
    const company = await companies.find(request.companyId)
    if (!company) return []
    const { companyId, requestId, reference, status, receivedAt } = request
    const shown = { companyId, company: company.name, requestId, reference, status, receivedAt }
    if (hasEnded(status)) return [shown]
    return [{ ...shown, due: dueDatesOf(request, company, clock.now()).effectiveDue.toISOString() }]
  }

  return {
    async read({ actor, requestId }) {
      const found = await requests.find(actor.companyId, requestId)
      if (!found || !ownRequest(actor, found.value)) return err({ code: 'notFound' })
      const { addressHash, ownMailbox } = found.value
      if (addressHash === undefined) return ok({ state: 'noAddress', others: [] })
      if (ownMailbox === undefined) return ok({ state: 'hidden', others: [] })
      const all = await sameMailbox(ownMailbox)
      const isOther = (one: RequestDocument) =>
        one.requestId !== requestId && one.addresseeWrongSince === undefined
      const others = (await Promise.all(all.filter(isOther).map(listed))).flat()
      return ok({ state: 'shown', others: others.toSorted(newestFirst) })
    },

    async set({ actor, requestId, to }) {
      const { companyId } = actor
      const changed = await requests.change<void, Refusal>({ companyId, requestId }, async (request) => {
        if (!ownRequest(actor, request)) return err({ code: 'notFound' })
        const { ownMailbox: before, ...hidden } = request
        if ((before === undefined) === (to === 'hidden')) return ok({ answer: undefined })
        const ownMailbox = to === 'shown' ? await mailboxOf(request) : undefined
        // Without a mailbox, or once its content is destroyed, there is nothing by which it could be found.
        if (to === 'shown' && ownMailbox === undefined) return err({ code: 'transitionNotAllowed' })
        const after = ownMailbox === undefined ? hidden : { ...hidden, ownMailbox }
        const fact = { event: 'ownRequestsChanged', by: actorRef(actor), detail: { to } } as const
        return ok({ answer: undefined, change: { request: after, facts: [fact], unseen: true } })
      })
      return changed.ok ? ok(undefined) : changed
    },
  }
}

const newestFirst = (one: OtherRequest, other: OtherRequest): number =>
  other.receivedAt.localeCompare(one.receivedAt)
