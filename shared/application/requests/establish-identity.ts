import { establishes } from '../../domain/requests/identity.ts'
import type { IdentityLevel, IdentityMethod, IdentityRecord } from '../../domain/requests/identity.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { sealJson } from '../keys/sealed-json.ts'
import { staffOnly } from './access.ts'
import type { AccessRefusal } from './access.ts'
import { voidSeal } from './standing-seal.ts'

export type IdentityRefusal =
  AccessRefusal | { readonly code: 'versionConflict' | 'identityTooWeak' | 'contentGone' }

export type EstablishIdentity = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly method: IdentityMethod
  readonly level: IdentityLevel
  readonly evidence: string
  readonly note?: string
  readonly expected?: string
}) => Promise<
  Result<{ readonly method: string; readonly level: string; readonly at: string }, IdentityRefusal>
>

/**
 * Records how it was shown that the person asking is the person (Art. 12(6)); a method cannot claim more than it shows. The
 * record is part of what was sealed, so a new one voids the seal.
 */
export function makeEstablishIdentity({
  requests,
  keyring,
  crypto,
}: Pick<Core, 'requests' | 'keyring' | 'crypto'>): EstablishIdentity {
  return async ({ actor, requestId, method, level, evidence, note, expected }) => {
    const ref = { companyId: actor.companyId, requestId }
    const changed = await requests.change<{ method: string; level: string; at: string }, IdentityRefusal>(
      ref,
      async (request, now) => {
        const judged = staffOnly(actor, request, 'establishIdentity')
        if (!judged.ok) return judged
        const record: IdentityRecord = { method, level, evidence, by: judged.value.employeeId, at: now }
        if (!establishes(record, level)) return err({ code: 'identityTooWeak' })
        const key = await keyring.open(ref.companyId, request.key)
        if (!key) return err({ code: 'contentGone' })

        const at = now.toISOString()
        const sealed = sealJson(crypto, key, `identity ${ref.companyId} ${requestId}`, { evidence, note })
        const voided = voidSeal(request, actorRef(actor))
        const contributors = [...new Set([...request.contributors, judged.value.employeeId])]
        const identity = { method, level, by: judged.value.employeeId, at, sealed }
        return ok({
          answer: { method, level, at },
          change: {
            // The record is part of what is sealed: whoever made it had a hand in it.
            request: { ...(voided?.request ?? request), identity, contributors },
            facts: [
              ...(voided?.facts ?? []),
              { event: 'identityEstablished', by: actorRef(actor), detail: { method, level } },
            ],
            wakes: true,
          },
        })
      },
      expected,
    )
    return changed.ok ? ok(changed.value.answer) : changed
  }
}
