import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type {
  RequestEvent,
  RequestStatus,
  RightEvent,
  RightStatus,
} from '../../../shared/domain/requests/lifecycle.ts'
import {
  answerOutcomes,
  endingOf,
  endings,
  hasEnded,
  initialStatus,
  requestTransitions,
  rightTransition,
  rightTransitions,
  transition,
} from '../../../shared/domain/requests/lifecycle.ts'

const statuses = Object.keys(requestTransitions) as RequestStatus[]
const events = [...new Set(Object.values(requestTransitions).flatMap(Object.keys))] as RequestEvent[]

/** The statuses after each event of a run; refused events change nothing. */
function run(from: RequestStatus, happened: readonly RequestEvent[]): readonly RequestStatus[] {
  const visited = [from]
  for (const event of happened) {
    const next = transition(visited.at(-1) ?? from, event)
    if (next.ok) visited.push(next.value)
  }
  return visited
}

test('a request runs from its link to the purge of what was delivered', () => {
  const life = run('awaitingVerification', [
    'verify',
    'assign',
    'collect',
    'seal',
    'approve',
    'deliver',
    'close',
  ])

  assert.deepEqual(life, [
    'awaitingVerification',
    'open',
    'collecting',
    'collecting',
    'sealed',
    'approved',
    'delivered',
    'closed',
  ])
})

test('what is not in the table is refused with the status and the event', () => {
  assert.deepEqual(transition('open', 'deliver'), {
    ok: false,
    error: { code: 'transitionNotAllowed', status: 'open', event: 'deliver' },
  })
  assert.deepEqual(rightTransition('answered', 'refuse'), {
    ok: false,
    error: { code: 'transitionNotAllowed', status: 'answered', event: 'refuse' },
  })
})

test('a person may withdraw until the request has ended, and not after', () => {
  const open = statuses.filter((status) => transition(status, 'withdraw').ok)

  assert.deepEqual(
    open,
    statuses.filter((status) => !hasEnded(status)),
  )
})

test('late verification reopens an expired request and nothing else is reopened', () => {
  assert.deepEqual(transition('expired', 'reopen'), { ok: true, value: 'open' })
  assert.deepEqual(
    statuses.filter((status) => transition(status, 'reopen').ok),
    ['expired'],
  )
})

test('an answer that was taken back is worked on again, and nothing else that ended is', () => {
  assert.deepEqual(transition('delivered', 'recall'), { ok: true, value: 'collecting' })
  assert.deepEqual(
    statuses.filter((status) => transition(status, 'recall').ok),
    ['delivered'],
  )
})

test('a request that staff registered is open at once; a person’s own waits for its link', () => {
  assert.equal(initialStatus('registered'), 'open')
  assert.equal(initialStatus('person'), 'awaitingVerification')
})

test('a request ends in one of four ways and stays ended when it is closed', () => {
  assert.deepEqual(statuses.filter(hasEnded).toSorted(), [...endings, 'closed'].toSorted())
  for (const ending of endings) assert.deepEqual(transition(ending, 'close'), { ok: true, value: 'closed' })
  assert.deepEqual(Object.keys(requestTransitions.closed), [])
})

test('after the seal content changes only when the seal is voided first', () => {
  assert.deepEqual(transition('sealed', 'voidSeal'), { ok: true, value: 'collecting' })
  assert.deepEqual(transition('approved', 'voidSeal'), { ok: true, value: 'collecting' })
})

test('nothing that was collected is delivered without a seal and an approval of what stands now', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (happened) => {
      const seen: RequestEvent[] = []
      let status: RequestStatus = 'awaitingVerification'
      for (const event of happened) {
        const next = transition(status, event)
        if (!next.ok) continue
        if (event === 'deliver')
          assert.deepEqual(seen.filter((past) => past !== 'assign').slice(-2), ['seal', 'approve'])
        seen.push(event)
        status = next.value
      }
    }),
    { numRuns: 1000 },
  )
})

test('every status can be reached, and every one leads to closed', () => {
  const reach = (from: RequestStatus): ReadonlySet<RequestStatus> => {
    const found = new Set<RequestStatus>([from])
    for (const status of found) for (const next of Object.values(requestTransitions[status])) found.add(next)
    return found
  }

  assert.deepEqual([...reach('awaitingVerification')].toSorted(), statuses.toSorted())
  for (const status of statuses) assert.ok(reach(status).has('closed'), status)
})

test('refusing one right leaves the others; the request ends when none waits any more', () => {
  const refused = rightTransition('waiting', 'refuse')

  assert.deepEqual(refused, { ok: true, value: 'refused' })
  assert.equal(endingOf(['refused', 'waiting']), undefined)
  assert.equal(endingOf(['refused', 'answered']), 'delivered')
  assert.equal(endingOf(['refused', 'withdrawn']), 'refused')
  assert.equal(endingOf(['expired', 'withdrawn']), 'expired')
  assert.equal(endingOf(['withdrawn']), 'withdrawn')
})

test('a right that was answered stays so unless the answer is recalled; a refused or withdrawn one stays so; an expired one can be taken up again', () => {
  const settled = (Object.keys(rightTransitions) as RightStatus[]).filter((status) => {
    const every: readonly RightEvent[] = ['answer', 'refuse', 'withdraw', 'expire', 'reopen']
    return every.every((event) => !rightTransition(status, event).ok)
  })

  assert.deepEqual(settled, ['answered', 'refused', 'withdrawn'])
  assert.deepEqual(rightTransition('answered', 'recall'), { ok: true, value: 'waiting' })
  assert.deepEqual(rightTransition('expired', 'reopen'), { ok: true, value: 'waiting' })
})

test('that nothing is held is an answer and not a refusal', () => {
  assert.deepEqual(answerOutcomes, ['fulfilled', 'partlyFulfilled', 'nothingHeld'])
})
