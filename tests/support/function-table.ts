import { Module } from 'node:module'

type Binding = Readonly<Record<string, unknown>> & { readonly type: string }
type Metadata = { readonly name: string; readonly bindings: Readonly<Record<string, Binding>> }

/**
 * What an app deploys, a row for each function: `name | trigger | methods | route | authLevel`, for other triggers
 * their schedule or queue. Reads it where the platform does: in the module that the Functions library asks for.
 */
export async function functionTable(load: () => Promise<unknown>): Promise<readonly string[]> {
  const registered: Metadata[] = []
  const original = Module.prototype.require
  const core = standIn((metadata) => registered.push(metadata))
  Module.prototype.require = Object.assign(function (this: Module, id: string): unknown {
    return id === '@azure/functions-core' ? core : original.call(this, id)
  }, original)
  try {
    await load()
  } finally {
    Module.prototype.require = original
  }
  return registered.map(row).sort()
}

/** The library asks for this once in a process and keeps the answer: one table for one process. */
function standIn(register: (metadata: Metadata) => void): object {
  let model: unknown
  class Disposable {
    dispose(): void {}
  }
  return {
    version: '3.0.0',
    hostVersion: '4.0.0',
    Disposable,
    registerFunction: (metadata: Metadata) => {
      register(metadata)
      return new Disposable()
    },
    registerHook: () => new Disposable(),
    setProgrammingModel: (next: unknown) => {
      model = next
    },
    getProgrammingModel: () => model,
    log: () => undefined,
  }
}

function row({ name, bindings }: Metadata): string {
  const trigger = Object.values(bindings).find((binding) => /trigger$/i.test(binding.type))
  if (!trigger) return `${name} | no trigger`
  const http = trigger.type === 'httpTrigger'
  const details = http
    ? [methods(trigger['methods']), trigger['route'] ?? name, trigger['authLevel']]
    : [trigger['schedule'] ?? trigger['queueName'] ?? trigger['topicName']]
  return [name, trigger.type, ...details.filter((part) => part !== undefined)].join(' | ')
}

const methods = (value: unknown): string =>
  Array.isArray(value) ? [...value].sort().join(',') : 'any method'
