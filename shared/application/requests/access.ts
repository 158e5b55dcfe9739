import { allowed } from '../../domain/identity/roles.ts'
import type { Operation, Relation } from '../../domain/identity/roles.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { RequestDocument } from './request-document.ts'

export type AccessRefusal = { readonly code: 'notFound' } | { readonly code: 'forbidden' }

/** How the employee stands to the request: what they were given, and what they did, decides what they see. */
export function relationsOf(
  { employeeId, grants }: EmployeeActor,
  request: RequestDocument,
): readonly Relation[] {
  const given: readonly Relation[] = request.assignees.includes(employeeId) ? ['assigned'] : []
  if (request.contributors.includes(employeeId)) return [...given, 'contributor']
  const waits = request.seal?.state === 'pending' || request.pendingItem !== undefined
  return waits && grants.includes('approver')
    ? [...given, 'uninvolved', 'approver']
    : [...given, 'uninvolved']
}

/** Whether the employee may: what one may not see does not exist for one (404), the rest is 403. */
export function judge(
  actor: EmployeeActor,
  request: RequestDocument,
  operation: Operation,
): Result<void, AccessRefusal> {
  const { roles, grants } = actor
  const standing = { roles, grants, relations: relationsOf(actor, request), status: request.status }
  if (actor.companyId !== request.companyId || !allowed('seeRequest', standing))
    return err({ code: 'notFound' })
  return allowed(operation, standing) ? ok(undefined) : err({ code: 'forbidden' })
}

/** For the calls that only staff have: the person gets 403 on their own request, 404 on any other. */
export function staffOnly(
  actor: Actor,
  request: RequestDocument,
  operation: Operation,
): Result<EmployeeActor, AccessRefusal> {
  if (actor.kind === 'requester') return err({ code: ownRequest(actor, request) ? 'forbidden' : 'notFound' })
  const judged = judge(actor, request, operation)
  return judged.ok ? ok(actor) : judged
}

/** Whoever was found to be a wrong addressee is nobody here, whatever session they hold. */
export const ownRequest = (
  actor: Actor,
  { companyId, requestId, addresseeWrongSince }: RequestDocument,
): boolean =>
  actor.kind === 'requester' &&
  actor.companyId === companyId &&
  actor.requestId === requestId &&
  addresseeWrongSince === undefined
