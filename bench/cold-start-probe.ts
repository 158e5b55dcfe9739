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

export const probeCode = (entry: string, what: 'times' | 'files'): string =>
  `(${inFreshProcess.toString()})(${JSON.stringify(entry)}, ${JSON.stringify(what)})`

/** Stands on its own: nothing of this file exists where it runs. */
async function inFreshProcess(entry: string, what: 'times' | 'files'): Promise<void> {
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
  const parts =
    'documents blobs keys shares messages mail sms packages forms tokens clock random crypto log settings'
  const ports = Object.fromEntries(parts.split(' ').map((part) => [part, {}]))

  const { start } = (await import(entry)) as { start: (ports: object) => unknown }
  start(ports)

  process.stdout.write(JSON.stringify({ ...found, last: sinceBegun() }))
}
