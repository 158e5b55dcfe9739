import { transition } from '../../domain/requests/lifecycle.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { staffOnly } from './access.ts'
import type { AccessRefusal } from './access.ts'
import type { RequestDocument, RequestSource } from './request-document.ts'

export type ContributionRefusal =
  AccessRefusal | { readonly code: 'versionConflict' | 'transitionNotAllowed' }

export type Contribution = {
  readonly by: EmployeeActor
  /** Collecting, without a seal, and with its contributor named: they can never approve it. */
  readonly request: RequestDocument
  readonly facts: readonly Fact[]
  readonly wakes?: true
}

/** Whoever changes what would leave becomes a contributor, and voids a seal with its approvals (security.md, "Four eyes"). */
export function contribute(
  actor: Actor,
  request: RequestDocument,
): Result<Contribution, ContributionRefusal> {
  const judged = staffOnly(actor, request, 'enterData')
  if (!judged.ok) return judged

  const by = judged.value
  const contributors = [...new Set([...request.contributors, by.employeeId])]
  const sealed = request.seal?.state === 'pending' || request.seal?.state === 'approved'
  const next = transition(request.status, sealed ? 'voidSeal' : 'collect')
  if (!next.ok) return err({ code: 'transitionNotAllowed' })
  if (!sealed || !request.seal)
    return ok({ by, request: { ...request, contributors, status: next.value }, facts: [] })

  const voided: RequestDocument = {
    ...request,
    contributors,
    status: next.value,
    seal: { ...request.seal, state: 'void' },
    deliveries: [],
  }
  const fact: Fact = { event: 'sealVoided', by: actorRef(actor), detail: { sealId: request.seal.sealId } }
  return ok({ by, request: voided, facts: [fact], wakes: true })
}

export function withSource(
  request: RequestDocument,
  sourceId: string,
  state: RequestSource['state'],
): RequestDocument {
  return {
    ...request,
    sources: request.sources.map((source) => (source.sourceId === sourceId ? { ...source, state } : source)),
  }
}
