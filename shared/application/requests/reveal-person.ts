// Who a request is about: covered for who only reviews it, until they ask with a reason that stands in the audit.
import { onlyReviews, maskedPerson, shownUntil } from '../../domain/identity/masking.ts'
import type { RevealReason } from '../../domain/identity/masking.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { Document } from '../ports/documents.ts'
import { relationsOf, staffOnly } from './access.ts'
import type { AccessRefusal } from './access.ts'
import { personalForStaff } from './personal.ts'
import type { PersonalForStaff } from './personal.ts'
import type { Instant, RequestDocument } from './request-document.ts'
import type { RequestRef } from './request-store.ts'

/** id `read:person:{employeeId}:{sessionId}`: another session of the same person is shown nothing by it. */
type ShownPerson = Document & { readonly until: Instant }

const shownId = ({ employeeId, sessionId }: EmployeeActor): string => `read:person:${employeeId}:${sessionId}`

export type ShownDetails = { readonly personal: PersonalForStaff; readonly until: Instant }

export type RevealPerson = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly reasonCode: RevealReason
}) => Promise<Result<ShownDetails, AccessRefusal | { readonly code: 'versionConflict' | 'contentGone' }>>

/** The entry commits with the showing: nobody sees a name that the audit does not know of. */
export function makeRevealPerson({
  requests,
  keyring,
  crypto,
}: Pick<Core, 'requests' | 'keyring' | 'crypto'>): RevealPerson {
  return async ({ actor, requestId, reasonCode }) => {
    type Refusal = AccessRefusal | { readonly code: 'contentGone' }
    const ref = { companyId: actor.companyId, requestId }
    const changed = await requests.change<ShownDetails, Refusal>(ref, async (request, now) => {
      const judged = staffOnly(actor, request, 'revealPerson')
      if (!judged.ok) return judged
      const key = await keyring.open(actor.companyId, request.key)
      if (!key) return err({ code: 'contentGone' })

      const until = shownUntil(now).toISOString()
      const value: ShownPerson = { id: shownId(judged.value), ttlSeconds: 3600, until }
      return ok({
        answer: { personal: personalForStaff(crypto, key, request), until },
        change: {
          request,
          writes: [{ kind: 'upsert', value }],
          facts: [{ event: 'personShown', by: actorRef(actor), detail: { reasonCode, until } }],
          unseen: true,
        },
      })
    })
    return changed.ok ? ok(changed.value.answer) : changed
  }
}

/** What this reader sees of the person: all of it, or what is left when name and contact are covered. */
export async function personalFor(
  { requests, companies, clock, crypto }: Pick<Core, 'requests' | 'companies' | 'clock' | 'crypto'>,
  reader: EmployeeActor,
  { request, key }: { readonly request: RequestDocument; readonly key: Uint8Array },
): Promise<PersonalForStaff> {
  const details = personalForStaff(crypto, key, request)
  if (!onlyReviews(relationsOf(reader, request))) return details
  const company = await companies.find(request.companyId)
  if (company?.reviewersSee === 'everything') return details
  const until = await shownTo(reader, request)
  return until === undefined ? maskedPerson(details) : { ...details, shownUntil: until }

  async function shownTo(viewer: EmployeeActor, ref: RequestRef): Promise<Instant | undefined> {
    const shown = await requests.read<ShownPerson>(ref, shownId(viewer))
    return shown && clock.now() < new Date(shown.value.until) ? shown.value.until : undefined
  }
}
