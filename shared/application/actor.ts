import type { ProofKind } from '../domain/identity/proof.ts'
import type { Grant, Role } from '../domain/identity/roles.ts'

/** Who calls. Obtained at one place at the edge (`functions/http/session.ts`); rights are decided from it by the domain. */
export type Actor = RequesterActor | EmployeeActor

type Asking = {
  /** What is asked for is not handed out (RFC 9110, section 9.3.2, HEAD): nothing counts as read or fetched. */
  readonly looks?: 'headOnly'
}

/** The person, by a link of one of their requests. */
export type RequesterActor = Asking & {
  readonly kind: 'requester'
  readonly sessionId: string
  readonly companyId: string
  readonly requestId: string
  /** The person's own factor was given with the link: this session opens deliveries that it protects. */
  readonly factor?: 'shown'
}

export type EmployeeActor = Asking & {
  readonly kind: 'employee'
  readonly sessionId: string
  readonly companyId: string
  readonly employeeId: string
  readonly roles: readonly Role[]
  readonly grants: readonly Grant[]
  /** How they showed who they are, and when last by more than the mailbox. */
  readonly proofs: readonly ProofKind[]
  readonly provedAt?: Date
}

/** Who did it, as the audit keeps it: ids, never names. `program` is an API key, `system` a timer or an orchestration. */
export type ActorRef = {
  readonly kind: 'requester' | 'employee' | 'operator' | 'program' | 'system' | 'anonymous'
  readonly id?: string
}

export const bySystem: ActorRef = { kind: 'system' }

export function actorRef(actor: Actor): ActorRef {
  return actor.kind === 'employee' ? { kind: 'employee', id: actor.employeeId } : { kind: 'requester' }
}
