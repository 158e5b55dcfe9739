import type { OrchestrationHandler } from 'durable-functions'
import { approval } from './approval.ts'
import { consentLife } from './consent-life.ts'
import { delivery } from './delivery.ts'
import { requestLifecycle } from './request-lifecycle.ts'

/** Name → procedure, as registered. A procedure that is in flight somewhere is never edited: `README.md`, "Versions". */
export const orchestrations: Readonly<
  Record<'requestLifecycle' | 'approval' | 'delivery' | 'consentLife', OrchestrationHandler>
> = {
  requestLifecycle,
  approval,
  delivery,
  consentLife,
}
