import { hasEnded } from '../../domain/requests/lifecycle.ts'
import { addHours } from '../../domain/time.ts'
import { patienceHours } from './delivery-watch.ts'
import { orchestrationMessage } from './outbox.ts'
import type { Instance, RequestDocument } from './request-document.ts'
import type { Change } from './request-store.ts'

/**
 * Names the instance in the request and the message that starts it: the id is stored before it is started. It takes the
 * place of the older one of its name, which is ended and purged.
 */
export function startInstance(change: Change, name: Instance['name'], instanceId: string): Change {
  const { companyId, requestId, instances } = change.request
  const replaced = instances.filter((instance) => instance.name === name)
  const others = instances.filter((instance) => instance.name !== name)
  return {
    ...change,
    request: { ...change.request, instances: [...others, { name, id: instanceId }] },
    messages: [
      ...(change.messages ?? []),
      ...replaced.map(({ id }) =>
        orchestrationMessage(`purge-${id}`, { command: 'purge', instanceId: id, companyId, requestId }),
      ),
      orchestrationMessage(`start-${instanceId}`, {
        command: 'start',
        name,
        instanceId,
        companyId,
        requestId,
      }),
    ],
  }
}

/** How soon an instance must have begun before the reconciler starts another. */
const startHours = 1

/** Starts the watch over the deadline, and over its start: a start that is lost for good is found by the reconciler. */
export function startDeadline(change: Change, instanceId: string, now: Date): Change {
  const wakeBy = addHours(now, startHours).toISOString()
  return startInstance({ ...change, request: { ...change.request, wakeBy } }, 'requestLifecycle', instanceId)
}

/** Begins the delivery of what was approved, or begins it again: each time with more patience before the next. */
export function startDelivery(change: Change, instanceId: string, now: Date): Change {
  const { request } = change
  const since = request.delivering?.since ?? now.toISOString()
  const attempts = (request.delivering?.attempts ?? 0) + 1
  const wakeBy = addHours(now, patienceHours(attempts)).toISOString()
  const delivering = { since, attempts }
  return startInstance({ ...change, request: { ...request, delivering, wakeBy } }, 'delivery', instanceId)
}

export function instanceOf(request: RequestDocument, name: Instance['name']): string | undefined {
  return request.instances.find((instance) => instance.name === name)?.id
}

/**
 * Tells the deadline and the approval that something changed. A hint: an instance that misses it finds out at its next lap
 * (architecture.md, "Facts before events").
 */
export function tellInstances(change: Change): Change {
  const { request } = change
  if (!change.wakes) return change
  const told = (['requestLifecycle', 'approval'] as const)
    .map((name) => instanceOf(request, name))
    .filter((id) => id !== undefined)
    .map((instanceId) =>
      orchestrationMessage(`raise-${instanceId}-${request.version + 1}`, {
        command: 'raise',
        instanceId,
        companyId: request.companyId,
        requestId: request.requestId,
        event: 'changed',
      }),
    )
  return { ...change, messages: [...(change.messages ?? []), ...told] }
}

export const isOver = (request: RequestDocument): boolean =>
  hasEnded(request.status) || request.status === 'closed'
