import type { EntityAction, EntityName, LockEntities } from './actions.ts'
import type { Script, Steps } from './futures.ts'
import type { ReplayContext } from './replay-context.ts'

/** A message to an entity, as history keeps it. The SDK reads `id` and waits for an event of that name. */
export type EntityRequest = {
  readonly id: string
  readonly parent: string | null
  readonly parentExecution: string | null
  readonly signal?: boolean
  readonly op?: string
  /** A JSON text. */
  readonly input?: string
  readonly lockset?: readonly EntityName[]
  readonly pos?: number
}

/** Gives a lock back: `id` is that of the request which took it. */
export type EntityRelease = { readonly parent: string; readonly id: string }

/** `@name@key`, the name in lower case (SDK `EntityId.getSchedulerIdFromEntityId`). */
export const entityIdOf = ({ name, key }: EntityName): string => `@${name.toLowerCase()}@${key}`

export function entityNameOf(entityId: string): EntityName {
  const at = entityId.indexOf('@', 1)
  return { name: entityId.slice(1, at), key: entityId.slice(at + 1) }
}

export function isEntityId(text: string): boolean {
  return text.startsWith('@') && text.indexOf('@', 1) > 1
}

/** Calls, signals and locks of one orchestration. Entities are locked in the order of the lock set, one after another. */
export function entityCallsOf(context: ReplayContext) {
  let held: { readonly id: string; readonly entities: readonly EntityName[] } | undefined
  const request = (part: Partial<EntityRequest>, id = context.newGuid()): EntityRequest => ({
    id,
    parent: context.instanceId,
    parentExecution: context.executionId,
    ...part,
  })
  const send = (action: EntityAction, signal: boolean): string => {
    const input = action.input === undefined ? {} : { input: JSON.stringify(action.input) }
    const message = request({ op: action.operation, signal, ...input })
    context.sendMessage(action.instanceId, 'op', message)
    return message.id
  }

  return {
    *call(action: EntityAction): Script {
      return yield context.waitForEvent(send(action, false))
    },
    signal: (action: EntityAction): void => {
      send(action, true)
    },
    *lock(action: LockEntities): Steps {
      const first = action.lockSet[0]
      if (!first) throw new Error('a lock needs an entity')
      const message = request({ lockset: action.lockSet, pos: 0 }, action.lockRequestId)
      context.sendMessage(entityIdOf(first), 'op', message)
      yield context.waitForEvent(action.lockRequestId)
      held = { id: action.lockRequestId, entities: action.lockSet }
    },
    /** Also done when the orchestration ends, so that a forgotten lock does not outlive it. */
    release: (): void => {
      for (const entity of held?.entities ?? []) {
        const message: EntityRelease = { parent: context.instanceId, id: held?.id ?? '' }
        context.sendMessage(entityIdOf(entity), 'release', message)
      }
      held = undefined
    },
  }
}
