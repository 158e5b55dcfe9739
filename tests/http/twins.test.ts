// Two companies with the same kinds of objects: whatever of the one is named to the other is not there.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import { operations } from '../../functions/operations.ts'
import type { App } from '../../shared/composition/app.ts'
import { attemptsOn, ownCall, type Attempt } from './support/attempts.ts'
import { callOperation, type Called } from './support/call-operation.ts'
import type { Caller } from './support/callers.ts'
import { theirWords, twins } from './support/twins.ts'

const world = await twins({ after })
const { office, touched, theirRows } = world
const rowsBefore = theirRows()

/** Whoever looks for what one part of the code lets through calls those operations alone. */
const only = process.env['INDSIGT_TWINS'] ?? ''
const wanted = operations.filter(({ operationId, route }) =>
  new RegExp(only, 'i').test(`${operationId} ${route}`),
)

const memory: { app?: App } = {}
/** Drawn for them: whoever reads one here was told of something of theirs. */
const idsOfTheirs = world.kinds
  .filter(({ kind, real }) => real.length >= 22 && kind !== 'operatorId')
  .map(({ real }) => real)

type Seen = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** The answer without what was sent and what is drawn anew for each; and whether anything may have been stored. */
async function sent(
  operation: Attempt['operation'],
  caller: Caller,
  called: Omit<Called, 'token'>,
): Promise<Seen> {
  const app = (memory.app ??= office.afresh())
  const headers = { ...caller.headers, ...called.headers }
  const { status, text, ...seen } = await callOperation(app, operation.operationId, {
    ...called,
    token: '',
    headers,
  })
  // What it remembers would outlive what is taken back.
  if (status < 300 && operation.method !== 'GET') delete memory.app
  return { status, text, headers: seen.headers }
}

const drawn = new RegExp(
  [
    ...[/whsec_[\w+/=]+/, /(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/, /(?:[a-z2-7]{4}-){3}[a-z2-7]{4}/], // secrets
    /eyJ[\w-]+(?:\.[\w-]*){4}/, // what is encrypted for a receiver
    ...[/[\w-]{22,}/, /\d{4}-\w{4}-\w{4}-\w/, /\br=\d+;t=\d+/], // ids and versions, references, what is left of a limit
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

function masked({ status, headers, text }: Seen, named: readonly string[]): Seen {
  const without = (from: string): string =>
    named.reduce((rest, value) => rest.replaceAll(value, '<named>'), from).replaceAll(drawn, '<drawn>')
  // Each call counts towards the session's own limit.
  const { ratelimit: _left, ...others } = headers
  const entries = Object.entries(others).map(([name, value]) => [name, without(value)])
  return { status, headers: Object.fromEntries(entries), text: without(text) }
}

/** As if it were the only call ever made. */
const answered = ({ operation, caller, call, named }: Attempt, which: 'real' | 'none') =>
  office.takenBack(async () => {
    touched()
    const seen = await sent(
      operation,
      caller,
      call((kind) => kind[which]),
    )
    const mayHaveStored = seen.status < 300 && operation.method !== 'GET'
    if (mayHaveStored) assert.deepEqual(theirRows(), rowsBefore, 'their documents are as they were')
    const asked = touched().filter(
      (one) => operation.security === 'bearer' || !/^documents\.(read|query)/.test(one),
    )
    const hidden = named.map((kind) => kind[which])
    return {
      ...masked(seen, hidden),
      asked,
      told: idsOfTheirs.filter((id) => seen.text.includes(id) && !hidden.some((one) => one.includes(id))),
    }
  })

const describe = ({ operation, caller, where }: Attempt): string =>
  `${operation.operationId} by ${caller.name}, ${where}`

async function check(attempt: Attempt): Promise<number> {
  const { asked, told, ...theirs } = await answered(attempt, 'real')
  assert.deepEqual(told, [], `${describe(attempt)}: ids of theirs that nobody named`)
  assert.deepEqual(asked, [], describe(attempt))
  assert.doesNotMatch(theirs.text, theirWords, describe(attempt))
  assert.ok(theirs.status < 500, describe(attempt))
  if (attempt.named.length === 0) return theirs.status
  const { asked: _asked, told: _told, ...nowhere } = await answered(attempt, 'none')
  assert.deepEqual(theirs, nowhere, describe(attempt))
  return theirs.status
}

test('whatever of another company is named, in whatever place and by whom, is answered as what is nowhere', async (t) => {
  const statuses = new Map<number, number>()
  let own = 0
  for (const operation of wanted)
    for (const attempt of attemptsOn(operation, world)) {
      const status = await check(attempt)
      if (attempt.named.length === 0) own++
      else statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  const attempts = [...statuses.values()].reduce((sum, count) => sum + count, 0)
  assert.ok(attempts >= (only === '' ? 5_000 : 1), `${attempts} attempts`)
  const seen = [...statuses].sort(([one], [other]) => one - other).map(([status, n]) => `${n} × ${status}`)
  t.diagnostic(`${attempts} attempts on ${wanted.length} operations: ${seen.join(', ')}`)
  t.diagnostic(`${own} calls that named nothing of theirs`)
})

test('a key of a repeat that the other company’s people used means nothing for the same people here', async (t) => {
  const repeatable = wanted.filter(({ method, security }) => method === 'POST' && security === 'bearer')
  const theirWorld = { ...world, ours: world.theirs, theirs: world.ours }
  let repeats = 0
  for (const operation of repeatable)
    for (const [i, caller] of world.callers.entries()) {
      const counterpart = world.counterparts[i] ?? assert.fail('nobody there')
      const afterTheirs = (key: string) =>
        office.takenBack(async () => {
          const headers = { 'idempotency-key': 'a-key' }
          const first = await sent(operation, counterpart, { ...ownCall(operation, theirWorld), headers })
          if (first.status >= 300) return undefined
          const called = { ...ownCall(operation, world), headers: { 'idempotency-key': key } }
          return masked(await sent(operation, caller, called), [])
        })
      const [seen, fresh] = [await afterTheirs('a-key'), await afterTheirs('b-key')]
      // What a call does to blobs is not taken back: their upload is committed once.
      if (!seen || !fresh) continue
      repeats++
      assert.deepEqual(seen, fresh, `${operation.operationId} by ${caller.name}`)
      assert.doesNotMatch(seen.text, theirWords)
    }
  assert.ok(only !== '' || repeats > 20, `${repeats} repeats`)
  t.diagnostic(`${repeats} repeats`)
})

test('after all of it the other company has what it had', () => {
  assert.deepEqual(theirRows(), rowsBefore)
})
