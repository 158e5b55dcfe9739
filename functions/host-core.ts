/** What the Azure Functions worker gives to whoever requires `@azure/functions-core`; the local host marks its own. */
export type HostCore = {
  readonly log: (level: 'information', category: 'user', message: string) => void
  readonly isLocalHost?: boolean
}

/** The core of the worker that loads this file; undefined where the local host or a test does. */
export function hostCore(): HostCore | undefined {
  const { createRequire } = process.getBuiltinModule('node:module')
  try {
    const core = createRequire(import.meta.url)('@azure/functions-core') as HostCore
    return core.isLocalHost === true ? undefined : core
  } catch {
    return undefined
  }
}
