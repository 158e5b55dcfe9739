import { createPackageStore } from '../../shared/adapters/packaging/package-store.ts'
import type { Ports } from '../../shared/application/ports/ports.ts'
import { DependencyUnavailable } from '../../shared/application/ports/unavailable.ts'

const dependencies = ['documents', 'blobs', 'keys', 'shares', 'messages', 'mail', 'sms', 'passcodes'] as const

type Asked = (typeof dependencies)[number]

/** Seconds that no code of ours says by itself, so that it is seen where they come from. */
export const waitSeconds = 7

export type Outage = {
  readonly through: (ports: Ports) => Ports
  /** The call of this number from now on, counted from 1, finds its dependency away, as after a 429 or 503 of the store. */
  readonly strikeAt: (call: number) => void
  /** All calls to these find them away. */
  readonly take: (...away: readonly Asked[]) => void
  /** All is well again; answers whether anything was found away. */
  readonly end: () => boolean
}

type Method = (...input: readonly unknown[]) => unknown

/** What stands between the application and its ports, and fails as it is told. */
export function outage(): Outage {
  let [at, counted, struck] = [0, 0, false]
  let away: readonly Asked[] = []

  const failing =
    (dependency: Asked, method: Method): Method =>
    async (...input) => {
      counted++
      if (counted !== at && !away.includes(dependency)) return method(...input)
      struck = true
      throw new DependencyUnavailable(dependency, waitSeconds)
    }

  const wrapped = (ports: Ports, dependency: Asked) =>
    Object.fromEntries(
      Object.entries(ports[dependency] ?? {}).map(([name, method]) => [
        name,
        failing(dependency, method as Method),
      ]),
    )

  return {
    through: (ports) => {
      const faulty: Ports = {
        ...ports,
        ...Object.fromEntries(dependencies.map((dependency) => [dependency, wrapped(ports, dependency)])),
      }
      return { ...faulty, packages: createPackageStore({ blobs: faulty.blobs }) }
    },
    strikeAt: (call) => void ([at, counted, struck, away] = [call, 0, false, []]),
    take: (...gone) => void ([at, struck, away] = [0, false, gone]),
    end: () => {
      ;[at, away] = [0, []]
      return struck
    },
  }
}
