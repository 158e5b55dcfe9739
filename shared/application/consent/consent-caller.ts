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

/** Somebody with a browser, whom nobody knows: what they say is a wish until it is confirmed. */
export type VisitorActor = {
  readonly kind: 'visitor'
  readonly companyId: string
  /** Where they come from, for counting: never kept as it is. */
  readonly network?: string
  /** The page of another site that asks with a key which it publishes. */
  readonly through?: { readonly keyId: string; readonly origin: string }
}

/** Who passes on what was said: for the company, or for themselves. */
export type RecordingCaller = ConsentCaller | VisitorActor

/** Another company's do not exist for them; a visitor does nothing but say what they wish. */
export function mayConsent(
  caller: RecordingCaller,
  companyId: string,
  operation: 'recordConsent' | 'seeConsents',
): Result<void, { readonly code: 'notFound' | 'forbidden' }> {
  if (caller.companyId !== companyId) return err({ code: 'notFound' })
  if (caller.kind === 'visitor') return ok(undefined)
  const may = caller.kind === 'program' || allowed(operation, { ...caller, relations: [] })
  return may ? ok(undefined) : err({ code: 'forbidden' })
}

export function callerRef(caller: RecordingCaller): ActorRef {
  if (caller.kind === 'visitor')
    return caller.through ? { kind: 'program', id: caller.through.keyId } : { kind: 'anonymous' }
  return caller.kind === 'program' ? { kind: 'program', id: caller.keyId } : actorRef(caller)
}

/** The id under which the record of consent names them. */
export const agentRefOf = (caller: ConsentCaller): string =>
  caller.kind === 'program' ? caller.keyId : caller.employeeId
