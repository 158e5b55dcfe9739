import type { FunctionInput, InvocationContext } from '@azure/functions'
import type { DurableClient } from 'durable-functions'

/** The extra input to register with a function that talks to orchestrations. */
export const durableClientInput: FunctionInput = { type: 'durableClient', name: 'durableClient' }

/** Orchestrations, as functions may use them. Every call may throw when Durable cannot be reached: then try again. */
export type OrchestrationClient = {
  /** `exists`: an instance with this id is under way; nothing was started. An ended one is started over. */
  readonly start: (
    name: string,
    options: { readonly instanceId: string; readonly input: Readonly<Record<string, unknown>> },
  ) => Promise<'started' | 'exists'>
  /** `absent`: there is no such instance, or it has ended; nobody heard the event. */
  readonly raiseEvent: (
    instanceId: string,
    name: string,
    data: Readonly<Record<string, unknown>>,
  ) => Promise<'raised' | 'absent'>
  readonly terminate: (instanceId: string, reason: string) => Promise<'terminated' | 'absent'>
  /** `running`: only what has ended can be purged. */
  readonly purge: (instanceId: string) => Promise<'purged' | 'absent' | 'running'>
  readonly getStatus: (instanceId: string) => Promise<InstanceStatus | undefined>
}

export type InstanceStatus = {
  readonly name: string
  readonly runtimeStatus: string
  readonly input: unknown
  readonly output: unknown
  readonly customStatus: unknown
  readonly createdTime: Date
  readonly lastUpdatedTime: Date
}

/**
 * The client that the host gave to this invocation. durable-functions loads at the first use. `inputBinding` is the one
 * that was registered with the function; without it there is no client.
 */
export async function durableClientFrom(
  context: InvocationContext,
  inputBinding: FunctionInput,
): Promise<OrchestrationClient> {
  if (context.extraInputs.get(inputBinding) === undefined)
    throw new Error(`function "${context.functionName}" was registered without a durable client`)
  const { getClient } = await import('durable-functions')
  return orchestrationClient(getClient(context))
}

function orchestrationClient(client: DurableClient): OrchestrationClient {
  const getStatus = (instanceId: string) => statusOf(client, instanceId)
  const isUnderWay = async (instanceId: string): Promise<boolean> => {
    const status = await getStatus(instanceId)
    return status !== undefined && !ended.has(status.runtimeStatus)
  }

  return {
    getStatus,
    start: async (name, { instanceId, input }) => {
      try {
        await client.startNew(name, { instanceId, input })
        return 'started'
      } catch (error) {
        // The status that refuses a duplicate differs between versions of the extension; the instance itself does not.
        if (await isUnderWay(instanceId)) return 'exists'
        throw error
      }
    },
    // The SDK says nothing when an event meets an ended instance, so ask first.
    raiseEvent: async (instanceId, name, data) => {
      if (!(await isUnderWay(instanceId))) return 'absent'
      await client.raiseEvent(instanceId, name, data)
      return 'raised'
    },
    terminate: async (instanceId, reason) => {
      if (!(await isUnderWay(instanceId))) return 'absent'
      await client.terminate(instanceId, encodeURIComponent(reason))
      return 'terminated'
    },
    purge: async (instanceId) => {
      if (await isUnderWay(instanceId)) return 'running'
      const { instancesDeleted } = await client.purgeInstanceHistory(instanceId)
      return instancesDeleted > 0 ? 'purged' : 'absent'
    },
  }
}

const ended: ReadonlySet<string> = new Set(['Completed', 'Failed', 'Canceled', 'Terminated'])

/** The SDK reports an unknown instance as an error, which only its words tell from others. */
async function statusOf(client: DurableClient, instanceId: string): Promise<InstanceStatus | undefined> {
  try {
    const status = await client.getStatus(instanceId)
    const { name, runtimeStatus, input, output, customStatus, createdTime, lastUpdatedTime } = status
    return { name, runtimeStatus, input, output, customStatus, createdTime, lastUpdatedTime }
  } catch (error) {
    if (error instanceof Error && error.message.includes('HTTP 404')) return undefined
    throw error
  }
}
