// The systems that a company looks in, and the searches of its people in them.
import { given, staff } from './operation.ts'
import { json, noContent } from './respond.ts'

const described = { tags: ['Systems'], security: 'bearer', permission: 'changeSettings' } as const
const connections = 'api/v1/companies/{company}/connections'
const connection = `${connections}/{connectionId}`

const searching = { tags: ['Searches'], security: 'bearer' } as const
const searches = 'api/v1/requests/{requestId}/searches'
const search = `${searches}/{searchId}`

export const connectionOperations = [
  staff(
    {
      operationId: 'listSystems',
      method: 'GET',
      route: 'api/v1/companies/{company}/systems',
      summary:
        'The catalogue: systems that may hold something of a person, what can be done in each, and against what that was verified',
      ...described,
      responses: [{ status: 200, description: 'By name' }],
    },
    async ({ app, actor, params }) => {
      const listed = await app.connections.systems({ actor, companyId: params['company'] ?? '' })
      return listed.ok ? json(200, { value: listed.value }) : listed.error
    },
  ),
  staff(
    {
      operationId: 'listConnections',
      method: 'GET',
      route: connections,
      summary: 'Which systems the company looks in, for which of its sources',
      ...described,
      responses: [{ status: 200, description: 'Without their secrets' }],
    },
    async ({ app, actor, params }) => {
      const listed = await app.connections.list({ actor, companyId: params['company'] ?? '' })
      return listed.ok ? json(200, { value: listed.value }) : listed.error
    },
  ),
  staff(
    {
      operationId: 'addConnection',
      method: 'POST',
      route: connections,
      summary:
        'Choose a system of the catalogue for a source. It is asked a harmless question first; nothing of a person goes there before a second person approved it',
      ...described,
      proof: 'fresh',
      body: 'addConnection',
      responses: [
        { status: 201, description: 'It holds' },
        {
          status: 202,
          description: 'It works, and waits for a second administrator or owner: the item and its hash',
        },
      ],
    },
    async ({ app, actor, params, body: { settings = {}, ...wish }, idempotency }) => {
      const added = await app.connections.add({
        ...{ actor, companyId: params['company'] ?? '', wish: { ...wish, settings } },
        ...given({ idempotency }),
      })
      if (!added.ok) return added.error
      const { connectionId, held } = added.value
      return held === 'holds' ? json(201, { connectionId }) : json(202, held)
    },
  ),
  staff(
    {
      operationId: 'testConnection',
      method: 'POST',
      route: `${connection}/test`,
      summary: 'Ask the system a harmless question: whether it answers, and takes the credentials',
      ...described,
      responses: [{ status: 200, description: 'How it went' }],
    },
    async ({ app, actor, params }) => {
      const tested = await app.connections.test({ ...named(params), actor })
      if (!tested.ok) return tested.error
      const { value } = tested
      if (value === 'works') return json(200, { outcome: 'works' })
      return json(200, {
        outcome: 'failed',
        code: value.code,
        ...('status' in value && { status: value.status }),
      })
    },
  ),
  staff(
    {
      operationId: 'renewConnection',
      method: 'PUT',
      route: connection,
      summary:
        'Other settings and secrets for a system that is asked: all of them, tried and approved like those of a new one. Until then the old ones hold',
      ...described,
      proof: 'fresh',
      body: 'renewConnection',
      responses: [
        { status: 200, description: 'They hold' },
        {
          status: 202,
          description: 'They work, and wait for a second administrator or owner: the item and its hash',
        },
      ],
    },
    async ({ app, actor, params, body }) => {
      const renewed = await app.connections.renew({ ...named(params), ...body, actor })
      if (!renewed.ok) return renewed.error
      const { connectionId } = named(params)
      return renewed.value === 'holds' ? json(200, { connectionId }) : json(202, renewed.value)
    },
  ),
  staff(
    {
      operationId: 'removeConnection',
      method: 'DELETE',
      route: connection,
      summary: 'Nothing is asked there any more, from the next call on',
      ...described,
      proof: 'fresh',
      responses: [{ status: 204, description: 'It is gone, and its secrets with it' }],
    },
    async ({ app, actor, params }) => {
      const removed = await app.connections.remove({ ...named(params), actor })
      return removed.ok ? noContent() : removed.error
    },
  ),
]

export const searchOperations = [
  staff(
    {
      operationId: 'listSearches',
      method: 'GET',
      route: searches,
      summary:
        'The systems of the request’s sources, and the searches for its person in them, the newest first',
      ...searching,
      permission: 'seeContent',
      responses: [{ status: 200, description: 'Without what was found' }],
    },
    async ({ app, actor, params }) => {
      const listed = await app.searches.list({ actor, requestId: params['requestId'] ?? '' })
      return listed.ok ? json(200, listed.value) : listed.error
    },
  ),
  staff(
    {
      operationId: 'startSearch',
      method: 'POST',
      route: searches,
      summary: 'Look for the person in a system; what is found waits to be looked at',
      ...searching,
      permission: 'enterData',
      body: 'startSearch',
      responses: [{ status: 202, description: 'Begun' }],
    },
    async ({ app, actor, params, body }) => {
      const started = await app.searches.start({ actor, requestId: params['requestId'] ?? '', ...body })
      return started.ok ? json(202, started.value) : started.error
    },
  ),
  staff(
    {
      operationId: 'viewSearch',
      method: 'GET',
      route: search,
      summary: 'How a search stands, and what it found',
      ...searching,
      permission: 'seeContent',
      responses: [{ status: 200, description: 'For whoever works on the request' }],
    },
    async ({ app, actor, params }) => {
      const seen = await app.searches.view({ ...searchIn(params), actor })
      return seen.ok ? json(200, { ...seen.value.search, found: seen.value.found }) : seen.error
    },
  ),
  staff(
    {
      operationId: 'takeFound',
      method: 'POST',
      route: `${search}/taken`,
      summary: 'What somebody chose of it becomes files of its source; the rest is forgotten',
      ...searching,
      permission: 'enterData',
      body: 'takeFound',
      responses: [{ status: 200, description: 'The names of the files' }],
    },
    async ({ app, actor, params, body: { steps } }) => {
      const taken = await app.searches.take({ ...searchIn(params), actor, steps })
      return taken.ok ? json(200, taken.value) : taken.error
    },
  ),
  staff(
    {
      operationId: 'dropFound',
      method: 'DELETE',
      route: search,
      summary: 'Nothing of it belongs into the answer: what was found is forgotten',
      ...searching,
      permission: 'enterData',
      responses: [{ status: 204, description: 'It is' }],
    },
    async ({ app, actor, params }) => {
      const dropped = await app.searches.drop({ ...searchIn(params), actor })
      return dropped.ok ? noContent() : dropped.error
    },
  ),
]

const named = (params: Readonly<Record<string, string>>) => ({
  companyId: params['company'] ?? '',
  connectionId: params['connectionId'] ?? '',
})

const searchIn = (params: Readonly<Record<string, string>>) => ({
  requestId: params['requestId'] ?? '',
  searchId: params['searchId'] ?? '',
})
