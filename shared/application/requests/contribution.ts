import { ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { Fact } from '../evidence/audit-event.ts'
import type { Operation } from '../../domain/identity/roles.ts'
import { staffOnly } from './access.ts'
import type { AccessRefusal } from './access.ts'
import { mustFollow } from './must-follow.ts'
import type { RequestDocument, RequestSource } from './request-document.ts'
import { voidSeal } from './standing-seal.ts'

export type ContributionRefusal = AccessRefusal | { readonly code: 'versionConflict' }

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
  operation: Operation = 'enterData',
): Result<Contribution, ContributionRefusal> {
  const judged = staffOnly(actor, request, operation)
  if (!judged.ok) return judged

  const by = judged.value
  const voided = voidSeal(request, actorRef(actor))
  const { request: open, facts } = voided ?? { request: collecting(request), facts: [] }
  const contributors = [...new Set([...request.contributors, by.employeeId])]
  return ok({ by, facts, request: { ...open, contributors }, ...(voided ? { wakes: true } : {}) })
}

const collecting = (request: RequestDocument): RequestDocument => ({
  ...request,
  status: mustFollow(request.status, 'collect'),
})

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
