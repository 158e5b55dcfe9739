import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openApiDocument, type OperationDescription } from '../../shared/contracts/openapi.ts'
import type { Surface } from '../../shared/contracts/openapi/surface.ts'
import { schemas } from '../../shared/contracts/schemas/all.ts'
import { openApiSource } from '../../tools/write-openapi.ts'

const operations: readonly OperationDescription[] = [
  {
    operationId: 'redeemLink',
    method: 'POST',
    route: 'api/v1/links/redeem',
    summary: 'Redeem a mailed link',
    tags: ['links'],
    security: 'publicLink',
    permission: 'everybody',
    body: 'redeemLink',
    responses: [
      { status: 200, description: 'A session' },
      { status: 410, description: 'Used, void or expired' },
    ],
  },
  {
    operationId: 'listRequests',
    method: 'GET',
    route: 'api/v1/requests',
    summary: 'The queue',
    tags: ['requests'],
    security: 'bearer',
    permission: 'everybody',
    query: [{ name: 'status', description: 'Only these' }],
    responses: [{ status: 200, description: 'A page' }],
  },
  {
    operationId: 'putBlock',
    method: 'PUT',
    route: '/api/v1/requests/{requestId}/uploads/{uploadId}/blocks/{n:int}',
    summary: 'One block',
    bodyLimit: 'one block',
    tags: ['requests'],
    security: 'bearer',
    permission: 'everybody',
    rawBody: 'application/octet-stream',
    responses: [{ status: 204, description: 'Kept' }],
  },
  {
    operationId: 'getHealth',
    method: 'GET',
    route: 'api/v1/health/live',
    summary: 'Whether the process lives',
    tags: ['service'],
    security: 'none',
    permission: 'everybody',
    responses: [{ status: 200, description: 'It lives' }],
  },
]

type Json = { readonly [name: string]: Json }

const surface: Surface = {
  schemas: { Opened: { type: 'object', properties: { purpose: { type: 'string' } } } },
  operations: {
    redeemLink: {
      answers: { 200: { $ref: '#/components/schemas/Opened' } },
      codes: ['linkUsed', 'linkVoid', 'linkExpired'],
    },
    listRequests: { answers: { 200: { type: 'object' } }, codes: [] },
  },
}

const document = openApiDocument(operations, schemas, surface) as unknown as Json
const operationAt = (path: string, method: string): Json => document['paths']![path]![method]!

function* references(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [name, member] of Object.entries(value)) {
    if (name === '$ref') yield String(member)
    else yield* references(member)
  }
}

test('documents each operation where it is served', () => {
  assert.equal(document['openapi'], '3.1.0')
  assert.deepEqual(Object.keys(document['paths']!), [
    '/api/v1/links/redeem',
    '/api/v1/requests',
    '/api/v1/requests/{requestId}/uploads/{uploadId}/blocks/{n}',
    '/api/v1/health/live',
  ])
  assert.deepEqual(
    (document['tags'] as unknown as readonly Json[]).map(({ name }) => name),
    ['links', 'requests', 'service'],
  )
})

test('keeps two methods of one address side by side', () => {
  const [first] = operations
  const both = openApiDocument(
    [first!, { ...first!, operationId: 'other', method: 'DELETE' }],
    schemas,
    surface,
  ) as unknown as Json

  assert.deepEqual(Object.keys(both['paths']!['/api/v1/links/redeem']!), ['post', 'delete'])
})

test('says how each operation is opened', () => {
  assert.deepEqual(operationAt('/api/v1/requests', 'get')['security'], [
    { bearer: [] },
    { bearer: [], apiKey: [] },
  ])
  assert.deepEqual(operationAt('/api/v1/links/redeem', 'post')['security'], [])
  assert.deepEqual(operationAt('/api/v1/health/live', 'get')['security'], [])
})

test('describes what goes in by the schema that checks it', () => {
  assert.deepEqual(operationAt('/api/v1/links/redeem', 'post')['requestBody'], {
    description: 'At most 1048576 bytes; more is 413 `bodyTooLarge`.',
    required: true,
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/RedeemLinkBody' },
        example: { token: `demo.-.${'x'.repeat(43)}` },
      },
    },
  })
  const block = operationAt('/api/v1/requests/{requestId}/uploads/{uploadId}/blocks/{n}', 'put')
  assert.deepEqual(block['requestBody'], {
    description: 'At most one block.',
    required: true,
    content: { 'application/octet-stream': {} },
  })
  assert.equal(operationAt('/api/v1/requests', 'get')['requestBody'], undefined)
})

test('says of which calls the body may be left out', () => {
  const [first] = operations
  const withdrawal = openApiDocument([{ ...first!, body: 'withdrawal' }], schemas, surface) as unknown as Json

  assert.equal(
    withdrawal['paths']!['/api/v1/links/redeem']!['post']!['requestBody']!['required'] as unknown,
    false,
  )
})

test('declares every parameter of the address, the query and the head', () => {
  const named = (path: string, method: string) =>
    (operationAt(path, method)['parameters'] as unknown as readonly Json[] | undefined)?.map(
      (parameter) => parameter['name'] ?? parameter['$ref'],
    )

  assert.deepEqual(named('/api/v1/requests/{requestId}/uploads/{uploadId}/blocks/{n}', 'put'), [
    'requestId',
    'uploadId',
    'n',
    '#/components/parameters/ifMatch',
  ])
  assert.deepEqual(named('/api/v1/requests', 'get'), ['status', '#/components/parameters/ifNoneMatch'])
  assert.deepEqual(named('/api/v1/links/redeem', 'post'), ['#/components/parameters/idempotencyKey'])
  assert.deepEqual(named('/api/v1/health/live', 'get'), ['#/components/parameters/ifNoneMatch'])
})

test('lists every code of a refusal under its status, with an example', () => {
  const { responses } = operationAt('/api/v1/links/redeem', 'post') as Json
  const gone = responses!['410']!

  assert.equal(gone['description'] as unknown, 'With one of the codes `linkUsed`, `linkVoid`, `linkExpired`.')
  assert.deepEqual(Object.keys(gone['content']!['application/problem+json']!['examples']!), [
    'linkUsed',
    'linkVoid',
    'linkExpired',
  ])
  assert.deepEqual(responses!['default'], { $ref: '#/components/responses/Problem' })
})

test('names what stands before every handler of its kind among the refusals', () => {
  const codes = (path: string, method: string, status: string): readonly string[] =>
    Object.keys(
      operationAt(path, method)['responses']![status]?.['content']!['application/problem+json']![
        'examples'
      ] ?? {},
    )

  assert.ok(codes('/api/v1/links/redeem', 'post', '400').includes('unknownMember'))
  assert.ok(codes('/api/v1/links/redeem', 'post', '400').includes('idempotencyKeyInvalid'))
  assert.deepEqual(codes('/api/v1/health/live', 'get', '400'), ['parameterInvalid'])
  assert.deepEqual(codes('/api/v1/health/live', 'get', '401'), [])
  assert.ok(codes('/api/v1/requests', 'get', '401').includes('tokenExpired'))
  const block = '/api/v1/requests/{requestId}/uploads/{uploadId}/blocks/{n}'
  assert.deepEqual(codes(block, 'put', '404'), ['notFound'])
})

test('says when to try again, and which version was read', () => {
  const { responses } = operationAt('/api/v1/requests', 'get') as Json

  assert.deepEqual(Object.keys(responses!['503']!['headers']!), ['Retry-After'])
  assert.deepEqual(Object.keys(responses!['401']!['headers']!), ['WWW-Authenticate'])
  assert.deepEqual(responses!['200'], {
    description: 'A page',
    headers: { ETag: { $ref: '#/components/headers/ETag' } },
    content: { 'application/json': { schema: { type: 'object' } } },
  })
})

test('gives a file its media types and JSON among them its schema', () => {
  const [, list] = operations
  const files = { status: 200, description: 'A page or a file', media: ['application/json', 'text/csv'] }
  const both = openApiDocument([{ ...list!, responses: [files] }], schemas, surface) as unknown as Json

  assert.deepEqual(both['paths']!['/api/v1/requests']!['get']!['responses']!['200']!['content'], {
    'application/json': { schema: { type: 'object' } },
    'text/csv': {},
  })
})

test('every reference leads somewhere in the document', () => {
  for (const reference of references(document)) {
    const found = reference
      .slice(2)
      .split('/')
      .reduce<Json | undefined>((value, name) => value?.[name], document)

    assert.notEqual(found, undefined, reference)
  }
})

test('is written the same each time, as the formatter would leave it', async () => {
  const source = await openApiSource(operations, surface)

  assert.equal(source, await openApiSource(operations, surface))
  assert.deepEqual(JSON.parse(source), JSON.parse(JSON.stringify(document)))
})
