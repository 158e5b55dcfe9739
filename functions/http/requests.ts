import type { Actor } from '../../shared/application/actor.ts'
import { acceptedLanguage, spoken } from './accepted-language.ts'
import { networkOf } from './network.ts'
import { given, open, signedIn, staff } from './operation.ts'
import { json, noContent, quoted } from './respond.ts'
import { wishOf } from './wish.ts'

const tags = ['Requests']

export const requestOperations = [
  open(
    {
      operationId: 'createRequest',
      method: 'POST',
      route: 'api/v1/companies/{company}/requests',
      summary: 'Ask a company: a link to verify the request is mailed',
      tags,
      security: 'none',
      permission: 'everybody',
      body: 'createRequest',
      limits: 'intake',
      responses: [{ status: 202, description: 'Received; its clock runs' }],
    },
    async ({ app, request, params, body, idempotency }) => {
      const created = await app.createRequest({
        companyId: params['company'] ?? '',
        wish: wishOf(body),
        network: networkOf(app, request),
        ...(idempotency ? { idempotency } : {}),
      })
      return created.ok
        ? json(202, created.value, { location: `/api/v1/requests/${created.value.requestId}` })
        : created.error
    },
  ),
  staff(
    {
      operationId: 'registerRequest',
      method: 'POST',
      route: 'api/v1/companies/{company}/requests/registered',
      summary: 'Enter a request that came by phone, letter or in person',
      tags,
      security: 'bearer',
      permission: 'registerRequest',
      body: 'registerRequest',
      responses: [{ status: 201, description: 'Registered, with its true day of receipt' }],
    },
    async ({ app, actor, params, body, idempotency }) => {
      const registered = await app.registerRequest({
        actor,
        companyId: params['company'] ?? '',
        wish: wishOf(body),
        channel: body.channel,
        ...(body.receivedAt === undefined ? {} : { receivedAt: new Date(body.receivedAt) }),
        ...(body.backdatingReason === undefined ? {} : { backdatingReason: body.backdatingReason }),
        ...(idempotency ? { idempotency } : {}),
      })
      return registered.ok
        ? json(201, registered.value, { location: `/api/v1/requests/${registered.value.requestId}` })
        : registered.error
    },
  ),
  signedIn(
    {
      operationId: 'viewRequest',
      method: 'GET',
      route: 'api/v1/requests/{requestId}',
      summary: 'One request, as the caller may see it',
      tags,
      security: 'bearer',
      permission: ['person', 'seeRequest'],
      inLanguage: 'accepted',
      responses: [{ status: 200, description: 'With its dates and their proof in words' }],
    },
    async ({ app, actor, params, request }) => {
      const language = acceptedLanguage(request.headers.get('accept-language'))
      const requestId = params['requestId'] ?? ''
      const seen = await app.viewRequest({ actor, requestId, ...given({ language }) })
      if (!seen.ok) return seen.error
      const { view, etag } = seen.value
      return json(200, view, { etag: quoted(etag), ...spoken(language ?? view.language) })
    },
  ),
  signedIn(
    {
      operationId: 'withdrawRequest',
      method: 'POST',
      route: 'api/v1/requests/{requestId}/withdrawal',
      summary: 'Take a request back',
      tags,
      security: 'bearer',
      permission: 'person',
      body: 'withdrawal',
      responses: [{ status: 200, description: 'Withdrawn' }],
    },
    async ({ app, actor, params, expected }) => {
      const withdrawn = await app.withdrawRequest({
        actor,
        requestId: params['requestId'] ?? '',
        ...given({ expected }),
      })
      return withdrawn.ok ? json(200, withdrawn.value) : withdrawn.error
    },
  ),
  signedIn(
    {
      operationId: 'listMessages',
      method: 'GET',
      route: 'api/v1/requests/{requestId}/messages',
      summary: 'The conversation of a request',
      tags,
      security: 'bearer',
      permission: ['person', 'seeContent'],
      responses: [{ status: 200, description: 'Oldest first' }],
    },
    async ({ app, actor, params }) => {
      const messages = await app.messages.list({ actor, requestId: params['requestId'] ?? '' })
      return messages.ok ? json(200, { value: messages.value }) : messages.error
    },
  ),
  signedIn(
    {
      operationId: 'postMessage',
      method: 'POST',
      route: 'api/v1/requests/{requestId}/messages',
      summary: 'Write to the other side; the mail only says that there is a message',
      tags,
      security: 'bearer',
      permission: ['person', 'sendMessage'],
      body: 'message',
      responses: [{ status: 201, description: 'Written' }],
    },
    async ({ app, actor, params, body, expected, idempotency }) => {
      const posted = await app.messages.post({
        actor,
        requestId: params['requestId'] ?? '',
        text: body.text,
        ...given({ expected, idempotency }),
      })
      return posted.ok ? json(201, posted.value) : posted.error
    },
  ),
  signedIn(
    {
      operationId: 'listLetters',
      method: 'GET',
      route: 'api/v1/requests/{requestId}/letters',
      summary: 'The letters that mails point at, and the certificate after the purge',
      tags,
      security: 'bearer',
      permission: ['person', 'seeContent', 'printLetters'],
      responses: [{ status: 200, description: 'Oldest first' }],
    },
    async ({ app, actor, params }) => {
      const box = await app.readLetters({ actor, requestId: params['requestId'] ?? '' })
      if (!box.ok) return box.error
      const { letters, certificate } = box.value
      return json(200, { value: letters, ...(certificate ? { certificate } : {}) })
    },
  ),
  signedIn(
    {
      operationId: 'listOwnRequests',
      method: 'GET',
      route: 'api/v1/requests/{requestId}/own-requests',
      summary: 'The person’s requests to other companies, where they said that they belong in one list',
      tags,
      security: 'bearer',
      permission: 'person',
      responses: [{ status: 200, description: 'Whether this one is among them, and the others' }],
    },
    async ({ app, actor, params }) => {
      const listed = await app.ownRequests.read({ actor, requestId: params['requestId'] ?? '' })
      return listed.ok ? json(200, { state: listed.value.state, value: listed.value.others }) : listed.error
    },
  ),
  ...(['PUT', 'DELETE'] as const).map((method) =>
    signedIn(
      {
        operationId: method === 'PUT' ? 'showAmongOwnRequests' : 'hideFromOwnRequests',
        method,
        route: 'api/v1/requests/{requestId}/own-requests',
        summary:
          method === 'PUT'
            ? 'Put the request into the one list of the person’s requests, and see that list from it'
            : 'Take it out again',
        tags,
        security: 'bearer',
        permission: 'person',
        responses: [{ status: 204, description: method === 'PUT' ? 'It is in the list' : 'It is not' }],
      },
      async ({ app, actor, params }) => {
        const to = method === 'PUT' ? 'shown' : 'hidden'
        const set = await app.ownRequests.set({ actor, requestId: params['requestId'] ?? '', to })
        return set.ok ? { status: 204 } : set.error
      },
    ),
  ),
  signedIn(
    {
      operationId: 'takeOwnCopy',
      method: 'GET',
      route: 'api/v1/requests/{requestId}/copy',
      summary: 'All that stands of a request for its person, in one piece to keep',
      description:
        'Its dates, what the person told, the messages and the letters; the answer itself is fetched apart.',
      tags,
      security: 'bearer',
      permission: 'person',
      inLanguage: 'accepted',
      responses: [{ status: 200, description: 'The copy' }],
    },
    async ({ app, actor, params, request }) => {
      const language = acceptedLanguage(request.headers.get('accept-language'))
      const copy = await app.ownCopy({ actor, requestId: params['requestId'] ?? '', ...given({ language }) })
      return copy.ok ? json(200, copy.value, spoken(language ?? copy.value.request.language)) : copy.error
    },
  ),
  ...(['PUT', 'DELETE'] as const).map((method) =>
    staff(
      {
        operationId: method === 'PUT' ? 'assignRequest' : 'unassignRequest',
        method,
        route: 'api/v1/requests/{requestId}/assignments/{employeeId}',
        summary: method === 'PUT' ? 'Give a request to somebody' : 'Take it back',
        tags,
        security: 'bearer',
        permission: 'assign',
        responses: [{ status: 204, description: 'Done; repeating it changes nothing' }],
      },
      async ({ app, actor, params, expected }) => {
        const use = method === 'PUT' ? app.assignRequest : app.unassignRequest
        const input = {
          actor: actor as Actor,
          requestId: params['requestId'] ?? '',
          employeeId: params['employeeId'] ?? '',
        }
        const changed = await use({ ...input, ...(expected === undefined ? {} : { expected }) })
        return changed.ok ? noContent() : changed.error
      },
    ),
  ),
]
