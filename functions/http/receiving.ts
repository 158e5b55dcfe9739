// What another controller calls for what is sent to it (Art. 20(2)): signed by its own key, without a sign-in.
import type { HttpRequest } from '@azure/functions'
import { pacedBody } from './back-pressure.ts'
import { wantedRange } from './deliveries.ts'
import { asksHeadAlone } from './head.ts'
import { given, open } from './operation.ts'
import { attachment, json } from './respond.ts'

const described = {
  tags: ['Receiving'],
  security: 'receiver',
  permission: 'receiver',
  description:
    'Authorization: Bearer and a JWS (ES256, `typ` indsigt-receiver-call+jwt) by the key of the receiver, with `iss` its id, `aud` the address of the company in this API, `iat` and `exp`, five minutes apart at most.',
} as const
const transfers = 'api/v1/companies/{company}/receivers/{receiverId}/transfers'
const transfer = `${transfers}/{transferId}`

export const receivingOperations = [
  open(
    {
      operationId: 'listTransfers',
      method: 'GET',
      route: transfers,
      summary: 'What waits for this receiver, and what it has fetched and can still fetch',
      ...described,
      responses: [{ status: 200, description: 'Nothing about the people' }],
    },
    async ({ app, params, request }) => {
      const listed = await app.receiving.list(callOf(params, request))
      return listed.ok ? json(200, { value: listed.value }) : listed.error
    },
  ),
  open(
    {
      operationId: 'openTransfer',
      method: 'GET',
      route: transfer,
      summary: 'One of them, with the key that opens it, encrypted to the receiver (JWE)',
      ...described,
      responses: [{ status: 200, description: 'And how long the ciphertext is' }],
    },
    async ({ app, params, request }) => {
      const seen = await app.receiving.view(named(params, request))
      return seen.ok ? json(200, seen.value) : seen.error
    },
  ),
  open(
    {
      operationId: 'fetchTransfer',
      method: 'GET',
      route: `${transfer}/content`,
      summary: 'The package of Art. 20 as it is stored, encrypted; Range is honoured',
      ...described,
      responses: [
        { status: 200, description: 'The whole of it', media: ['application/octet-stream'] },
        { status: 206, description: 'A part of it', media: ['application/octet-stream'] },
      ],
    },
    async ({ app, params, request, invocationId }) => {
      // An `If-Range` names a version that may be another by now: the whole is sent, as the RFC allows.
      const range = wantedRange(request, undefined)
      const fetched = await app.receiving.content({
        ...named(params, request),
        ...given({ range }),
        ...(asksHeadAlone(request) && { looks: 'headOnly' }),
      })
      if (!fetched.ok) return fetched.error
      const { sizeBytes, etag, range: part, content } = fetched.value
      const file = { name: 'transfer.floe', mediaType: 'application/octet-stream' }
      return attachment(file, pacedBody(invocationId, content), {
        status: part ? 206 : 200,
        headers: {
          etag,
          'accept-ranges': 'bytes',
          'content-length': String(part ? part.end - part.start : sizeBytes),
          ...(part ? { 'content-range': `bytes ${part.start}-${part.end - 1}/${sizeBytes}` } : {}),
        },
      })
    },
  ),
  open(
    {
      operationId: 'acknowledgeTransfer',
      method: 'PUT',
      route: `${transfer}/receipt`,
      summary: 'The receiver signs that it has it: a JWS over the id and the hash of the manifest',
      ...described,
      body: 'receipt',
      responses: [
        { status: 200, description: 'The person and the company see it; the same again changes nothing' },
      ],
    },
    async ({ app, params, request, body: { receipt } }) => {
      const acknowledged = await app.receiving.acknowledge({ ...named(params, request), receipt })
      return acknowledged.ok ? json(200, acknowledged.value) : acknowledged.error
    },
  ),
]

const callOf = (params: Readonly<Record<string, string>>, request: HttpRequest) => ({
  companyId: params['company'] ?? '',
  receiverId: params['receiverId'] ?? '',
  signed: /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1],
})

const named = (params: Readonly<Record<string, string>>, request: HttpRequest) => ({
  ...callOf(params, request),
  transferId: params['transferId'] ?? '',
})
