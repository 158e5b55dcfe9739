/** The code of the process that is measured by `cold-start.ts`. Sent as text, so that nothing of ours is loaded before. */
import type { Module } from 'node:module'
import type { Times } from './measure.ts'

export type Probe = {
  /** When the first function was registered, and when all were: from just before the import. */
  readonly first: Times
  readonly last: Times
  readonly functions: number
  /** Modules read from disk until then; 0 where only times were asked for, since counting takes time. */
  readonly files: number
}

/** Names where nothing is: composing asks nobody. */
export const hostedSettings: Readonly<Record<string, string>> = {
  PUBLIC_URL: 'https://privacy.example.com',
  COSMOS_ENDPOINT: 'https://documents.example.net',
  BLOB_ENDPOINT: 'https://blobs.example.net',
  SHARES_ENDPOINT: 'https://shares.example.net',
  KEYVAULT_URL: 'https://vault.example.net',
  SERVICEBUS_NAMESPACE: 'bus.example.net',
  SENDGRID_API_KEY: 'a key that opens nothing',
  MAIL_FROM: 'privacy@company.example',
}

export const probeCode = (entry: string, what: 'times' | 'files'): string =>
  `(${inFreshProcess.toString()})(${[entry, what, hostedSettings].map((part) => JSON.stringify(part)).join(', ')})`

/** Stands on its own: nothing of this file exists where it runs. */
async function inFreshProcess(
  entry: string,
  what: 'times' | 'files',
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  Object.assign(process.env, settings)
  const nodeModule = process.getBuiltinModule('node:module')
  const prototype = nodeModule.Module.prototype as Module & { require: (id: string) => unknown }
  const original = prototype.require
  const noop = () => undefined
  class Disposable {
    dispose = noop
  }
  const begun = { cpu: process.cpuUsage(), wall: performance.now() }
  const sinceBegun = (): Times => {
    const { user, system } = process.cpuUsage(begun.cpu)
    return { cpuMs: (user + system) / 1000, wallMs: performance.now() - begun.wall }
  }
  const found: { first?: Times; functions: number; files: number } = { functions: 0, files: 0 }
  const core = {
    version: '3.10.1',
    hostVersion: '4.1040.0',
    Disposable,
    registerFunction: () => {
      found.first ??= sinceBegun()
      found.functions += 1
      return new Disposable()
    },
    registerHook: () => new Disposable(),
    setProgrammingModel: noop,
    getProgrammingModel: noop,
    log: noop,
  }
  prototype.require = function (id) {
    return id === '@azure/functions-core' ? core : original.call(this, id)
  }
  if (what === 'files')
    nodeModule.registerHooks({
      load: (url, context, next) => {
        if (url.startsWith('file:')) found.files += 1
        return next(url, context)
      },
    })
  await import(entry)

  process.stdout.write(JSON.stringify({ ...found, last: sinceBegun() }))
}
