import type { HttpFunctionOptions, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions'
import type { Actor, EmployeeActor } from '../../shared/application/actor.ts'
import type {
  ConsentCaller,
  ProgramActor,
  RecordingCaller,
  VisitorActor,
} from '../../shared/application/consent/consent-caller.ts'
import type { ApiKeyDocument } from '../../shared/application/identity/api-key-document.ts'
import type { IdempotencyKey } from '../../shared/application/requests/idempotency.ts'
import { DependencyUnavailable } from '../../shared/application/ports/unavailable.ts'
import type { App } from '../../shared/composition/app.ts'
import type { Body, BodyName } from '../../shared/contracts/bodies.ts'
import { largestJsonBytes, parseJson } from '../../shared/contracts/json.ts'
import { scopeOf } from '../../shared/contracts/key-scopes.ts'
import type { OperationDescription } from '../../shared/contracts/openapi.ts'
import type { Refusal } from '../../shared/contracts/problems.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Result } from '../../shared/kernel/result.ts'
import { RequestInterrupted, bodyBytes } from './body.ts'
import { couldBeThere, wrongParameter } from './parameters.ts'
import { problem, secured } from './respond.ts'
import { expectedVersion, versioned } from './versions.ts'
import { limitHeaders } from './rate-limits.ts'
import type { CallsLeft } from '../../shared/domain/identity/limits.ts'
import { bearerActor, lackingProof, pageOf, programOf } from './session.ts'
import type { SignedIn } from './session.ts'

/** One call of an operation, parsed: what its handler needs to translate it into a use case. */
export type Call<B = unknown> = {
  readonly app: App
  readonly request: HttpRequest
  readonly invocationId: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: B
  readonly idempotency?: IdempotencyKey
  /** The API key that came along. */
  readonly key?: ApiKeyDocument
  /** `If-Match`, without its quotes. */
  readonly expected?: string
}

/** A route, its documentation and its handler in one: registration, OpenAPI and the tests read the same table. */
export type Operation = OperationDescription & {
  readonly handler: (
    app: App,
  ) => (request: HttpRequest, context: InvocationContext) => Promise<HttpResponseInit>
}

type Headers = Readonly<Record<string, string>>

type Described<Name extends BodyName> = OperationDescription & { readonly body?: Name }

type Answer = Promise<HttpResponseInit | Refusal>

/** An operation that anybody may call. */
export const open = <Name extends BodyName>(
  described: Described<Name>,
  handle: (call: Call<Body<Name>>) => Answer,
): Operation => operation(described, async (call) => handle(call as Call<Body<Name>>))

/** An operation of whoever is signed in; 401 before anything else of it runs. */
export const signedIn = <Name extends BodyName>(
  described: Described<Name>,
  handle: (call: Call<Body<Name>> & { readonly actor: Actor }) => Answer,
): Operation =>
  operation(described, async (call, actor) =>
    actor ? handle({ ...(call as Call<Body<Name>>), actor }) : { code: 'notSignedIn' },
  )

/** An operation of the company's people; a requester's session does not find it. */
export const staff = <Name extends BodyName>(
  described: Described<Name>,
  handle: (call: Call<Body<Name>> & { readonly actor: EmployeeActor }) => Answer,
): Operation =>
  signedIn(described, async (call) =>
    call.actor.kind === 'employee' ? handle({ ...call, actor: call.actor }) : { code: 'notFound' },
  )

/**
 * An operation of the company's people and of its programs, which may call it by an API key alone; a requester's session
 * does not find it.
 */
export const consenting = <Name extends BodyName>(
  described: Described<Name>,
  handle: (call: Call<Body<Name>> & { readonly caller: ConsentCaller }) => Answer,
): Operation =>
  operation({ ...described, apiKey: 'alone' }, async (call, actor, program) => {
    const caller = program ?? actor
    if (!caller) return { code: 'notSignedIn' }
    if (caller.kind === 'requester' || caller.kind === 'visitor') return { code: 'notFound' }
    return handle({ ...(call as Call<Body<Name>>), caller })
  })

/** The same, and of visitors of pages with a key that everybody can read. */
export const recording = <Name extends BodyName>(
  described: Described<Name>,
  handle: (call: Call<Body<Name>> & { readonly caller: RecordingCaller }) => Answer,
): Operation =>
  operation({ ...described, apiKey: 'published' }, async (call, actor, program) => {
    const caller = program ?? actor
    if (!caller) return { code: 'notSignedIn' }
    if (caller.kind === 'requester') return { code: 'notFound' }
    return handle({ ...(call as Call<Body<Name>>), caller })
  })

/** The members that have a value: what was not given is left out, not undefined. */
export const given = <Members extends object>(members: Members) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    readonly [Name in keyof Members]?: Exclude<Members[Name], undefined>
  }

export const functionOptions = (operation: Operation, app: App): HttpFunctionOptions => ({
  methods: [operation.method],
  route: operation.route,
  // Sessions and links decide, not host keys: I48's list of public functions is `security: 'none'` in the table.
  authLevel: 'anonymous',
  handler: operation.handler(app),
})

function operation(
  description: OperationDescription,
  handle: (call: Call, actor?: Actor, program?: ProgramActor | VisitorActor) => Answer,
): Operation {
  const scope = scopeOf(description)
  const handler = (app: App) => async (request: HttpRequest, context: InvocationContext) => {
    const startedAt = app.clock.now().getTime()
    let limits = description.limits && limitHeaders(description.limits)
    const answered = await guarded(app, description, async () => {
      const alone = await byKeyAlone(app, description, request)
      if (alone?.ok === false) return alone.error
      const program = alone?.value
      const asksToken = description.security === 'bearer' && !program
      const signed = asksToken ? await bearerActor(app, request, scope) : ok({})
      if (!signed.ok) return signed.error
      const { actor, key }: Partial<SignedIn> = signed.value
      const left = actor && app.sessions.callsLeft(actor.sessionId)
      if (left) limits = limitHeaders('session', left)
      const over = tooMany(app, left)
      if (over) return over
      const missing = lackingProof(app, actor, description.proof)
      if (missing) return missing
      const call = await parsed(app, description, { request, invocationId: context.invocationId })
      if (!call.ok) return call.error
      const { idempotency } = call.value
      const scoped = idempotency && { ...idempotency, key: `${callerOf(actor, program)} ${idempotency.key}` }
      return handle({ ...call.value, ...given({ idempotency: scoped, key }) }, actor, program)
    })
    const answer = description.method === 'GET' ? await versioned(answered, request) : answered
    const milliseconds = app.clock.now().getTime() - startedAt
    app.log.write({
      code: 'httpRequest',
      operation: description.operationId,
      status: answer.status ?? 200,
      milliseconds,
    })
    return secured({ ...answer, headers: { ...(answer.headers as Headers | undefined), ...limits } })
  }
  return { ...description, handler }
}

/** Whom a key stands for where it opens the operation by itself. */
async function byKeyAlone(app: App, { apiKey }: OperationDescription, request: HttpRequest) {
  const page = apiKey === 'published' ? await pageOf(app, request) : undefined
  if (page) return page
  return apiKey === 'alone' || apiKey === 'published' ? programOf(app, request) : undefined
}

/** As with the budgets of strangers, nobody is held to it in demo mode. */
const tooMany = ({ settings }: App, own: CallsLeft | undefined): Refusal | undefined =>
  own && own.left < 0 && settings.mode === 'serve'
    ? { code: 'tooManyRequests', retryAfterSeconds: own.resetSeconds }
    : undefined

/** The last line: what a dependency cannot do now is 503, what we did wrong is 500 and logged, and neither says more. */
async function guarded(
  app: App,
  { operationId }: OperationDescription,
  work: () => Answer,
): Promise<HttpResponseInit> {
  try {
    const answer = await work()
    return 'code' in answer ? await problem(answer) : answer
  } catch (error) {
    if (error instanceof DependencyUnavailable) {
      app.log.write({ code: 'dependencyUnavailable', dependency: error.dependency, operation: operationId })
      return problem({ code: 'unavailable' }, error.retryAfterSeconds)
    }
    if (error instanceof RequestInterrupted) {
      app.log.write({ code: 'callInterrupted', operation: operationId })
      return problem({ code: 'requestMalformed' })
    }
    app.log.write({
      code: 'defect',
      operation: operationId,
      error: error instanceof Error ? error.name : 'unknown',
    })
    return problem({ code: 'internalError' })
  }
}

/** One caller's key means nothing to another: whoever guesses it learns nothing of what it made. */
function callerOf(actor: Actor | undefined, program: ProgramActor | VisitorActor | undefined): string {
  if (program?.kind === 'visitor') return `page ${program.through?.keyId ?? ''}`
  if (program) return `program ${program.keyId}`
  if (!actor) return 'anyone'
  return actor.kind === 'employee' ? `employee ${actor.employeeId}` : 'requester'
}

type Incoming = { readonly request: HttpRequest; readonly invocationId: string }

async function parsed(
  app: App,
  description: OperationDescription,
  { request, invocationId }: Incoming,
): Promise<Result<Call, Refusal>> {
  if (!couldBeThere(request.params)) return err({ code: 'notFound' })
  const { searchParams: query } = new URL(request.url)
  const known = new Set(description.query?.map(({ name }) => name))
  const odd = [...query.keys()].find((name) => !known.has(name) || query.getAll(name).length > 1)
  if (odd !== undefined)
    return err(wrongParameter(odd, known.has(odd) ? 'may stand once' : 'is not known here'))

  const read = description.body
    ? await readBody(description.body, request)
    : ok({ value: undefined, bytes: new Uint8Array() })
  if (!read.ok) return read
  const key = request.headers.get('idempotency-key')
  if (key !== null && !/^[\x21-\x7e]{1,200}$/.test(key)) return err({ code: 'idempotencyKeyInvalid' })
  return ok({
    ...{ app, request, invocationId, query, params: request.params, body: read.value.value },
    ...(key === null ? {} : { idempotency: { key, bodyHash: await hashOf(read.value.bytes) } }),
    ...given({ expected: expectedVersion(request.headers.get('if-match')) }),
  })
}

async function readBody(
  name: BodyName,
  request: HttpRequest,
): Promise<Result<{ value: unknown; bytes: Uint8Array }, Refusal>> {
  const json = await readJson(request)
  if (!json.ok) return json
  // A third of the code of a cold start would be validators, and a function that takes no body needs none.
  const { parseBody } = await import('../../shared/contracts/parse.ts')
  const body = parseBody(name, json.value.value)
  return body.ok ? ok({ value: body.value, bytes: json.value.bytes }) : body
}

/** JSON under the limits of `contracts/json.ts`; undefined for an empty body. */
export async function readJson(
  request: HttpRequest,
): Promise<Result<{ value: unknown; bytes: Uint8Array }, Refusal>> {
  const type = request.headers.get('content-type') ?? 'application/json'
  if (!/^application\/([a-z0-9.-]+\+)?json\s*(;|$)/i.test(type)) return err({ code: 'unsupportedMediaType' })
  const bytes = await bodyBytes(request, largestJsonBytes)
  if (!bytes.ok) return bytes
  if (bytes.value.length === 0) return ok({ value: undefined, bytes: bytes.value })
  const value = parseJson(bytes.value, { limitBytes: largestJsonBytes })
  return value.ok ? ok({ value: value.value, bytes: bytes.value }) : value
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex')
}
