import type { HostClock } from '../clock.ts'
import type { EntityName } from './actions.ts'
import { entityIdOf, entityNameOf, type EntityRequest } from './entity-messages.ts'
import type { EntityMessage, EntityRow } from './entity-store.ts'
import type { FunctionCalls } from './function-calls.ts'
import { eventType, historyEvent, type EventRaised } from './history.ts'
import type { Store } from './store.ts'

type Deps = { readonly store: Store; readonly clock: HostClock; readonly functions: FunctionCalls }

/** What one look at an entity's inbox finds to do: releases first, then operations up to a lock request. */
type Batch = {
  readonly taken: readonly EntityMessage[]
  readonly operations: readonly EntityRequest[]
  readonly lock: EntityRequest | undefined
  readonly lockedBy: string | null
}

type EntityResult = {
  readonly entityExists: boolean
  readonly entityState?: string | null
  readonly results: readonly { readonly isError: boolean; readonly result?: string }[]
  readonly signals: readonly { readonly target: EntityName; readonly name: string; readonly input?: string }[]
}

/** Works off an entity's messages batch by batch; one batch, its effects and its answers are one transaction. */
export async function runEntity(deps: Deps, entityId: string): Promise<void> {
  for (;;) {
    const before = deps.store.entities.get(entityId) ?? unborn(entityId)
    const batch = nextBatch(deps.store.entities.waiting(entityId), before.lockedBy)
    if (batch.taken.length === 0) return
    const result = await callEntity(deps, before, batch.operations)
    deps.store.transaction(() => commit(deps, before, batch, result))
  }
}

/** Messages that wait behind a lock are no work until it is given back. */
export function entityHasWork(store: Store, entityId: string): boolean {
  const owner = store.entities.get(entityId)?.lockedBy ?? null
  return nextBatch(store.entities.waiting(entityId), owner).taken.length > 0
}

const unborn = (entityId: string): EntityRow => ({
  entityId,
  present: false,
  state: null,
  lockedBy: null,
  updatedAt: 0,
})

/**
 * While an entity is locked, only the owner's messages are looked at, up to its release; the others keep their place
 * and come after it.
 */
function nextBatch(waiting: readonly EntityMessage[], owner: string | null): Batch {
  const stale = waiting.filter((message) => message.kind === 'release' && message.release.parent !== owner)
  const owned =
    owner === null
      ? []
      : upTo(
          isRelease,
          waiting.filter((message) => parentOf(message) === owner),
        )
  const released = owned.some(isRelease)
  const rest = waiting.filter((message) => !owned.includes(message) && !stale.includes(message))
  const free = owner === null || released ? upTo(isLockRequest, rest) : []

  const taken = [...stale, ...owned, ...free]
  const requests = [...owned, ...free].flatMap((message) => (message.kind === 'op' ? [message.request] : []))
  const lock = requests.find((request) => request.lockset)
  const stillOwned = released ? null : owner
  return {
    taken,
    operations: requests.filter((request) => !request.lockset),
    lock,
    lockedBy: lock ? lock.parent : stillOwned,
  }
}

const parentOf = (message: EntityMessage): string | null =>
  message.kind === 'release' ? message.release.parent : message.request.parent
const isRelease = (message: EntityMessage): boolean => message.kind === 'release'
const isLockRequest = (message: EntityMessage): boolean =>
  message.kind === 'op' && message.request.lockset !== undefined

/** The messages up to and with the first that is an end; all when there is none. */
function upTo(
  isEnd: (message: EntityMessage) => boolean,
  messages: readonly EntityMessage[],
): readonly EntityMessage[] {
  const end = messages.findIndex(isEnd)
  return end < 0 ? messages : messages.slice(0, end + 1)
}

async function callEntity(
  { functions }: Deps,
  before: EntityRow,
  operations: readonly EntityRequest[],
): Promise<EntityResult> {
  const unchanged = { entityExists: before.present, entityState: before.state, results: [], signals: [] }
  if (operations.length === 0) return unchanged
  const self = entityNameOf(before.entityId)
  const batch = operations.map(({ op, input, signal, id }) => ({
    name: op,
    input,
    isSignal: signal === true,
    id,
  }))
  const trigger = { self, exists: before.present, state: before.state, batch }
  try {
    const answer = await functions.call('entity', self.name, { string: JSON.stringify(trigger) })
    return JSON.parse(answer ?? 'null') as EntityResult
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return {
      ...unchanged,
      results: operations.map(() => ({ isError: true, result: JSON.stringify(message) })),
    }
  }
}

function commit({ store, clock }: Deps, before: EntityRow, batch: Batch, result: EntityResult): void {
  const now = clock.now()
  store.entities.take(batch.taken)
  store.entities.put({
    entityId: before.entityId,
    present: result.entityExists,
    state: result.entityExists ? (result.entityState ?? null) : null,
    lockedBy: batch.lockedBy,
    updatedAt: now,
  })
  batch.operations.forEach((request, at) => answer(store, request, result.results[at], now))
  for (const { target, name, input } of result.signals) {
    const request: EntityRequest = {
      id: crypto.randomUUID(),
      parent: before.entityId,
      parentExecution: null,
      signal: true,
      op: name,
      ...(input ? { input } : {}),
    }
    store.entities.post(entityIdOf(target), 'op', JSON.stringify(request))
  }
  if (batch.lock) passOn(store, batch.lock, now)
}

function answer(
  store: Store,
  request: EntityRequest,
  result: EntityResult['results'][number] | undefined,
  now: number,
): void {
  if (request.signal || request.parent === null) return
  const failed = result?.isError ? { exceptionType: 'Error' } : {}
  const content = { ...(result?.result === undefined ? {} : { result: result.result }), ...failed }
  raise(store, request, JSON.stringify(content), now)
}

/** A lock request goes from entity to entity; the last one tells the orchestration that it holds them all. */
function passOn(store: Store, request: EntityRequest, now: number): void {
  const pos = (request.pos ?? 0) + 1
  const next = request.lockset?.[pos]
  if (next) store.entities.post(entityIdOf(next), 'op', JSON.stringify({ ...request, pos }))
  else raise(store, request, '{}', now)
}

function raise(store: Store, request: EntityRequest, input: string, now: number): void {
  const event = historyEvent<EventRaised>(eventType.eventRaised, now, { Name: request.id, Input: input })
  store.inbox.post({ instanceId: request.parent ?? '', executionId: request.parentExecution }, now, event)
}
