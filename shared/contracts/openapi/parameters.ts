// The parameters of the document: in the address, in the query, in the head.
import type { OperationDescription } from '../openapi.ts'
import type { JsonSchema } from './surface.ts'

/** What stands in addresses; a new name needs its sentence, and a test says so. */
export const pathWords: Readonly<Record<string, string>> = {
  company: 'The company’s name in addresses, such as `demo`.',
  requestId: 'Of the request, as its creation answered.',
  sessionId: 'Of one of the caller’s own sessions.',
  factorId: 'Of one of the caller’s own ways to sign in.',
  right: 'The right that took effect by itself.',
  templateId: 'Of the form.',
  version: 'Of the form, from 1.',
  list: 'Name of the list in the form that the table fills.',
  sourceId: 'Of a source of this request.',
  name: 'File name, percent-encoded.',
  uploadId: 'As the upload’s creation answered.',
  n: 'Number of the block, from 0.',
  sealId: 'As the seal answered.',
  itemId: 'Of what waits for a second person.',
  deliveryId: 'As it stands in the request.',
  breachId: 'As it stands in the register.',
  employeeId: 'As it stands in the list of employees.',
  role: 'A role or a grant.',
  keyId: 'Of the API key, not its secret.',
  exportId: 'As its beginning answered.',
  operatorId: 'As it stands in the list of operators.',
  area: 'One that the invitation names: setup or stuckTasks.',
  deadLetterId: 'As it stands in the list.',
  webhookId: 'As it stands in the list of receivers.',
  receiverId: 'As it stands in the list of receiving companies.',
  formId: 'Of the form that consent is asked with.',
  importId: 'As its beginning answered.',
  consentId: 'As its recording answered.',
  connectionId: 'As it stands in the list of connections.',
  searchId: 'As it stands in the list of searches.',
  transferId: 'As it stands in the list of what waits for the receiver.',
  eventId: 'The webhook-id of what was sent.',
}

export const pathOf = (route: string): string =>
  `/${route.replace(/^\//, '').replace(/\{\*?(\w+)(?::[^}]*)?\}/g, '{$1}')}`

export function parametersOf({
  method,
  route,
  query = [],
  inLanguage,
}: OperationDescription): readonly JsonSchema[] {
  const inPath = [...pathOf(route).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    ...(pathWords[name] !== undefined && { description: pathWords[name] }),
    schema: { type: 'string' },
  }))
  const inQuery = query.map(({ name, description }) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }))
  const heads = [...headersOf[method], ...(inLanguage ? (['acceptLanguage'] as const) : [])]
  const inHead = heads.map((name) => ({ $ref: `#/components/parameters/${name}` }))
  return [...inPath, ...inQuery, ...inHead]
}

const headersOf: Readonly<
  Record<OperationDescription['method'], readonly (keyof typeof headerParameters)[]>
> = {
  GET: ['ifNoneMatch'],
  POST: ['idempotencyKey'],
  PUT: ['ifMatch'],
  PATCH: ['ifMatch'],
  DELETE: ['ifMatch'],
}

export const headerParameters = {
  acceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    description: 'The reader’s language for the words in the answer, `da` or `en`; else that of the request.',
    schema: { type: 'string' },
  },
  idempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Where something is created: the same key and body give the same answer for a day; the same key with another body is 422.',
    schema: { type: 'string', maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
  },
  ifMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag that was read; a stale one is 412.',
    schema: { type: 'string' },
  },
  ifNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag that is there already; then 304 without a body.',
    schema: { type: 'string' },
  },
} as const
