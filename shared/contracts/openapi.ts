// Builds the OpenAPI 3.1 document from the table of operations: what is served and what is documented are one.
import type { ProofDemand } from '../domain/identity/proof.ts'
import type { Operation as TablePermission } from '../domain/identity/roles.ts'
import type { BodyName } from './bodies.ts'
import { largestJsonBytes } from './json.ts'
import { scopeOf } from './key-scopes.ts'
import { optionalBodies } from './optional-bodies.ts'
import { bodyExamples } from './openapi/examples.ts'
import { headerParameters, parametersOf, pathOf } from './openapi/parameters.ts'
import {
  anyCodes,
  brokenRule,
  codesOf,
  neededSecret,
  notModified,
  problemExamples,
  problemResponse,
  problemSchema,
  refusalsOf,
  responseHeaders,
} from './openapi/refusals.ts'
import { silent } from './openapi/surface.ts'
import type { JsonSchema, OperationSurface, Surface } from './openapi/surface.ts'
import { tagWords, whoMay } from './openapi/words.ts'

/**
 * Who may: a line of the permission table (`domain/identity/roles.ts`), or who it is for whatever they hold: `employee` is
 * whoever works for the company, `person` whoever asked, in their own request.
 */
export type Permission = TablePermission | 'everybody' | 'employee' | 'person' | 'receiver'

export type OperationDescription = {
  readonly operationId: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As registered: `api/v1/requests/{requestId}`; constraints (`{n:int}`, `{*path}`) are left out of the document. */
  readonly route: string
  readonly summary: string
  /** What the summary leaves out; who may call is added. */
  readonly description?: string
  readonly tags: readonly string[]
  /** `publicLink`: opened by the token of a mailed link, which stands in the body. `receiver`: signed by another controller. */
  readonly security: 'none' | 'bearer' | 'publicLink' | 'receiver'
  /** Any of several suffices. */
  readonly permission: Permission | readonly Permission[]
  /** What it asks of a session of staff outside demo mode; a second factor unless it says otherwise. */
  readonly proof?: ProofDemand
  /** `binds`: an API key that comes along is bound to the tokens that are made; `alone`: it opens the operation by itself; `published`: one that everybody can read as well. */
  readonly apiKey?: 'binds' | 'alone' | 'published'
  readonly body?: BodyName
  /** Media type of a body that is no JSON of ours: a file, a block, a merge patch. */
  readonly rawBody?: string
  /** How large a body may be, where that is not what a body of JSON may be. */
  readonly bodyLimit?: string
  /** Which limits of those who are not signed in stand in its headers; a session has its own. */
  readonly limits?: 'intake' | 'mail' | 'code'
  readonly query?: readonly { readonly name: string; readonly description: string }[]
  /** Where words in the answer follow `Accept-Language` (RFC 9110 section 12.5.4). */
  readonly inLanguage?: 'accepted'
  readonly responses: readonly {
    readonly status: number
    readonly description: string
    /** Where it is not, or not only, `application/json`; of a file its own. */
    readonly media?: readonly string[]
  }[]
}

/** The document; `schemas` are the bodies by name (`schemas/all.ts`), `surface` what the handlers answer and refuse. */
export function openApiDocument(
  operations: readonly OperationDescription[],
  schemas: Readonly<Record<string, JsonSchema>>,
  surface: Surface,
): JsonSchema {
  const bodies = operations.flatMap(({ body }) =>
    body === undefined ? [] : [[bodyType(body), schemas[body]]],
  )
  const codes = operations.flatMap((operation) => codesOf(operation, surfaceFor(surface, operation).codes))
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url: '/' }],
    tags: [...new Set(operations.flatMap(({ tags }) => tags))].map((name) => ({
      name,
      description: tagWords[name] ?? '',
    })),
    paths: pathsOf(operations, surface),
    components: {
      schemas: {
        ...Object.fromEntries(bodies),
        ...surface.schemas,
        ...{ Problem: problemSchema, BrokenRule: brokenRule, NeededSecret: neededSecret },
      },
      parameters: headerParameters,
      headers: responseHeaders,
      responses: { Problem: problemResponse(anyCodes), NotModified: notModified },
      examples: problemExamples(new Set([...codes, ...anyCodes])),
      securitySchemes,
    },
  }
}

const info = {
  title: 'Indsigt',
  version: '1',
  description:
    'Receives, fulfils and proves the answering of GDPR data requests. Times are RFC 3339 with offset, ids are opaque, ' +
    'errors are RFC 9457 problems with a stable `code`. What answers GET answers HEAD, which fetches nothing. A list is `{value, nextLink?}`; the address in `nextLink` is the ' +
    'next page. Answers may get further members, and enumerations further words; bodies with unknown members are refused.',
  license: { name: 'All rights reserved', identifier: 'LicenseRef-Proprietary' },
} as const

const surfaceFor = (surface: Surface, { operationId }: OperationDescription): OperationSurface =>
  surface.operations[operationId] ?? silent

function pathsOf(operations: readonly OperationDescription[], surface: Surface): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const operation of operations) {
    const path = pathOf(operation.route)
    const described = describe(operation, surfaceFor(surface, operation))
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: described }
  }
  return paths
}

function describe(operation: OperationDescription, surface: OperationSurface): JsonSchema {
  const { operationId, summary, description, tags, responses } = operation
  return {
    operationId,
    summary,
    description: [description, whoMay(operation)].filter((text) => text !== undefined).join(' '),
    tags,
    security: securityOf(operation),
    parameters: parametersOf(operation),
    ...bodyOf(operation),
    responses: {
      ...refusalsOf(codesOf(operation, surface.codes)),
      ...Object.fromEntries(
        responses
          .filter(({ status }) => status < 400)
          .map((response) => [response.status, responseOf(operation, response, surface)]),
      ),
      ...(operation.method === 'GET' && { 304: { $ref: '#/components/responses/NotModified' } }),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

const isAlone = ({ apiKey }: OperationDescription): boolean => apiKey === 'alone' || apiKey === 'published'

/** With a key, its scope stands where OpenAPI 3.1 has the roles that are needed. */
function securityOf(operation: OperationDescription): readonly JsonSchema[] {
  const scope = scopeOf(operation)
  const scopes = scope === undefined || scope === 'any' ? [] : [scope]
  const alone = isAlone(operation) ? [{ apiKey: scopes }] : []
  if (operation.security === 'bearer') return [{ bearer: [] }, { bearer: [], apiKey: scopes }, ...alone]
  if (operation.security === 'receiver') return [{ receiver: [] }]
  return operation.apiKey === 'binds' ? [{}, { apiKey: [] }] : []
}

/** `createRequest` is a `CreateRequestBody`: clients get the names that the code has. */
const bodyType = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}Body`

function bodyOf({ body, rawBody, bodyLimit }: OperationDescription): JsonSchema {
  const description = `At most ${bodyLimit ?? `${largestJsonBytes} bytes; more is 413 \`bodyTooLarge\``}.`
  if (rawBody !== undefined)
    return { requestBody: { description, required: true, content: { [rawBody]: {} } } }
  if (body === undefined) return {}
  const schema = { $ref: `#/components/schemas/${bodyType(body)}` }
  return {
    requestBody: {
      description,
      required: !optionalBodies.has(body),
      content: { 'application/json': { schema, example: bodyExamples[body] } },
    },
  }
}

type Answered = OperationDescription['responses'][number]

function responseOf(
  { method }: OperationDescription,
  { status, description, media }: Answered,
  { answers }: OperationSurface,
): JsonSchema {
  const schema = answers[status]
  const types = media ?? (schema ? ['application/json'] : [])
  return {
    description,
    ...(method === 'GET' && schema && { headers: { ETag: { $ref: '#/components/headers/ETag' } } }),
    ...(types.length > 0 && {
      content: Object.fromEntries(
        types.map((type) => [type, schema && /[/+]json$/.test(type) ? { schema } : {}]),
      ),
    }),
  }
}

const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The `accessToken` that a redeemed link gave.',
  },
  receiver: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'Signed by the receiver itself for this call: docs/integrate.md.',
  },
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description:
      'The secret of a key that the company made; beside a token, which it then binds. Alone it opens the calls about consent.',
  },
} as const
