import { Module } from 'node:module'

import { captureStreamServer, type StreamServer } from './stream-server.ts'
import { invokeFunction } from './invocation.ts'
import { startHooks, type AppHooks, type HookName } from './hooks.ts'

/**
 * The stand-in for `@azure/functions-core`, the module that the Azure Functions worker gives to the library.
 * The library asks for it once, by `require`, at the first `app.*` call; the worker answers by intercepting
 * `Module.prototype.require`, and so does this file.
 */
export type CoreFunction = {
  readonly name: string
  readonly bindings: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly trigger: {
    readonly name: string
    readonly type: string
    readonly options: Readonly<Record<string, unknown>>
  }
  readonly retryOptions?: unknown
}

export type RpcData = {
  readonly string?: string
  readonly json?: string
  readonly bytes?: Uint8Array
  readonly http?: unknown
  readonly stream?: Uint8Array
  readonly int?: number
  readonly double?: number
}

export type Invocation = {
  readonly functionName: string
  /** By binding name: the trigger and extra inputs. */
  readonly inputs: readonly { readonly name: string; readonly data: RpcData }[]
  readonly triggerMetadata?: Readonly<Record<string, RpcData>>
  readonly invocationId?: string
  readonly retryContext?: unknown
}

export type InvocationResult = {
  readonly returnValue?: RpcData
  readonly outputData: readonly { readonly name: string; readonly data: RpcData }[]
}

export type FunctionHost = {
  readonly functions: ReadonlyMap<string, CoreFunction>
  /** Runs hooks and handler as the worker does; rejects with the handler's error. Adds durableClient inputs by itself. */
  readonly invoke: (invocation: Invocation) => Promise<InvocationResult>
}

/** A host whose app has started: its functions, and the library's stream server when `enableHttpStream` is set. */
export type LoadedFunctions = FunctionHost & {
  readonly streamServer: StreamServer | undefined
  /** Runs the `appTerminate` hooks. */
  readonly terminate: () => Promise<void>
}

/** Levels of the library: trace, debug, information, warning, error, critical. */
export type HostLog = (entry: {
  readonly level: string
  readonly category: string
  readonly message: string
}) => void

export type LoadOptions = {
  /** JSON for every `durableClient` input, asked for at each invocation. */
  readonly clientInput?: () => string
  readonly log?: HostLog
}

/** What the worker keeps of a registration: the metadata as the library sent it, and the handler. */
export type Registration = {
  readonly metadata: Metadata
  readonly callback: (...args: unknown[]) => unknown
}
export type Metadata = {
  readonly name: string
  readonly bindings: CoreFunction['bindings']
  readonly retryOptions?: unknown
}

export type ProgrammingModel = {
  readonly name: string
  readonly getInvocationModel: (coreContext: object) => unknown
  readonly getCapabilities: (capabilities: Record<string, string>) => Promise<Record<string, string>>
}

/** One started or starting app. Several may live in one process, each with its own functions and hooks. */
export type App = {
  readonly registrations: Map<string, Registration>
  readonly hooks: AppHooks
  readonly log: HostLog
  /** Shared between the hooks of one app, as the worker does. */
  readonly appHookData: Record<string, unknown>
}

/** The library keeps its programming model and its cached core per process: so does the stand-in. */
const worker: {
  installed: boolean
  starting: App | undefined
  running: App | undefined
  model: ProgrammingModel | undefined
} = { installed: false, starting: undefined, running: undefined, model: undefined }

/**
 * Imports an app the way the worker starts it: seam, entry, `appStart` hooks, capabilities, lock.
 *
 * Each call makes a host of its own: what `load` registers goes into a fresh registry, so a test may start the same
 * app twice in one process (a restart) with other ports, and neither host sees the other's handlers. Two things stay
 * the library's, once per process: an entry that registers while it is being imported is imported only once (so export
 * a function and call it from `load`), and `app.setup` is locked after the first start (so call it at most once).
 */
export async function loadFunctions(
  load: () => Promise<unknown>,
  options: LoadOptions = {},
): Promise<LoadedFunctions> {
  if (worker.starting) throw systemError('Another app is starting in this process.')
  installCore()
  const app: App = {
    registrations: new Map(),
    hooks: startHooks(),
    log: options.log ?? logToStandardError,
    appHookData: {},
  }
  worker.starting = app
  try {
    await load()
    return await start(app, options)
  } finally {
    worker.starting = undefined
  }
}

/** Answers the library's `require('@azure/functions-core')` from now on. Only needed by itself for early imports. */
function installCore(): void {
  if (worker.installed) return
  worker.installed = true
  const original = Module.prototype.require
  Module.prototype.require = Object.assign(function (this: Module, id: string): unknown {
    return id === '@azure/functions-core' ? coreApi : original.call(this, id)
  }, original)
}

/** As the worker marks errors that are its own and not the app's. */
function systemError(message: string): Error {
  return Object.assign(new Error(message), { isAzureFunctionsSystemError: true })
}

async function start(app: App, options: LoadOptions): Promise<LoadedFunctions> {
  if (app.registrations.size === 0)
    throw systemError(
      '0 functions found: nothing was registered while loading. An entry point that was imported before does not run again.',
    )
  const model = worker.model
  if (!model) throw systemError('No programming model was set.')
  await app.hooks.run('appStart', { hookData: {}, appHookData: app.appHookData })
  const streamServer = await captureStreamServer(() => model.getCapabilities({}))
  worker.running = app

  return {
    functions: new Map([...app.registrations].map(([name, { metadata }]) => [name, describe(metadata)])),
    invoke: (invocation) => invokeFunction({ app, model, clientInput: options.clientInput }, invocation),
    streamServer,
    terminate: () => app.hooks.run('appTerminate', { hookData: {}, appHookData: app.appHookData }),
  }
}

/** The trigger is the binding whose type ends in "trigger", whatever the case. */
function describe(metadata: Metadata): CoreFunction {
  const found = Object.entries(metadata.bindings).find(([, binding]) => isTrigger(binding['type']))
  if (!found) throw systemError(`Function "${metadata.name}" has no trigger.`)
  const [name, options] = found
  return {
    name: metadata.name,
    bindings: metadata.bindings,
    trigger: { name, type: String(options['type']), options },
    ...(metadata.retryOptions ? { retryOptions: metadata.retryOptions } : {}),
  }
}

const isTrigger = (type: unknown): boolean =>
  typeof type === 'string' && type.toLowerCase().endsWith('trigger')

function startingApp(what: string): App {
  if (worker.starting) return worker.starting
  throw systemError(`A ${what} can only be registered during app startup.`)
}

const coreApi = {
  version: '3.10.1',
  hostVersion: '4.1040.0',
  isLocalHost: true,
  registerFunction(metadata: Metadata, callback: Registration['callback']) {
    const { registrations } = startingApp('function')
    if (registrations.has(metadata.name))
      throw systemError(`A function with name "${metadata.name}" has already been registered.`)
    registrations.set(metadata.name, { metadata, callback })
    return new Disposable(() => {
      startingApp('function')
      registrations.delete(metadata.name)
    })
  },
  registerHook(name: string, callback: (context: object) => unknown) {
    const app = worker.starting ?? worker.running
    if (!app) throw systemError('No app has started.')
    return new Disposable(app.hooks.add(name as HookName, callback))
  },
  setProgrammingModel(model: ProgrammingModel): void {
    worker.model = model
  },
  getProgrammingModel: (): ProgrammingModel | undefined => worker.model,
  log(level: string, category: string, message: string): void {
    const app = worker.starting ?? worker.running
    app?.log({ level, category, message })
  },
  get Disposable() {
    return Disposable
  },
}

/** Given to the library, which hands it to whoever wants to take a hook back. */
class Disposable {
  readonly #undo: () => void

  constructor(undo: () => void) {
    this.#undo = undo
  }

  static from(...disposables: { dispose: () => void }[]): Disposable {
    return new Disposable(() => {
      for (const disposable of disposables) disposable.dispose()
    })
  }

  dispose(): void {
    this.#undo()
  }
}

const quiet = new Set(['trace', 'debug', 'information'])

/** Warnings and errors only. */
export function logToStandardError({ level, category, message }: Parameters<HostLog>[0]): void {
  if (!quiet.has(level)) process.stderr.write(`${level} ${category}: ${message}\n`)
}
