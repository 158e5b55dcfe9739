import type { CoreFunction } from './core-api.ts'

/** The parts of the host that were given: without them their functions cannot run. */
export type Parts = { readonly durable: boolean; readonly serviceBus: boolean }

type Need = keyof Parts | undefined

/** Every binding type that this host imitates, with the part that it needs. */
const supported: ReadonlyMap<string, Need> = new Map([
  ['in httptrigger', undefined],
  ['in timertrigger', undefined],
  ['in queuetrigger', undefined],
  ['in servicebustrigger', 'serviceBus'],
  ['in orchestrationtrigger', 'durable'],
  ['in activitytrigger', 'durable'],
  ['in entitytrigger', 'durable'],
  ['in durableclient', 'durable'],
  ['out http', undefined],
  ['out queue', undefined],
  ['out servicebus', 'serviceBus'],
])

/** Refuses at the start what would otherwise be registered and silently never run, or run differently from Azure. */
export function refuseUnsupported(functions: Iterable<CoreFunction>, parts: Parts): void {
  for (const { name, bindings, retryOptions } of functions) {
    if (retryOptions) throw new Error(`function "${name}": retry policies of functions are not imitated`)
    for (const { direction, type, sdkBinding } of Object.values(bindings)) {
      if (sdkBinding === true) throw new Error(`function "${name}": deferred bindings are not imitated`)
      const binding = `${String(direction)} ${String(type)}`.toLowerCase()
      if (!supported.has(binding))
        throw new Error(`function "${name}": the binding "${String(type)}" is not imitated`)
      const need = supported.get(binding)
      if (need && !parts[need])
        throw new Error(`function "${name}" needs ${need}, and this host runs without`)
    }
  }
}
