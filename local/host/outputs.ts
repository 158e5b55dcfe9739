import { bindingText, type Setting } from './binding-text.ts'
import type { CoreFunction, FunctionHost, InvocationResult, RpcData } from './core-api.ts'

/** Where output bindings of a type put what a function returned. */
export type OutputSinks = {
  readonly queue: (queue: string, text: string) => void | Promise<void>
  readonly serviceBus: (queue: string, text: string) => void | Promise<void>
}

/** The same host, which also delivers the outputs `queue` and `serviceBus`; an array means several messages. */
export function withOutputs<Host extends FunctionHost>(
  host: Host,
  sinks: OutputSinks,
  setting: Setting,
): Host {
  return {
    ...host,
    invoke: async (invocation) => {
      const result = await host.invoke(invocation)
      const found = host.functions.get(invocation.functionName)
      if (found) await deliver(found, result, sinks, setting)
      return result
    },
  }
}

async function deliver(
  found: CoreFunction,
  result: InvocationResult,
  sinks: OutputSinks,
  setting: Setting,
): Promise<void> {
  const returned = result.returnValue ? [{ name: '$return', data: result.returnValue }] : []
  for (const { name, data } of [...result.outputData, ...returned]) {
    const binding = found.bindings[name]
    const sink = binding && sinkFor(sinks, binding['type'])
    if (!sink) continue
    const queue = bindingText(binding['queueName'], setting)
    // In the order in which the function listed them.
    for (const text of messagesIn(data)) await sink(queue, text)
  }
}

function sinkFor(sinks: OutputSinks, type: unknown): OutputSinks[keyof OutputSinks] | undefined {
  const name = String(type).toLowerCase()
  if (name === 'queue') return sinks.queue
  return name === 'servicebus' ? sinks.serviceBus : undefined
}

function messagesIn(data: RpcData): readonly string[] {
  if (data.json !== undefined) {
    const value = JSON.parse(data.json) as unknown
    return (Array.isArray(value) ? value : [value]).map((item) =>
      typeof item === 'string' ? item : JSON.stringify(item),
    )
  }
  if (data.bytes !== undefined) return [Buffer.from(data.bytes).toString()]
  return [data.string ?? String(data.int ?? data.double ?? '')]
}
