import { randomUUID } from 'node:crypto'

import type {
  App,
  Invocation,
  InvocationResult,
  ProgrammingModel,
  Registration,
  RpcData,
} from './core-api.ts'

type Deps = {
  readonly app: App
  readonly model: ProgrammingModel
  readonly clientInput: (() => string) | undefined
}

/** The part of the library's invocation model that the worker uses. */
type InvocationModel = {
  readonly getArguments: () => Promise<{ readonly context: object; readonly inputs: unknown[] }>
  readonly invokeFunction: (
    context: object,
    inputs: unknown[],
    callback: Registration['callback'],
  ) => Promise<unknown>
  readonly getResponse: (context: object, result: unknown) => Promise<Response>
}

type Response = {
  readonly returnValue?: RpcData | null
  readonly outputData?: readonly { readonly name: string; readonly data: RpcData }[]
}

/**
 * One invocation, in the worker's order (azure-functions-nodejs-worker, InvocationHandler): arguments, hooks before,
 * handler, hooks after (also when the handler threw), response.
 */
export async function invokeFunction(deps: Deps, invocation: Invocation): Promise<InvocationResult> {
  const registration = deps.app.registrations.get(invocation.functionName)
  if (!registration) throw new Error(`function "${invocation.functionName}" is not registered`)
  const coreContext = makeCoreContext(deps, registration, invocation)
  const model = deps.model.getInvocationModel(coreContext) as InvocationModel
  const { context, inputs } = await model.getArguments()
  const shared = {
    hookData: {},
    appHookData: deps.app.appHookData,
    invocationContext: context,
  }
  coreContext.logContext = shared

  const before = { ...shared, inputs, functionCallback: registration.callback }
  await runHooks(deps.app, coreContext, 'preInvocation', before)
  const after = {
    ...shared,
    inputs: before.inputs,
    ...(await runHandler(model, coreContext, before)),
  }
  await runHooks(deps.app, coreContext, 'postInvocation', after)
  if (after.error !== null && after.error !== undefined) throw after.error

  return toResult(await model.getResponse(context, after.result))
}

type CoreContext = {
  readonly invocationId: string
  readonly request: object
  readonly metadata: object
  state: string | undefined
  logContext: object | undefined
  readonly log: (level: string, category: string, message: string) => void
}

function makeCoreContext(deps: Deps, { metadata }: Registration, invocation: Invocation): CoreContext {
  const invocationId = invocation.invocationId ?? randomUUID()
  const category = `Function.${metadata.name}`
  const context: CoreContext = {
    invocationId,
    request: {
      invocationId,
      functionId: metadata.name,
      inputData: [...invocation.inputs, ...clientInputs(deps, metadata, invocation)],
      triggerMetadata: invocation.triggerMetadata ?? {},
      retryContext: invocation.retryContext,
    },
    metadata,
    state: undefined,
    logContext: undefined,
    log: (level, logCategory, message) => {
      deps.app.log({ level, category, message })
      if (logCategory === 'user' && context.logContext)
        deps.app.hooks.runLog({ ...context.logContext, level, category: logCategory, message })
    },
  }
  return context
}

/** The host fills every `durableClient` input; its value is the address of the durable HTTP API. */
function clientInputs({ clientInput }: Deps, metadata: Registration['metadata'], { inputs }: Invocation) {
  return Object.entries(metadata.bindings)
    .filter(([name, binding]) => isDurableClient(binding) && !inputs.some((input) => input.name === name))
    .map(([name]) => {
      if (!clientInput)
        throw new Error(
          `function "${metadata.name}" asks for a durable client, and this host runs without Durable`,
        )
      return { name, data: { string: clientInput() } }
    })
}

const isDurableClient = (binding: Readonly<Record<string, unknown>>): boolean =>
  String(binding['type']).toLowerCase() === 'durableclient' && binding['direction'] === 'in'

async function runHooks(
  app: App,
  coreContext: CoreContext,
  name: 'preInvocation' | 'postInvocation',
  hookContext: object,
): Promise<void> {
  coreContext.state = `${name}Hooks`
  try {
    await app.hooks.run(name, hookContext)
  } finally {
    coreContext.state = undefined
  }
}

async function runHandler(
  model: InvocationModel,
  coreContext: CoreContext,
  before: {
    readonly invocationContext: object
    readonly inputs: unknown[]
    readonly functionCallback: Registration['callback']
  },
): Promise<{ result: unknown; error: unknown }> {
  coreContext.state = 'invocation'
  try {
    const result = await model.invokeFunction(
      before.invocationContext,
      before.inputs,
      before.functionCallback,
    )
    return { result, error: null }
  } catch (error) {
    return { result: null, error: error ?? new Error('the handler threw nothing') }
  } finally {
    coreContext.state = undefined
  }
}

function toResult(response: Response): InvocationResult {
  return {
    ...(response.returnValue ? { returnValue: response.returnValue } : {}),
    outputData: response.outputData ?? [],
  }
}
