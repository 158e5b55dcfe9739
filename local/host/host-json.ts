import type { QueueSettings } from './queue-trigger.ts'
import { parseTimeSpan } from './schedule.ts'
import type { ServiceBusSettings } from './service-bus.ts'

/** What this host heeds of host.json; docs/local-host.md lists it. Everything else is Azure's. */
export type HostSettings = {
  readonly routePrefix: string
  readonly serviceBus: ServiceBusSettings
  readonly queues: QueueSettings
  readonly durableTask: {
    readonly hubName?: string
    readonly maxConcurrentActivityFunctions?: number
  }
}

/** Reads host.json with Azure's defaults. Throws where a setting has the wrong shape, naming it. */
export function readHostJson(text: string): HostSettings {
  const whole = section({ 'host.json': JSON.parse(text) as unknown }, 'host.json')
  if (whole['version'] !== '2.0') throw wrong('version', '"2.0"')
  const extensions = section(whole, 'extensions')
  const bus = section(extensions, 'serviceBus')
  const queues = section(extensions, 'queues')
  const durable = section(extensions, 'durableTask')
  const hubName = optionalText(durable, 'hubName')
  const activities = optionalCount(durable, 'maxConcurrentActivityFunctions')
  if (bus['autoCompleteMessages'] === false)
    throw wrong('autoCompleteMessages', 'true: nothing else is imitated')

  return {
    routePrefix: optionalText(section(extensions, 'http'), 'routePrefix') ?? 'api',
    serviceBus: {
      maxConcurrentCalls: optionalCount(bus, 'maxConcurrentCalls') ?? 16,
      maxConcurrentSessions: optionalCount(bus, 'maxConcurrentSessions') ?? 8,
      maxAutoLockRenewalMs: timeSpan(bus, 'maxAutoLockRenewalDuration', '00:05:00'),
    },
    queues: {
      batchSize: optionalCount(queues, 'batchSize') ?? 16,
      maxDequeueCount: optionalCount(queues, 'maxDequeueCount') ?? 5,
      visibilityTimeoutMs: timeSpan(queues, 'visibilityTimeout', '00:00:00'),
    },
    durableTask: {
      ...(hubName === undefined ? {} : { hubName }),
      ...(activities === undefined ? {} : { maxConcurrentActivityFunctions: activities }),
    },
  }
}

type Section = Readonly<Record<string, unknown>>

function section(parent: Section, name: string): Section {
  const value = parent[name] ?? {}
  if (typeof value !== 'object' || Array.isArray(value)) throw wrong(name, 'an object')
  return value as Section
}

function optionalText(parent: Section, name: string): string | undefined {
  const value = parent[name]
  if (value !== undefined && typeof value !== 'string') throw wrong(name, 'text')
  return value
}

function optionalCount(parent: Section, name: string): number | undefined {
  const value = parent[name]
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1)
    throw wrong(name, 'a whole number above 0')
  return value
}

function timeSpan(parent: Section, name: string, byDefault: string): number {
  const ms = parseTimeSpan(optionalText(parent, name) ?? byDefault)
  if (ms === undefined) throw wrong(name, 'a time span as hh:mm:ss')
  return ms
}

const wrong = (name: string, expected: string): Error => new Error(`host.json: "${name}" must be ${expected}`)
