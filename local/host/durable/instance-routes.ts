import { randomUUID } from 'node:crypto'

import { hasEnded } from './instance-store.ts'
import { filterOf, getEntity, getInstance } from './query-routes.ts'
import type { ApiDeps, ApiRequest, ApiResponse, Route } from './webhooks.ts'

/** Everything that changes an instance or an entity, and the reading of one entity, which shares its address. */
export const instanceRoutes: Route = (request, deps) => {
  const [root, ...rest] = request.segments
  switch (root) {
    case 'entities':
      return entityRoute(request, deps, rest)
    case 'orchestrators':
      return startRoute(request, deps, rest)
    case 'instances':
      return request.method === 'DELETE' ? purgeRoute(request, deps, rest) : commandRoute(request, deps, rest)
    default:
      return undefined
  }
}

type Rest = readonly string[]

function startRoute(request: ApiRequest, deps: ApiDeps, [name, id, more]: Rest) {
  if (request.method !== 'POST' || name === undefined || more !== undefined) return undefined
  return startNew(request, deps, name, id)
}

function purgeRoute(request: ApiRequest, deps: ApiDeps, [id, more]: Rest): ApiResponse | undefined {
  if (more !== undefined) return undefined
  return id === undefined ? purgeBy(request, deps) : purge(deps, id)
}

function commandRoute(
  request: ApiRequest,
  deps: ApiDeps,
  [id, operation, name]: Rest,
): ApiResponse | undefined {
  if (request.method !== 'POST' || id === undefined || operation === undefined) return undefined
  if (operation.toLowerCase() === 'raiseevent') return raiseEvent(request, deps, id, name)
  return name === undefined ? command(request, deps, id, operation) : undefined
}

function entityRoute(request: ApiRequest, deps: ApiDeps, [name, key, more]: Rest): ApiResponse | undefined {
  if (name === undefined || key === undefined || more !== undefined) return undefined
  return entity(request, deps, { name, key })
}

async function startNew(
  request: ApiRequest,
  deps: ApiDeps,
  name: string,
  givenId: string | undefined,
): Promise<ApiResponse> {
  const instanceId = givenId ? givenId : randomUUID().replaceAll('-', '')
  const input = request.body === '' ? null : normalized(request.body)
  if (input === undefined) return { status: 400, body: { message: 'Invalid JSON content' } }
  const version = request.query.get('version')
  const started = deps.management.start({ name, instanceId, version, input })
  if (!started.ok) {
    const status = started.error.code === 'exists' ? 409 : 400
    return { status, body: { message: startRefusals[started.error.code] } }
  }
  return checkStatusOrOutput(request, deps, instanceId)
}

const startRefusals = {
  unknownFunction: 'There is no orchestrator function of that name.',
  instanceIdMalformed: 'An instance id has 1 to 100 characters, none of / \\ # ?, and does not start with @.',
  exists: 'An instance with this id is under way already.',
} as const

/** With `timeout` and `pollingInterval` in seconds, the answer waits for the end as long as that. */
async function checkStatusOrOutput(
  request: ApiRequest,
  deps: ApiDeps,
  instanceId: string,
): Promise<ApiResponse> {
  const timeout = Number(request.query.get('timeout') ?? Number.NaN)
  const interval = Number(request.query.get('pollingInterval') ?? Number.NaN)
  for (let waited = 0; waited < timeout && interval > 0; waited += interval) {
    const instance = deps.store.instances.get(instanceId)
    if (instance?.status === 'Completed') return { status: 200, body: JSON.parse(instance.output ?? 'null') }
    if (instance && hasEnded(instance.status)) return getInstance(request, deps, instanceId)
    await deps.wait(interval * 1000)
  }
  return checkStatus(deps, instanceId)
}

function checkStatus({ links }: ApiDeps, instanceId: string): ApiResponse {
  const body = links(instanceId)
  return { status: 202, headers: { Location: body['statusQueryGetUri'] ?? '', 'Retry-After': '10' }, body }
}

const eventStatuses = { absent: 404, ended: 410 } as const

function raiseEvent(request: ApiRequest, deps: ApiDeps, id: string, name: string | undefined): ApiResponse {
  if (!name) return { status: 404 }
  const instance = deps.store.instances.get(id)
  if (!instance) return { status: 404 }
  if (hasEnded(instance.status)) return { status: 410 }
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return { status: 400, body: { message: 'Only application/json request content is supported' } }
  const input = normalized(request.body)
  if (input === undefined) return { status: 400, body: { message: 'Invalid JSON content' } }
  const raised = deps.management.raiseEvent(id, name, input)
  return { status: raised.ok ? 202 : eventStatuses[raised.error.code] }
}

function command(request: ApiRequest, deps: ApiDeps, id: string, operation: string): ApiResponse | undefined {
  const reason = request.query.get('reason')
  switch (operation.toLowerCase()) {
    case 'terminate':
      return accepted(deps.management.terminate(id, reason), eventStatuses)
    case 'suspend':
      return accepted(deps.management.suspend(id, reason), eventStatuses)
    case 'resume':
      return accepted(deps.management.resume(id, reason), eventStatuses)
    case 'rewind':
      return accepted(deps.management.rewind(id, reason), { absent: 404, notFailed: 412 })
    case 'restart':
      return restart(request, deps, id)
    default:
      return undefined
  }
}

function accepted<Code extends string>(
  result: { readonly ok: true } | { readonly ok: false; readonly error: { readonly code: Code } },
  statuses: Readonly<Record<Code, number>>,
): ApiResponse {
  return { status: result.ok ? 202 : statuses[result.error.code] }
}

/** Under a new id, unless `restartWithNewInstanceId=false`. */
function restart(request: ApiRequest, deps: ApiDeps, id: string): ApiResponse {
  const same = request.query.get('restartWithNewInstanceId')?.toLowerCase() === 'false'
  const restarted = deps.management.restart(id, same ? undefined : randomUUID().replaceAll('-', ''))
  if (restarted.ok) return checkStatus(deps, restarted.value)
  return { status: restarted.error.code === 'absent' ? 404 : 409 }
}

function purge({ management }: ApiDeps, id: string): ApiResponse {
  const purged = management.purge(id)
  if (purged.ok) return { status: 200, body: { instancesDeleted: 1 } }
  return { status: purged.error.code === 'absent' ? 404 : 412 }
}

function purgeBy(request: ApiRequest, { management, now }: ApiDeps): ApiResponse {
  const filter = filterOf(request.query)
  if (filter.createdFrom === undefined)
    return { status: 400, body: { message: "Please provide value for 'createdTimeFrom' parameter." } }
  const instancesDeleted = management.purgeBy({ createdTo: now(), ...filter })
  return instancesDeleted === 0 ? { status: 404 } : { status: 200, body: { instancesDeleted } }
}

/** POST sends a signal, the operation in `op`; DELETE is the operation `delete`. */
function entity(
  request: ApiRequest,
  deps: ApiDeps,
  id: { readonly name: string; readonly key: string },
): ApiResponse | undefined {
  if (request.method === 'GET') return getEntity(deps, id.name, id.key)
  if (request.method !== 'POST' && request.method !== 'DELETE') return undefined
  const operation = request.method === 'DELETE' ? 'delete' : (request.query.get('op') ?? '')
  const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '')
  const input = isJson ? normalized(request.body) : JSON.stringify(request.body)
  if (request.body !== '' && input === undefined)
    return { status: 400, body: { message: 'Invalid JSON content' } }
  const signalled = deps.management.signalEntity(id, operation, request.body === '' ? undefined : input)
  return { status: signalled.ok ? 202 : 400 }
}

/** The same JSON without blanks; undefined when it is none. */
function normalized(body: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(body))
  } catch {
    return undefined
  }
}
