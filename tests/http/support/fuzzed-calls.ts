// Calls of one operation by the hundred: its bodies from its schema, and hostile addresses and headers.
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'

import type { Operation } from '../../../functions/http/operation.ts'
import { schemas } from '../../../shared/contracts/schemas/all.ts'
import { insuranceExample } from '../../../shared/domain/templates/insurance-example.ts'
import {
  allowed,
  hostileBytes,
  hostileTexts,
  marker,
  nearlyAllowed,
  nearlyThis,
} from '../../support/schema-arbitraries.ts'
import type { Schema } from '../../support/schema-bodies.ts'

export type FuzzedCall = {
  readonly params: Readonly<Record<string, string>>
  /** With its question mark, or nothing. */
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** What a call of it is that is meant well. */
export type OwnCall = Pick<FuzzedCall, 'params' | 'query' | 'headers'>

/** Bodies alone: everything beside them is as it should be. */
export const fuzzedBodies = (operation: Operation, own: OwnCall): Arbitrary<FuzzedCall> =>
  bodiesOf(operation).map((body) => ({
    ...own,
    headers: { ...own.headers, 'content-type': operation.rawBody ?? 'application/json' },
    body,
  }))

/** Everything at once. */
export const fuzzedCalls = (operation: Operation, own: OwnCall): Arbitrary<FuzzedCall> =>
  fc
    .tuple(
      operation.method === 'GET' ? fc.constant(undefined) : fc.oneof(fc.constant(''), bodiesOf(operation)),
      fuzzedParams(own.params),
      fuzzedQuery(operation, own.query),
      fuzzedHeaders(own.headers),
    )
    .map(([body, params, query, headers]) => ({
      params,
      query,
      headers,
      ...(body !== undefined && { body }),
    }))

function bodiesOf({ body, rawBody }: Operation): Arbitrary<string | Uint8Array> {
  if (body !== undefined) {
    const schema = schemas[body] as Schema
    const parsed = fc.oneof(allowed(schema), nearlyAllowed(schema)).map((value) => JSON.stringify(value))
    return fc.oneof({ weight: 3, arbitrary: parsed }, { weight: 1, arbitrary: hostileBytes })
  }
  if (rawBody?.includes('json') === true)
    return fc.oneof(
      nearlyThis(insuranceExample).map((value) => JSON.stringify(value)),
      hostileBytes,
    )
  if (rawBody === 'text/csv') return fc.oneof(csv, hostileBytes)
  return fc.oneof(hostileBytes, fc.uint8Array({ minLength: 11, maxLength: 11 }))
}

const cell = fc.constantFrom(
  'kind',
  'date',
  'Letter',
  '2025-05-06',
  '"',
  '"a""b"',
  'a\nb',
  '',
  ';',
  ...hostileTexts,
)

const csv: Arbitrary<string> = fc
  .array(
    fc.array(cell, { maxLength: 4 }).map((cells) => cells.join(',')),
    { maxLength: 5 },
  )
  .map((rows) => ['kind,date', ...rows].join('\r\n'))

function fuzzedParams(own: OwnCall['params']): Arbitrary<OwnCall['params']> {
  const names = Object.keys(own)
  if (names.length === 0) return fc.constant(own)
  const hostile = fc
    .tuple(
      fc.constantFrom(...names),
      fc.constantFrom(...hostileTexts, 'x'.repeat(22), '-', '0', '-1', '2147483648'),
    )
    .map(([name, text]) => ({ ...own, [name]: text.toWellFormed() }))
  return fc.oneof({ weight: 2, arbitrary: fc.constant(own) }, { weight: 1, arbitrary: hostile })
}

const oddNumbers = ['0', '-1', '1', '1.5', '1e9', '200', '99999999999999999999', ' 1', '0x10', '１']

function fuzzedQuery({ query: known = [] }: Operation, own: string): Arbitrary<string> {
  const names = fc.constantFrom(...known.map(({ name }) => name), marker, '__proto__', 'limit', '')
  const values = fc.constantFrom(
    ...hostileTexts,
    ...oddNumbers,
    'true',
    'pending',
    'open',
    'csv',
    'jsonl',
    '2026-03-02T08:00:00Z',
  )
  const pairs = fc.array(fc.tuple(names, values), { minLength: 1, maxLength: 3 })
  const odd = pairs.map(
    (all) =>
      `?${all.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&')}`,
  )
  return fc.oneof({ weight: 2, arbitrary: fc.constant(own) }, { weight: 1, arbitrary: odd })
}

/** Each with values that a header can carry at all. */
const oddHeaders: Readonly<Record<string, readonly string[]>> = {
  'content-type': [
    ...[
      'application/json',
      'application/json; charset=utf-16',
      'text/html',
      'application/xml',
      'multipart/form-data',
      '',
    ],
    ...[
      `text/${marker}`,
      'application/merge-patch+json',
      'application/octet-stream',
      `a/b; c="${marker}`,
      'x'.repeat(5_000),
    ],
  ],
  'content-length': ['0', '-1', '99999999999', 'x', '1e3'],
  'if-match': ['*', '""', '"x"', 'W/"x"', marker, `"${'x'.repeat(5_000)}"`, '"a", "b"'],
  'if-none-match': ['*', '"x"', marker],
  'idempotency-key': ['', 'a', marker, 'a b', 'x'.repeat(201), 'é', '<script>'],
  accept: ['text/html', 'text/csv', '*/*', marker, 'application/jsonl;q=x'],
  'accept-language': ['da', 'xx', marker, '*', 'x'.repeat(5_000)],
  authorization: [
    '',
    'Bearer',
    'Bearer x',
    'Basic eDp4',
    `Bearer ${marker}.${marker}.${marker}`,
    'Bearer e30.e30.e30',
  ],
  'x-api-key': ['', marker, 'ik_demo_x', `ik_demo_${'x'.repeat(22)}_${'x'.repeat(43)}`],
  range: ['bytes=0-', 'bytes=-1', 'bytes=9-1', `bytes=${'0-0,'.repeat(200)}`, marker],
  origin: ['null', 'https://evil.example', marker],
  cookie: [
    '__Host-indsigt.demo=x',
    `__Host-indsigt.demo=${'x'.repeat(22)}.${'x'.repeat(43)}`,
    '=;;=',
    marker,
  ],
  'x-forwarded-for': ['127.0.0.1', marker, '::1, 10.0.0.1'],
  'x-twilio-email-event-webhook-signature': [marker, 'AAAA'],
  'x-twilio-email-event-webhook-timestamp': ['0', marker],
  'x-twilio-signature': [marker],
}

const oneHeader: Arbitrary<readonly [string, string]> = fc
  .constantFrom(...Object.keys(oddHeaders))
  .chain((name) => fc.constantFrom(...(oddHeaders[name] ?? [])).map((value) => [name, value] as const))

const fuzzedHeaders = (own: OwnCall['headers']): Arbitrary<OwnCall['headers']> =>
  fc
    .array(oneHeader, { maxLength: 3 })
    .map((odd) => ({ 'content-type': 'application/json', ...own, ...Object.fromEntries(odd) }))
