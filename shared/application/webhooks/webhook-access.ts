import { allowed } from '../../domain/identity/roles.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'

export type Asked = { readonly actor: EmployeeActor; readonly companyId: string }

export type WebhookRefusal = {
  readonly code:
    | 'notFound'
    | 'forbidden'
    | 'webhookUrlRefused'
    | 'limitReached'
    | 'idempotencyKeyReused'
    | 'versionConflict'
  readonly rule?: string
}

/** Another company's receivers are not there. */
export function administers({ actor, companyId }: Asked): Result<void, WebhookRefusal> {
  if (actor.companyId !== companyId) return err({ code: 'notFound' })
  return allowed('manageWebhooks', { ...actor, relations: [] }) ? ok(undefined) : err({ code: 'forbidden' })
}
