import { parseFileName } from '../../shared/contracts/file-names.ts'
import { pacedBody } from './back-pressure.ts'
import { bodyStream, toldBytes } from './body.ts'
import { given, staff } from './operation.ts'
import { isMediaType, wrongParameter } from './parameters.ts'
import { attachment, json, noContent } from './respond.ts'

const tags = ['Files']
const security = 'bearer' as const
const route = 'api/v1/requests/{requestId}/files/{name}'
const uploads = 'api/v1/requests/{requestId}/uploads'

export const fileOperations = [
  staff(
    {
      operationId: 'putFile',
      method: 'PUT',
      route,
      summary: 'Store a file as it streams in; the same name again replaces it',
      tags,
      security,
      permission: 'enterData',
      rawBody: 'application/octet-stream',
      bodyLimit:
        '`uploads.largestFileBytes` of the company’s settings, and 64 MiB under the Functions host; more is 413 `bodyTooLarge`',
      query: [
        { name: 'source', description: 'The source it comes from, which is then filled' },
        {
          name: 'providedByPerson',
          description:
            '`true` or `false`: whether the person gave this file, as the package of Art. 20 asks; left out, what the company says of the source holds',
        },
      ],
      responses: [{ status: 201, description: 'Stored and encrypted' }],
    },
    async ({ app, actor, params, query, request, expected }) => {
      const name = nameIn(params)
      if (!name.ok) return name.error
      const contentType = request.headers.get('content-type') ?? 'application/octet-stream'
      if (!isMediaType(contentType)) return { code: 'unsupportedMediaType' }
      const providedByPerson = query.get('providedByPerson')
      if (providedByPerson !== null && !/^(true|false)$/.test(providedByPerson))
        return wrongParameter('providedByPerson', 'must be true or false')
      const stored = await app.putFile({
        actor,
        requestId: params['requestId'] ?? '',
        name: name.value,
        contentType,
        content: bodyStream(request),
        ...given({ expected, sizeBytes: toldBytes(request), source: query.get('source') ?? undefined }),
        ...(providedByPerson === null ? {} : { providedByPerson: providedByPerson === 'true' }),
      })
      return stored.ok ? json(201, stored.value) : stored.error
    },
  ),
  staff(
    {
      operationId: 'readFile',
      method: 'GET',
      route,
      summary: 'A stored file, as it was uploaded',
      tags,
      security,
      permission: 'seeContent',
      responses: [{ status: 200, description: 'The file, of its own media type', media: ['*/*'] }],
    },
    async ({ app, actor, params, invocationId }) => {
      const name = nameIn(params)
      if (!name.ok) return name.error
      const file = await app.readFile({ actor, requestId: params['requestId'] ?? '', name: name.value })
      if (!file.ok) return file.error
      const { contentType: mediaType, sizeBytes, content } = file.value
      const headers = { 'content-length': String(sizeBytes) }
      return attachment({ name: name.value, mediaType }, pacedBody(invocationId, content), { headers })
    },
  ),
  staff(
    {
      operationId: 'removeFile',
      method: 'DELETE',
      route,
      summary: 'Take a file out',
      tags,
      security,
      permission: 'enterData',
      responses: [{ status: 204, description: 'Gone' }],
    },
    async ({ app, actor, params, expected }) => {
      const name = nameIn(params)
      if (!name.ok) return name.error
      const removed = await app.removeFile({
        actor,
        requestId: params['requestId'] ?? '',
        name: name.value,
        ...given({ expected }),
      })
      return removed.ok ? noContent() : removed.error
    },
  ),
  staff(
    {
      operationId: 'createUpload',
      method: 'POST',
      route: uploads,
      summary: 'Begin a file that comes in blocks, in any order, with interruptions',
      tags,
      security,
      permission: 'enterData',
      body: 'createUpload',
      responses: [{ status: 201, description: 'Where to put the blocks, and how long each is' }],
    },
    async ({ app, actor, params, body, expected, idempotency }) => {
      const name = parseFileName(body.name)
      if (!name.ok) return name.error
      const begun = await app.uploads.begin({
        actor,
        requestId: params['requestId'] ?? '',
        ...body,
        name: name.value,
        ...given({ expected, idempotency }),
      })
      return begun.ok ? json(201, begun.value) : begun.error
    },
  ),
  staff(
    {
      operationId: 'putBlock',
      method: 'PUT',
      route: `${uploads}/{uploadId}/blocks/{n:int}`,
      summary: 'One block, counted from 0; the same number again replaces it',
      tags,
      security,
      permission: 'enterData',
      rawBody: 'application/octet-stream',
      bodyLimit: '`blockSizeBytes` of the upload, of which all blocks but the last have exactly as many',
      responses: [{ status: 204, description: 'Received' }],
    },
    async ({ app, actor, params, request }) => {
      const stored = await app.uploads.putBlock({
        ...uploadOf(actor, params),
        number: Number(params['n']),
        content: bodyStream(request),
      })
      return stored.ok ? noContent() : stored.error
    },
  ),
  staff(
    {
      operationId: 'viewUpload',
      method: 'GET',
      route: `${uploads}/{uploadId}`,
      summary: 'Which blocks have arrived',
      tags,
      security,
      permission: 'enterData',
      responses: [{ status: 200, description: 'Their numbers' }],
    },
    async ({ app, actor, params }) => {
      const status = await app.uploads.status(uploadOf(actor, params))
      return status.ok ? json(200, status.value) : status.error
    },
  ),
  staff(
    {
      operationId: 'cancelUpload',
      method: 'DELETE',
      route: `${uploads}/{uploadId}`,
      summary: 'Give an upload up; one without a block for a day is given up by itself',
      tags,
      security,
      permission: 'enterData',
      responses: [{ status: 204, description: 'Its blocks are gone' }],
    },
    async ({ app, actor, params }) => {
      const cancelled = await app.uploads.cancel(uploadOf(actor, params))
      return cancelled.ok ? noContent() : cancelled.error
    },
  ),
  staff(
    {
      operationId: 'commitUpload',
      method: 'POST',
      route: `${uploads}/{uploadId}/commit`,
      summary: 'Make the file of its blocks',
      tags,
      security,
      permission: 'enterData',
      body: 'commitUpload',
      responses: [{ status: 201, description: 'Stored' }],
    },
    async ({ app, actor, params, body, expected }) => {
      const committed = await app.uploads.commit({
        ...uploadOf(actor, params),
        ...(body ?? {}),
        ...given({ expected }),
      })
      return committed.ok ? json(201, committed.value) : committed.error
    },
  ),
]

const uploadOf = <Who>(actor: Who, params: Readonly<Record<string, string>>) => ({
  actor,
  requestId: params['requestId'] ?? '',
  uploadId: params['uploadId'] ?? '',
})

/** The host leaves an encoded slash as it is; whoever sends one means a slash, and is refused for it. */
export const nameIn = (params: Readonly<Record<string, string>>) =>
  parseFileName((params['name'] ?? '').replaceAll(/%2f/gi, '/'))
