/** Counts what a running instance asks of the world, by step and by whether a caller waited for it. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Ports } from '../shared/application/ports/ports.ts'

export const counted = [
  'reads',
  'batches',
  'queries',
  'blobs',
  'keys',
  'shares',
  'messages',
  'mails',
  'orchestrators',
  'activities',
  'triggers',
] as const

export type Counts = Readonly<Record<(typeof counted)[number], number>>

/** `call`: while somebody waited for the answer. `after`: by messages, orchestrations and timers. */
export type StepCounts = { readonly step: string; readonly call: Counts; readonly after: Counts }

export type Tally = ReturnType<typeof createTally>

type Key = keyof Counts
type Mutable = Record<Key, number>
type Scope = { readonly into: Mutable }

const noCounts = (): Mutable => Object.fromEntries(counted.map((key) => [key, 0])) as Mutable

export const sumOf = (all: readonly Counts[]): Counts => {
  const sum = noCounts()
  for (const counts of all) add(sum, counts)
  return sum
}

/**
 * Timers ask whether there is anything to do however many requests there are: what each asks of an instance without
 * requests is learnt first and then not counted.
 */
export function createTally() {
  const scopes = new AsyncLocalStorage<Scope>()
  const steps = new Map<string, { readonly call: Mutable; readonly after: Mutable }>()
  const idleTimers = new Map<string, Counts>()
  let current = bucketOf('before the first request')
  let learning = true

  function bucketOf(step: string) {
    const bucket = steps.get(step) ?? { call: noCounts(), after: noCounts() }
    steps.set(step, bucket)
    return bucket
  }

  /** Outside of any function, a body streams to whoever asked for it. */
  const count = (key: Key): void => {
    const { into } = scopes.getStore() ?? { into: current.call }
    into[key] += 1
  }

  async function timer<T>(name: string, run: () => Promise<T>): Promise<T> {
    const into = noCounts()
    const { after } = current
    try {
      return await scopes.run({ into }, run)
    } finally {
      if (learning) idleTimers.set(name, into)
      else add(after, into, idleTimers.get(name))
    }
  }

  return {
    ports: (ports: Ports): Ports => countedPorts(ports, count),
    /** Runs one execution of a function. */
    execution: <T>(name: string, trigger: string, run: () => Promise<T>): Promise<T> => {
      if (trigger === 'timerTrigger') return timer(name, run)
      const into = trigger === 'httpTrigger' ? current.call : current.after
      into[keyOf(trigger)] += 1
      return scopes.run({ into }, run)
    },
    /** All that happens from now on belongs to this step; a step may come again. */
    begin: (step: string): void => {
      learning = false
      current = bucketOf(step)
    },
    steps: (): readonly StepCounts[] =>
      [...steps].slice(1).map(([step, { call, after }]) => ({ step, call, after })),
  }
}

const keyOf = (trigger: string): Key =>
  trigger === 'orchestrationTrigger'
    ? 'orchestrators'
    : trigger === 'activityTrigger'
      ? 'activities'
      : 'triggers'

function add(into: Mutable, counts: Counts, less: Counts = noCounts()): void {
  for (const key of counted) into[key] += Math.max(0, counts[key] - less[key])
}

function countedPorts(ports: Ports, count: (key: Key) => void): Ports {
  const all = <Port extends object>(port: Port, key: Key): Port => watched(port, () => count(key))
  return {
    ...ports,
    documents: watched(ports.documents, (call) => {
      count(call === 'read' ? 'reads' : call === 'batch' ? 'batches' : 'queries')
    }),
    blobs: all(ports.blobs, 'blobs'),
    keys: all(ports.keys, 'keys'),
    shares: all(ports.shares, 'shares'),
    messages: all(ports.messages, 'messages'),
    mail: all(ports.mail, 'mails'),
    ...(ports.sms && { sms: all(ports.sms, 'mails') }),
  }
}

/** The same port, telling of each call before it is made. */
function watched<Port extends object>(port: Port, tell: (call: string) => void): Port {
  return new Proxy(port, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver)
      if (typeof member !== 'function') return member
      return (...given: unknown[]): unknown => {
        tell(String(name))
        return (member as (...given: unknown[]) => unknown).apply(target, given)
      }
    },
  })
}
