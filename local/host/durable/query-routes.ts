import { isEntityId, entityNameOf, entityIdOf } from './entity-messages.ts'
import { isoTime } from './history.ts'
import { hasEnded, type Instance, type InstanceFilter, type RuntimeStatus } from './instance-store.ts'
import { statusJson } from './status-json.ts'
import type { ApiDeps, ApiRequest, ApiResponse, Route } from './webhooks.ts'

const defaultPage = 100

/** Reading: one instance, many by a filter, entities. */
export const queryRoutes: Route = (request, deps) => {
  const [root, id, more] = request.segments
  if (request.method !== 'GET' || more !== undefined) return undefined
  if (root === 'instances')
    return id === undefined ? listInstances(request, deps) : getInstance(request, deps, id)
  if (root === 'entities') return listEntities(deps, id)
  return undefined
}

/** 202 with a `Location` while it runs, then 200; 500 for a failed one if the caller asked for that. */
export function getInstance(request: ApiRequest, { store }: ApiDeps, id: string): ApiResponse {
  const instance = store.instances.get(id)
  if (!instance) return { status: 404 }
  const body = statusJson(instance, {
    input: flag(request, 'showInput', true),
    historyOutput: flag(request, 'showHistoryOutput', false),
    history: flag(request, 'showHistory', false) ? store.history.of(id) : undefined,
  })
  if (!hasEnded(instance.status))
    return { status: 202, headers: { Location: request.address, 'Retry-After': '5' }, body }
  const failed = instance.status === 'Failed' && flag(request, 'returnInternalServerErrorOnFailure', false)
  return { status: failed ? 500 : 200, body }
}

/** A page in the order of ids; the token of the next one travels in a header. */
function listInstances(request: ApiRequest, { store }: ApiDeps): ApiResponse {
  const token = request.headers['x-ms-continuation-token']
  const size = Number(request.query.get('top') ?? '') || defaultPage
  const found = store.instances.list({
    ...filterOf(request.query),
    ...(token ? { after: Buffer.from(String(token), 'base64').toString() } : {}),
    limit: size + 1,
  })
  const page = found.slice(0, size)
  const last = page.at(-1)
  const input = flag(request, 'showInput', true)
  return {
    status: 200,
    body: page.map((instance: Instance) =>
      statusJson(instance, { input, historyOutput: false, history: undefined }),
    ),
    headers:
      found.length > size && last
        ? { 'x-ms-continuation-token': Buffer.from(last.instanceId).toString('base64') }
        : {},
  }
}

const statuses: readonly RuntimeStatus[] = [
  'Pending',
  'Running',
  'Suspended',
  'Completed',
  'Failed',
  'Terminated',
]

/** Unknown statuses are ignored, unless nothing else is left: then nothing is found. */
export function filterOf(query: URLSearchParams): InstanceFilter {
  const asked = query.getAll('runtimeStatus').flatMap((value) => value.split(','))
  const prefix = query.get('instanceIdPrefix')
  const createdFrom = instantOf(query.get('createdTimeFrom'))
  const createdTo = instantOf(query.get('createdTimeTo'))
  return {
    ...(prefix ? { prefix } : {}),
    ...(createdFrom === undefined ? {} : { createdFrom }),
    ...(createdTo === undefined ? {} : { createdTo }),
    ...(asked.length > 0 ? { statuses: statuses.filter((status) => asked.includes(status)) } : {}),
  }
}

function instantOf(text: string | null): number | undefined {
  const ms = Date.parse(text ?? '')
  return Number.isNaN(ms) ? undefined : ms
}

function listEntities({ store }: ApiDeps, name: string | undefined): ApiResponse {
  const wanted = store.entities
    .list()
    .filter(({ entityId }) => name === undefined || entityNameOf(entityId).name === name.toLowerCase())
  return {
    status: 200,
    body: wanted.map(({ entityId, state, updatedAt }) => ({
      entityId: entityNameOf(entityId),
      lastOperationTime: isoTime(updatedAt),
      state: state === null ? null : (JSON.parse(state) as unknown),
    })),
  }
}

/** The state of one entity; its key is its own segment, so it comes through `entities/{name}/{key}`. */
export function getEntity({ store }: ApiDeps, name: string, key: string): ApiResponse {
  const entityId = entityIdOf({ name, key })
  const entity = isEntityId(entityId) ? store.entities.get(entityId) : undefined
  if (!entity?.present) return { status: 404 }
  return { status: 200, body: entity.state === null ? null : (JSON.parse(entity.state) as unknown) }
}

function flag({ query }: ApiRequest, name: string, otherwise: boolean): boolean {
  const value = query.get(name)?.toLowerCase()
  return value === 'true' || value === 'false' ? value === 'true' : otherwise
}
