// Every page with forms that nobody's browser would send: what comes back is a page of ours, in time, and nothing of it runs.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'

import { policy } from '../../functions/pages/call.ts'
import { pageFunctions } from '../../functions/pages/functions.ts'
import type { Ports } from '../../shared/application/ports/ports.ts'
import { openOffice } from '../support/application.ts'
import { objectsOf } from '../support/objects.ts'
import { anOperator } from '../support/operators.ts'
import { hostileTexts, marker } from '../support/schema-arbitraries.ts'
import { everything, hireEverything } from '../http/support/callers.ts'
import { keepingFiles, sharingKeys } from '../http/support/thousands.ts'
import { checkPage } from './markup.ts'
import {
  methodOf,
  ownForm,
  shown,
  type Field,
  type Functions,
  type PageCall,
  type Shown,
} from './page-calls.ts'
import { callOf, surveyed, visitorsOf, type Found } from './page-survey.ts'

/** Another one finds other things; the same one finds the same again. */
const seed = Number(process.env['INDSIGT_FUZZ_SEED'] ?? 20_260_302)
const formsOfEach = 40
const addressesOfEach = 15
/** Of one call, on a machine that does much else. */
const mostMilliseconds = 5_000

const through = (ports: Ports): Ports =>
  sharingKeys(
    keepingFiles(ports, () => false),
    'demo',
  )
const office = await openOffice({ after }, { through })
const operatorId = (await anOperator(office)).employeeId
const made = await objectsOf(office, 'acorn')
const ours = { ...made, ids: { ...made.ids, operatorId } }
await hireEverything(office, ours)
const memory: { functions?: Functions } = {}
const functions = (): Functions => (memory.functions ??= pageFunctions(office.afresh()) as Functions)
const table = functions()
const visitors = await visitorsOf(office, ours, operatorId)
const found = await office.takenBack(() => surveyed(table, visitors, ours))

const hostile = fc.constantFrom(...hostileTexts)

/** Left as it is, left out, sent twice, or with what is meant to hurt in it. */
const fuzzedField = (field: Field): Arbitrary<readonly Field[]> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant([field]) },
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constant([field, field]) },
    { weight: 3, arbitrary: hostile.map((text) => [[field[0], text] as const]) },
  )

const moreFields: Arbitrary<readonly Field[]> = fc.array(
  fc.tuple(
    fc.oneof(hostile, fc.constantFrom('csrf', 'once', 'requestId', 'rows1', 'add', 'remove')),
    hostile,
  ),
  { maxLength: 2 },
)

const oddBodies = fc.constantFrom(
  ...[
    '',
    '&',
    '=',
    '&&==&',
    '%',
    '%zz=%',
    'a=%ff%fe%00',
    `csrf=${marker}`,
    '{"csrf":1}',
    '\ufeffcsrf=x',
    '[]=1&[]=2',
  ],
  ...[`${marker}&`.repeat(5_000), `a=${marker.repeat(20_000)}`, 'x'.repeat(1_100_000)],
)

function fuzzedForms(own: Found): Arbitrary<Pick<PageCall, 'body' | 'headers'>> {
  // Of hundreds of boxes some are enough.
  const fields = fc.tuple(...own.fields.slice(0, 60).map(fuzzedField)).map((all) => all.flat())
  const typed = fc.tuple(fields, moreFields).map(([all, more]) => ownForm([...all, ...more].map(wellFormed)))
  const odd = fc.tuple(oddBodies, oddTypes).map(([body, type]) => ({ ...ownForm([]), body, ...type }))
  return fc.oneof({ weight: 5, arbitrary: typed }, { weight: 1, arbitrary: odd })
}

const wellFormed = ([name, value]: Field): Field => [name.toWellFormed(), value.toWellFormed()]

const oddTypes = fc
  .constantFrom(
    ...[
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded; charset=utf-16',
      'text/plain',
      '',
    ],
    ...[
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      `multipart/form-data; boundary=${'-'.repeat(300)}`,
    ],
    ...['application/json', `text/${marker}`],
  )
  .map((type) => ({ headers: { ...ownForm([]).headers, 'content-type': type } }))

const oddHeaders: Arbitrary<Readonly<Record<string, string>>> = fc.constantFrom(
  ...[
    {},
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
    { 'accept-language': marker },
  ],
  ...[
    { cookie: `__Host-indsigt.demo=${marker}` },
    { cookie: '=;;=' },
    { range: 'bytes=9-1' },
    { 'content-length': 'x' },
  ],
)

/** Its address with something in it that is no id, in its path or behind its question mark. */
function fuzzedAddress(own: PageCall): Arbitrary<PageCall> {
  const names = Object.keys(own.params)
  const texts = fc.oneof(hostile, fc.constantFrom('x'.repeat(22), '-', '0', '-1', '2147483648'))
  const params = fc
    .tuple(fc.constantFrom(...names, ''), texts)
    .map(([name, text]) => (name === '' ? own.params : { ...own.params, [name]: text }))
  const names2 = ['language', 'done', 'request', 'continuation', 'from', 'to', 'for', 'why', 'state', marker]
  const query = fc
    .array(fc.tuple(fc.constantFrom(...names2), hostile), { maxLength: 3 })
    .map(
      (all) =>
        `?${new URLSearchParams(all.map(([name, text]): [string, string] => [name, text.toWellFormed()]))}`,
    )
  return fc.tuple(params, query, oddHeaders).map(([other, asked, headers]) => ({
    ...own,
    params: other,
    query: asked,
    headers: { ...own.headers, ...headers },
  }))
}

async function answered(call: PageCall): Promise<Shown & { readonly milliseconds: number }> {
  return office.takenBack(async () => {
    const begun = performance.now()
    const answer = await shown(functions(), call)
    const milliseconds = performance.now() - begun
    // What it remembers of a company would outlive what is taken back.
    if (answer.status < 400 && methodOf(table, call.page) !== 'GET') delete memory.functions
    return { ...answer, milliseconds }
  })
}

const ofCode = /\bat \S+ \(|\bat (?:async )?file:|node:internal|\.ts:\d+|[a-z]Error:|SELECT |sqlite/

/** Nothing that was sent runs, leads elsewhere, or tells how we are made; files open in a sandbox, or not at all. */
function isHarmless(page: string, answer: Awaited<ReturnType<typeof answered>>): void {
  const { status, headers, text, milliseconds } = answer
  assert.ok(status < 500, `${status} ${text}`)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  for (const [name, value] of Object.entries(headers))
    assert.doesNotMatch(value, /[^\x20-\x7e]|<script/, name)
  assert.match(headers['location'] ?? '/', /^\/(?!\/)/, 'it leads to a page of ours')
  assert.ok(milliseconds < mostMilliseconds, `${milliseconds} ms`)
  if (!(headers['content-type'] ?? '').startsWith('text/html')) return
  if (headers['content-security-policy']?.endsWith('; sandbox')) return
  assert.equal(headers['content-security-policy'], policy)
  if (page !== 'pageDocs') checkPage(text)
  if (status >= 400) assert.doesNotMatch(text.replaceAll(marker, ''), ofCode)
}

const totals = { calls: 0, slowest: 0 }

/** Who comes furthest with it. */
const byPage = (page: string): Found =>
  found.find((one) => one.page === page && one.visitor.name === everything) ??
  found.find((one) => one.page === page) ??
  assert.fail(page)

for (const page of Object.keys(table))
  test(`${page}: whatever is sent to it, a page comes back in time, and nothing of it runs`, async () => {
    const own = byPage(page)
    const method = methodOf(table, page)
    const call = callOf(own, method)
    const run = (calls: Arbitrary<PageCall>, numRuns: number) =>
      fc.assert(
        fc.asyncProperty(calls, async (one) => {
          const answer = await answered(one)
          isHarmless(page, answer)
          totals.calls += 1
          totals.slowest = Math.max(totals.slowest, answer.milliseconds)
        }),
        { seed, numRuns },
      )
    await run(fuzzedAddress(call), addressesOfEach)
    if (method === 'GET') return
    const forms = fuzzedForms(own).map(({ body, headers }) => ({
      ...{ ...call, headers: { ...headers, ...own.visitor.cookie } },
      ...(body !== undefined && { body }),
    }))
    await run(forms, formsOfEach)
  })

test('none of it is a defect of ours, and none of it is in the log', (t) => {
  assert.deepEqual(
    office.log.filter(({ code }) => code === 'defect'),
    [],
  )
  assert.ok(!JSON.stringify(office.log).includes(marker))
  t.diagnostic(
    `${totals.calls} calls of ${Object.keys(table).length} pages, seed ${seed}, the slowest ${totals.slowest.toFixed(0)} ms`,
  )
})
