import type { CoreFunction, FunctionHost, RpcData } from '../core-api.ts'

export type FunctionKind = 'orchestrator' | 'activity' | 'entity'

export type FunctionCalls = ReturnType<typeof functionCalls>

const triggerTypes = {
  orchestrator: 'orchestrationtrigger',
  activity: 'activitytrigger',
  entity: 'entitytrigger',
} as const satisfies Record<FunctionKind, string>

/** The app's orchestrators, activities and entities, found by name without regard to case, as the real host does. */
export function functionCalls(host: FunctionHost) {
  const find = (kind: FunctionKind, name: string): CoreFunction | undefined =>
    [...host.functions.values()].find(
      (candidate) =>
        candidate.name.toLowerCase() === name.toLowerCase() &&
        candidate.trigger.type.toLowerCase() === triggerTypes[kind],
    )

  return {
    has: (kind: FunctionKind, name: string): boolean => find(kind, name) !== undefined,
    /** Answers the return value as a JSON text, null for none; rejects with the handler's error. */
    call: async (kind: FunctionKind, name: string, input: RpcData): Promise<string | null> => {
      const found = find(kind, name)
      if (!found) throw new Error(`there is no ${kind} function '${name}'`)
      const { returnValue } = await host.invoke({
        functionName: found.name,
        inputs: [{ name: found.trigger.name, data: input }],
      })
      return jsonOf(returnValue)
    },
  }
}

type ReturnValue = RpcData & { readonly int?: number; readonly double?: number }

function jsonOf(data: ReturnValue | undefined): string | null {
  if (data?.json !== undefined) return data.json
  if (data?.bytes !== undefined) return JSON.stringify(Buffer.from(data.bytes).toString('base64'))
  const scalar = data?.string ?? data?.int ?? data?.double
  return scalar === undefined ? null : JSON.stringify(scalar)
}
