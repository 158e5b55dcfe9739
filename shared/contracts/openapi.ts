// Builds the OpenAPI 3.1 document from the table of operations: what is served and what is documented are one.
import type { Operation as TablePermission } from '../domain/identity/roles.ts'
import type { BodyName } from './bodies.ts'
import { scopeOf } from './key-scopes.ts'
import { largestJsonBytes } from './json.ts'
import { optionalBodies } from './optional-bodies.ts'
import { problemCodes } from './problems.ts'

/**
 * Who may: a line of the permission table (`domain/identity/roles.ts`), or who it is for whatever they hold: `employee` is
 * whoever works for the company, `person` whoever asked, in their own request.
 */
export type Permission = TablePermission | 'everybody' | 'employee' | 'person'

export type OperationDescription = {
  readonly operationId: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As registered: `api/v1/requests/{requestId}`; constraints (`{n:int}`, `{*path}`) are left out of the document. */
  readonly route: string
  readonly summary: string
  readonly tags: readonly string[]
  /** `publicLink`: opened by the token of a mailed link, which stands in the body. */
  readonly security: 'none' | 'bearer' | 'publicLink'
  /** Any of several suffices. */
  readonly permission: Permission | readonly Permission[]
  /** An API key that comes along is bound to the tokens that are made. */
  readonly apiKey?: 'binds'
  readonly body?: BodyName
  /** Media type of a body that is no JSON of ours: a file, a block, a merge patch. */
  readonly rawBody?: string
  /** How large a body may be, where that is not what a body of JSON may be. */
  readonly bodyLimit?: string
  readonly query?: readonly { readonly name: string; readonly description: string }[]
  readonly responses: readonly { readonly status: number; readonly description: string }[]
}

export type JsonSchema = Readonly<Record<string, unknown>>

type Json = Readonly<Record<string, unknown>>

/** The document; `schemas` are the bodies by name (`schemas/all.ts`). */
export function openApiDocument(
  operations: readonly OperationDescription[],
  schemas: Readonly<Record<string, JsonSchema>>,
): Json {
  return {
    openapi: '3.1.0',
    info,
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: '/' }],
    tags: [...new Set(operations.flatMap(({ tags }) => tags))].map((name) => ({ name })),
    paths: pathsOf(operations),
    components: {
      schemas: { ...schemas, Problem: problem },
      parameters,
      responses: { Problem: problemResponse('Any other refusal') },
      securitySchemes,
    },
  }
}

const info = {
  title: 'Indsigt',
  version: '1',
  description:
    'Receives, fulfils and proves the answering of GDPR data requests. Times are RFC 3339 with offset, ids are opaque, ' +
    'errors are RFC 9457 problems with a stable `code`.',
} as const

function pathsOf(operations: readonly OperationDescription[]): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const operation of operations) {
    const path = pathOf(operation.route)
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) }
  }
  return paths
}

const pathOf = (route: string): string =>
  `/${route.replace(/^\//, '').replace(/\{\*?(\w+)(?::[^}]*)?\}/g, '{$1}')}`

function describe(operation: OperationDescription): Json {
  const { operationId, summary, tags, security, responses } = operation
  const listed = parametersOf(operation)
  return {
    operationId,
    summary,
    tags,
    security: securityOf(operation),
    ...(security === 'publicLink' && { description: 'Opened by the token of a mailed link.' }),
    ...(listed.length > 0 && { parameters: listed }),
    ...bodyOf(operation),
    responses: {
      ...Object.fromEntries(
        responses.map(({ status, description }) => [status, responseOf(status, description)]),
      ),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

/** With a key, its scope stands where OpenAPI 3.1 has the roles that are needed. */
function securityOf(operation: OperationDescription): readonly Json[] {
  const scope = scopeOf(operation)
  if (operation.security === 'bearer')
    return [{ bearer: [] }, { bearer: [], apiKey: scope === undefined || scope === 'any' ? [] : [scope] }]
  return operation.apiKey === 'binds' ? [{}, { apiKey: [] }] : []
}

function parametersOf({ method, route, query = [] }: OperationDescription): readonly Json[] {
  const inPath = [...pathOf(route).matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = query.map(({ name, description }) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }))
  return [...inPath, ...inQuery, ...(headersOf[method] ?? []).map(referTo)]
}

const headersOf: Readonly<
  Partial<Record<OperationDescription['method'], readonly (keyof typeof parameters)[]>>
> = {
  POST: ['idempotencyKey'],
  PUT: ['ifMatch'],
  PATCH: ['ifMatch'],
  DELETE: ['ifMatch'],
}

const referTo = (name: string): Json => ({ $ref: `#/components/parameters/${name}` })

const parameters = {
  idempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same key and body give the same answer; the same key with another body is 422.',
    schema: { type: 'string', maxLength: 255 },
  },
  ifMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The ETag that was read; a stale one is 412.',
    schema: { type: 'string' },
  },
} as const

function bodyOf({ body, rawBody, bodyLimit }: OperationDescription): Json {
  const description = `At most ${bodyLimit ?? `${largestJsonBytes} bytes; more is 413 \`bodyTooLarge\``}.`
  if (rawBody !== undefined)
    return { requestBody: { description, required: true, content: { [rawBody]: {} } } }
  if (body === undefined) return {}
  return {
    requestBody: {
      description,
      required: !optionalBodies.has(body),
      content: { 'application/json': { schema: { $ref: `#/components/schemas/${body}` } } },
    },
  }
}

const problemResponse = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

const responseOf = (status: number, description: string): Json =>
  status >= 400 ? problemResponse(description) : { description }

const problem = {
  type: 'object',
  description: 'RFC 9457.',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable, camelCase; more may come.', examples: problemCodes },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'RFC 6901, into the body.' },
          code: { type: 'string' },
          detail: { type: 'string', description: 'Names the rule, never the value.' },
        },
      },
    },
    needed: {
      type: 'object',
      description: 'With `codeRequired` and `codeWrong`, where the person set a factor of their own.',
      required: ['kind'],
      properties: {
        kind: { type: 'string', enum: ['sms', 'passcode'] },
        phoneEnding: { type: 'string', description: 'The last two digits.' },
        text: {
          type: 'string',
          enum: ['sent', 'notNow', 'notSent'],
          description: 'Whether this call had a code texted; `notSent` is known to staff.',
        },
      },
    },
  },
} as const

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
} as const
