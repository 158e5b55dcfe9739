// Every operation with what its schema allows, with what it nearly allows, and with what is meant to hurt.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { HttpRequest, InvocationContext } from '@azure/functions'
import type { HttpResponseInit } from '@azure/functions'
import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'

import type { Operation } from '../../functions/http/operation.ts'
import { operations } from '../../functions/operations.ts'
import { httpFunctions } from '../../functions/routes.ts'
import type { Ports } from '../../shared/application/ports/ports.ts'
import { problemCodes } from '../../shared/contracts/problems.ts'
import { must, openOffice } from '../support/application.ts'
import { objectsOf } from '../support/objects.ts'
import { anOpenedCompany, anOperator } from '../support/operators.ts'
import { marker } from '../support/schema-arbitraries.ts'
import { ownCall } from './support/attempts.ts'
import { callersOf, everything, hireEverything } from './support/callers.ts'
import { fuzzedBodies, fuzzedCalls, type FuzzedCall, type OwnCall } from './support/fuzzed-calls.ts'
import { keepingFiles, sharingKeys } from './support/thousands.ts'

/** Another one finds other things; the same one finds the same again. */
const seed = Number(process.env['INDSIGT_FUZZ_SEED'] ?? 20_260_302)
const bodiesOfEach = 200
const addressesOfEach = 50
/** Of one call, on a machine that does much else. */
const mostMilliseconds = 5_000

const memory: { spareUpload: string; functions?: ReturnType<typeof httpFunctions> } = { spareUpload: 'none' }

/** A block gives way to the one that is sent again: those of putBlock are of an upload of its own. */
const through = (ports: Ports): Ports =>
  sharingKeys(
    keepingFiles(ports, ({ name }) => name.includes(memory.spareUpload)),
    'demo',
  )

const office = await openOffice({ after }, { through, company: { programAccess: 'tokenAlone' } })
const operator = await anOperator(office)
const operatorId = operator.employeeId
const opened = await anOpenedCompany(office, operator)
const made = await objectsOf(office, 'acorn')
const ours = { ...made, ids: { ...made.ids, operatorId } }
await hireEverything(office, ours)
memory.spareUpload = await anUpload()
const callers = [...(await callersOf(office, ours)), await theOperator()]

async function anUpload(): Promise<string> {
  const about = {
    actor: office.as('user'),
    requestId: made.ids['requestId'] ?? '',
    contentType: 'text/plain',
  }
  return must(await office.app.uploads.begin({ ...about, name: 'spare.txt', sizeBytes: 11 })).uploadId
}

async function theOperator() {
  const subject = { kind: 'employee', employeeId: operatorId } as const
  const { sessionId } = await office.app.sessions.open('operator', subject, 'program')
  const session = { sessionId, companyId: 'operator' }
  const { accessToken } = await office.app.grants.grant(session, 'withoutRefresh')
  return { name: 'the operator', headers: { authorization: `Bearer ${accessToken}` } }
}

/** Whoever gets furthest with it. */
function callerOf({ permission, security, route }: Operation) {
  if (security !== 'bearer') return { headers: {} }
  const ofStaff = route.includes('{uploadId}') ? 'user' : everything
  const ofPersons = route.includes('{deliveryId}') ? 'the person who was answered' : 'the person'
  const name = permission === 'operate' ? 'the operator' : permission === 'person' ? ofPersons : ofStaff
  return callers.find((caller) => caller.name === name) ?? assert.fail(name)
}

/** The call that is meant well; the operator's is about the company that they opened. */
function callOf(operation: Operation): OwnCall {
  const { params = {}, query = '' } = ownCall(operation, { ours })
  const meant = {
    ...params,
    ...(operation.permission === 'operate' && { company: opened.companyId }),
    ...(operation.operationId === 'putBlock' && { uploadId: memory.spareUpload }),
  }
  const used = Object.entries(meant).filter(([name]) => new RegExp(`\\{${name}[:}]`).test(operation.route))
  return { params: Object.fromEntries(used), query, headers: callerOf(operation).headers }
}

type Answer = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly milliseconds: number
}

async function answered({ operationId, method, route }: Operation, call: FuzzedCall): Promise<Answer> {
  const functions = (memory.functions ??= httpFunctions(office.afresh()))
  const path = route.replaceAll(/\{(\w+)(?::\w+)?\}/g, (_, name: string) =>
    encodeURIComponent(call.params[name] ?? ''),
  )
  const request = new HttpRequest({
    ...{
      method,
      url: `http://localhost:7071/${path}${call.query}`,
      headers: call.headers,
      params: call.params,
    },
    ...(call.body === undefined
      ? {}
      : { body: typeof call.body === 'string' ? { string: call.body } : { bytes: call.body } }),
  })
  const context = new InvocationContext({ functionName: operationId })
  return office.takenBack(async () => {
    const begun = performance.now()
    const answer = (await functions[operationId]?.handler(request, context)) as HttpResponseInit
    const text = await new Response((answer.body ?? '') as string).text()
    const milliseconds = performance.now() - begun
    const status = answer.status ?? 200
    // What it remembers of a company would outlive what is taken back.
    if (status < 300 && method !== 'GET' && !route.includes('{requestId}')) delete memory.functions
    return { status, headers: new Headers(answer.headers as Record<string, string>), text, milliseconds }
  })
}

/** What a browser would not run, whatever it was sent: no page, never sniffed, and closed to frames and scripts. */
function isHarmless({ status, headers, text, milliseconds }: Answer): void {
  const type = headers.get('content-type') ?? ''
  assert.ok(status < 500, `${status} ${text}`)
  assert.doesNotMatch(type, /html|xml|javascript|svg/)
  assert.equal(headers.get('x-content-type-options'), 'nosniff')
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*sandbox/)
  for (const [name, value] of headers) assert.doesNotMatch(value, /[^\x20-\x7e]|<script/, name)
  assert.ok(milliseconds < mostMilliseconds, `${milliseconds} ms`)
  if (status < 400) return
  const problem = JSON.parse(text) as { readonly code: string; readonly status: number }
  assert.match(type, /^application\/problem\+json/)
  assert.equal(problem.status, status)
  assert.ok((problemCodes as readonly string[]).includes(problem.code), problem.code)
  assert.doesNotMatch(text, /\bat \S+ \(|\bat (?:async )?file:|node:internal|\.ts:\d+|Error:|SELECT |sqlite/i)
}

const totals = { calls: 0, slowest: 0 }

for (const operation of operations)
  test(`${operation.operationId}: whatever it is sent, it answers in time, by its code, and nothing runs`, async (t) => {
    const own = callOf(operation)
    const statuses = new Map<number, number>()
    const run = (calls: Arbitrary<FuzzedCall>, numRuns: number) =>
      fc.assert(
        fc.asyncProperty(calls, async (call) => {
          const answer = await answered(operation, call)
          isHarmless(answer)
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
          totals.slowest = Math.max(totals.slowest, answer.milliseconds)
        }),
        { seed, numRuns },
      )
    const takesBody = operation.method !== 'GET'
    if (takesBody) await run(fuzzedBodies(operation, own), bodiesOfEach)
    await run(fuzzedCalls(operation, own), takesBody ? addressesOfEach : bodiesOfEach)
    const calls = [...statuses.values()].reduce((sum, count) => sum + count, 0)
    totals.calls += calls
    assert.ok(calls >= bodiesOfEach)
    const seen = [...statuses].sort(([one], [other]) => one - other).map(([status, n]) => `${n} × ${status}`)
    t.diagnostic(`${operation.operationId}: ${calls} calls, ${seen.join(', ')}`)
  })

test('none of it is a defect of ours, and none of it is in the log', (t) => {
  assert.deepEqual(
    office.log.filter(({ code }) => code === 'defect'),
    [],
  )
  assert.ok(!JSON.stringify(office.log).includes(marker))
  t.diagnostic(
    `${totals.calls} calls of ${operations.length} operations, seed ${seed}, the slowest ${totals.slowest.toFixed(0)} ms`,
  )
})
