import { allowed } from '../../domain/identity/roles.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { ActorRef, EmployeeActor } from '../actor.ts'

/** A program of the company, by an API key of scope `consents` alone: it opens these calls and nothing else. */
export type ProgramActor = {
  readonly kind: 'program'
  readonly companyId: string
  readonly keyId: string
}

/** Who asks for, records, looks up and takes back consents for the company. */
export type ConsentCaller = EmployeeActor | ProgramActor

/** Another company's do not exist for them. */
export function mayConsent(
  caller: ConsentCaller,
  companyId: string,
  operation: 'recordConsent' | 'seeConsents',
): Result<void, { readonly code: 'notFound' | 'forbidden' }> {
  if (caller.companyId !== companyId) return err({ code: 'notFound' })
  const may = caller.kind === 'program' || allowed(operation, { ...caller, relations: [] })
  return may ? ok(undefined) : err({ code: 'forbidden' })
}

export const callerRef = (caller: ConsentCaller): ActorRef =>
  caller.kind === 'program' ? { kind: 'program', id: caller.keyId } : actorRef(caller)

/** The id under which the record of consent names them. */
export const agentRefOf = (caller: ConsentCaller): string =>
  caller.kind === 'program' ? caller.keyId : caller.employeeId
