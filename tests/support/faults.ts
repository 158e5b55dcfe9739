import type { Ports } from '../../shared/application/ports/ports.ts'
import { createPackageStore } from '../../shared/adapters/packaging/package-store.ts'
import { DependencyUnavailable, type Dependency } from '../../shared/application/ports/unavailable.ts'

/** The process dies: nothing after it runs. No code of ours may catch this and go on. */
export class Crashed extends Error {
  constructor() {
    super('the process was killed')
    this.name = 'Crashed'
  }
}

export type Crash = {
  /** Which effect, counted from 1. */
  readonly at: number
  /**
   * `before`: it never happened. `after`: it happened, and the process died. `lost`: it happened, and its answer was
   * lost on the way. `unavailable`: the dependency was away for this once.
   */
  readonly when: 'before' | 'after' | 'lost' | 'unavailable'
}

type Method = (...input: readonly unknown[]) => Promise<unknown>

/**
 * What changes the world outside. Reading does not, nor does a block that is not committed yet: a crash there is the same
 * as one at the effect before.
 */
const effects = {
  documents: ['batch'],
  blobs: ['commit', 'remove'],
  shares: ['put', 'destroy'],
  messages: ['send'],
  mail: ['send'],
  keys: ['wrap', 'sign'],
} as const satisfies Partial<Record<keyof Ports, readonly string[]>>

export type Faulty = keyof typeof effects

const allFaulty = Object.keys(effects) as readonly Faulty[]

export type Crashing = {
  readonly ports: Ports
  /** How many effects there were. */
  readonly count: () => number
  /** What the effect was at which it struck. */
  readonly struck: () => string | undefined
}

/** Ports that count every effect (of some of them, where only those matter) and fail at one; once dead, every call dies. */
export function crashing(ports: Ports, crash?: Crash, among: readonly Faulty[] = allFaulty): Crashing {
  let counted = 0
  let dead = false
  let struck: string | undefined

  function guarded(dependency: Faulty, name: string, method: Method): Method {
    return async (...input) => {
      if (dead) throw new Crashed()
      if (!among.includes(dependency)) return method(...input)
      counted++
      if (counted !== crash?.at) return method(...input)
      struck = `${dependency}.${name}`
      return fail(dependency, () => method(...input), crash.when)
    }
  }

  async function fail(dependency: Dependency, effect: () => Promise<unknown>, when: Crash['when']) {
    if (when === 'unavailable') throw new DependencyUnavailable(dependency, 1)
    if (when !== 'before') await effect()
    if (when === 'lost') throw new DependencyUnavailable(dependency, 1)
    dead = true
    throw new Crashed()
  }

  /** Also what only reads stops once the process is dead. */
  function mortal(method: Method): Method {
    return async (...input) => {
      if (dead) throw new Crashed()
      return method(...input)
    }
  }

  function wrapped(dependency: Faulty): object {
    const names: readonly string[] = effects[dependency]
    return Object.fromEntries(
      Object.entries(ports[dependency]).map(([name, method]) => [
        name,
        names.includes(name) ? guarded(dependency, name, method as Method) : mortal(method as Method),
      ]),
    )
  }

  const faulty = Object.fromEntries(allFaulty.map((dependency) => [dependency, wrapped(dependency)]))
  const faultyPorts: Ports = { ...ports, ...faulty }
  const packages = createPackageStore({ blobs: faultyPorts.blobs })
  return { ports: { ...faultyPorts, packages }, count: () => counted, struck: () => struck }
}
