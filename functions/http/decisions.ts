import type { PackageRight } from '../../shared/domain/package/package-facts.ts'
import { pacedBody } from './back-pressure.ts'
import { given, staff } from './operation.ts'
import { wrongParameter } from './parameters.ts'
import { attachment, json } from './respond.ts'

const tags = ['Decisions']
const security = 'bearer' as const
const request = 'api/v1/requests/{requestId}'

export const decisionOperations = [
  staff(
    {
      operationId: 'sealRequest',
      method: 'POST',
      route: `${request}/seal`,
      summary: 'Fix what would leave; approvers name its hash',
      tags,
      security,
      permission: 'seal',
      body: 'seal',
      responses: [
        {
          status: 201,
          description:
            'The root and every file; where something is withheld, what is known of those that leave as they are',
        },
      ],
    },
    async ({ app, actor, params, expected, idempotency }) => {
      const sealed = await app.sealRequest({
        actor,
        requestId: params['requestId'] ?? '',
        ...given({ expected, idempotency }),
      })
      return sealed.ok ? json(201, sealed.value) : sealed.error
    },
  ),
  staff(
    {
      operationId: 'readSeal',
      method: 'GET',
      route: `${request}/seals/{sealId}/content`,
      summary: 'What would leave, as the person will see it',
      tags,
      security,
      permission: 'seeContent',
      query: [
        { name: 'package', description: 'access or portability; the first without it' },
        { name: 'path', description: 'One file of it instead of the whole' },
      ],
      responses: [
        { status: 200, description: 'The package, or one file', media: ['application/zip', '*/*'] },
      ],
    },
    async ({ app, actor, params, query, invocationId }) => {
      const wanted = query.get('package')
      const path = query.get('path')
      if (wanted !== null && wanted !== 'access' && wanted !== 'portability')
        return wrongParameter('package', 'must be access or portability')
      const seal = { actor, requestId: params['requestId'] ?? '', sealId: params['sealId'] ?? '' }
      const right: PackageRight | null = wanted
      const read =
        path === null
          ? await app.seals.content({ ...seal, ...(right === null ? {} : { right }) })
          : await app.seals.file({ ...seal, right: right ?? 'access', path })
      if (!read.ok) return read.error
      const headers = { 'content-length': String(read.value.sizeBytes) }
      return attachment(read.value, pacedBody(invocationId, read.value.content), { headers })
    },
  ),
  staff(
    {
      operationId: 'decideSeal',
      method: 'POST',
      route: `${request}/approvals`,
      summary: 'Approve or return a sealed package, by its hash',
      tags,
      security,
      permission: 'approve',
      proof: 'fresh',
      body: 'approval',
      responses: [{ status: 200, description: 'Counted' }],
    },
    async ({ app, actor, params, body, expected }) => {
      const decided = await app.decideSeal({
        actor,
        requestId: params['requestId'] ?? '',
        ...body,
        ...given({ expected }),
      })
      return decided.ok ? json(200, decided.value) : decided.error
    },
  ),
  staff(
    {
      operationId: 'extendRequest',
      method: 'POST',
      route: `${request}/extension`,
      summary: 'Up to two further months, inside the first, by a letter',
      tags,
      security,
      permission: 'extend',
      body: 'extension',
      responses: [{ status: 200, description: 'The letter was sent' }],
    },
    async ({ app, actor, params, body, expected }) => {
      const { reasonCode } = body
      if (reasonCode !== 'complexity' && reasonCode !== 'numberOfRequests') return { code: 'reasonUnknown' }
      const extended = await app.extendRequest({
        actor,
        requestId: params['requestId'] ?? '',
        ...body,
        reasonCode,
        ...given({ expected }),
      })
      return extended.ok ? json(200, extended.value) : extended.error
    },
  ),
  staff(
    {
      operationId: 'pauseRequest',
      method: 'POST',
      route: `${request}/pause`,
      summary: 'Ask the person, and let the clock wait for the answer',
      tags,
      security,
      permission: 'pause',
      body: 'pause',
      responses: [{ status: 200, description: 'The letter was sent' }],
    },
    async ({ app, actor, params, body, expected }) => {
      const paused = await app.pauseRequest({
        actor,
        requestId: params['requestId'] ?? '',
        ...body,
        until: new Date(body.until),
        ...given({ expected }),
      })
      return paused.ok ? json(200, paused.value) : paused.error
    },
  ),
  staff(
    {
      operationId: 'resumeRequest',
      method: 'POST',
      route: `${request}/resume`,
      summary: 'The answer came: the clock runs on',
      tags,
      security,
      permission: 'resume',
      body: 'resume',
      responses: [{ status: 200, description: 'With the new internal due date' }],
    },
    async ({ app, actor, params, body, expected }) => {
      const resumed = await app.resumeRequest({
        actor,
        requestId: params['requestId'] ?? '',
        ...(body ?? {}),
        ...given({ expected }),
      })
      return resumed.ok ? json(200, resumed.value) : resumed.error
    },
  ),
  staff(
    {
      operationId: 'proposeRefusal',
      method: 'POST',
      route: `${request}/refusal`,
      summary: 'Propose a refusal with its ground and facts; a second person decides',
      tags,
      security,
      permission: 'proposeRefusal',
      body: 'refusal',
      responses: [{ status: 201, description: 'A pending item with its hash' }],
    },
    async ({ app, actor, params, body, expected, idempotency }) => {
      const proposed = await app.proposeRefusal({
        actor,
        requestId: params['requestId'] ?? '',
        ...body,
        ...given({ expected, idempotency }),
      })
      return proposed.ok ? json(201, proposed.value) : proposed.error
    },
  ),
]
