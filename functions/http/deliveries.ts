import type { WantedRange } from '../../shared/application/delivery/ranges.ts'
import type { Actor } from '../../shared/application/actor.ts'
import type { App } from '../../shared/composition/app.ts'
import { pacedBody } from './back-pressure.ts'
import { asksHeadAlone } from './head.ts'
import { signedIn, staff } from './operation.ts'
import { attachment, json } from './respond.ts'

export const deliveryOperations = [
  signedIn(
    {
      operationId: 'openDelivery',
      method: 'GET',
      route: 'api/v1/deliveries/{deliveryId}/content',
      summary: 'The decrypted package, for its person alone; Range is honoured',
      tags: ['Deliveries'],
      security: 'bearer',
      permission: 'person',
      responses: [
        { status: 200, description: 'The whole zip', media: ['application/zip'] },
        { status: 206, description: 'A part of it', media: ['application/zip'] },
      ],
    },
    ({ app, actor, params, request, invocationId }) =>
      deliver(app, { actor, deliveryId: params['deliveryId'] ?? '', request, invocationId }),
  ),
  staff(
    {
      operationId: 'handOver',
      method: 'POST',
      route: 'api/v1/requests/{requestId}/hand-over',
      summary: 'Record that an answer on paper reached the person',
      tags: ['Deliveries'],
      security: 'bearer',
      permission: 'handOver',
      body: 'handOver',
      responses: [{ status: 200, description: 'Delivered' }],
    },
    async ({ app, actor, params, body, expected }) => {
      const handed = await app.handOver({
        actor,
        requestId: params['requestId'] ?? '',
        how: body.how,
        ...(expected === undefined ? {} : { expected }),
      })
      return handed.ok ? json(200, handed.value) : handed.error
    },
  ),
  staff(
    {
      operationId: 'recallDelivery',
      method: 'POST',
      route: 'api/v1/deliveries/{deliveryId}/recall',
      summary: 'Take a delivery back at once; opens a breach entry with its 72 hours (Art. 33)',
      tags: ['Deliveries'],
      security: 'bearer',
      permission: 'recallDelivery',
      body: 'recall',
      responses: [{ status: 200, description: 'Recalled; its key is destroyed' }],
    },
    async ({ app, actor, params, body: { awareAt, ...why }, expected }) => {
      const recalled = await app.recallDelivery({
        ...{ actor, deliveryId: params['deliveryId'] ?? '', ...why },
        ...(awareAt === undefined ? {} : { awareAt: new Date(awareAt) }),
        ...(expected === undefined ? {} : { expected }),
      })
      return recalled.ok ? json(200, { state: 'recalled', ...recalled.value }) : recalled.error
    },
  ),
]

export type Asking = {
  readonly method: string
  readonly headers: { readonly get: (name: string) => string | null }
}

type Download = {
  readonly actor: Actor
  readonly deliveryId: string
  readonly request: Asking
  readonly invocationId: string
}

/** The same download for programs and browsers: whole, or the one range that was asked for (RFC 9110 section 14). */
export async function deliver(app: App, { actor, deliveryId, request, invocationId }: Download) {
  const range = wantedRange(request, `"${deliveryId}"`)
  const opened = await app.openDelivery({ actor, deliveryId, ...(range ? { range } : {}) })
  if (!opened.ok) return opened.error

  const { fileName: name, sizeBytes, etag, content, range: part } = opened.value
  const length = part ? part.end - part.start : sizeBytes
  return attachment({ name, mediaType: 'application/zip' }, pacedBody(invocationId, content), {
    status: part ? 206 : 200,
    headers: {
      etag,
      'accept-ranges': 'bytes',
      'content-length': String(length),
      ...(part ? { 'content-range': `bytes ${part.start}-${part.end - 1}/${sizeBytes}` } : {}),
    },
  })
}

/** Several ranges, other units, or a changed `If-Range`: the whole is sent, as the RFC allows. */
export function wantedRange(request: Asking, etag: string | undefined): WantedRange | undefined {
  const [range, ifRange] = [request.headers.get('range'), request.headers.get('if-range')]
  // Of HEAD there is no part (section 14.2).
  if (range === null || asksHeadAlone(request) || (ifRange !== null && ifRange !== etag)) return undefined
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.trim()) ?? []
  if (first === '' && last === '') return undefined
  if (first === '') return { suffix: Number(last) }
  if (last === '') return { first: Number(first) }
  return Number(last) < Number(first) ? undefined : { first: Number(first), last: Number(last) }
}
