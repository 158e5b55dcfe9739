import assert from 'node:assert/strict'
import { test } from 'node:test'

import { isFailed, isNews, type Arrival } from '../../../shared/domain/letters/arrival.ts'

const all: readonly Arrival[] = ['deferred', 'delivered', 'bounced', 'dropped', 'reportedAsSpam']

const after = (events: readonly Arrival[]): Arrival | undefined =>
  events.reduce<Arrival | undefined>((known, news) => (isNews(news, known) ? news : known), undefined)

test('a repeat of what is known is no news', () => {
  for (const arrival of all) assert.equal(isNews(arrival, arrival), false)
})

test('in whatever order news of a mail comes, it ends the same', () => {
  for (const events of [
    ['deferred', 'delivered'],
    ['deferred', 'deferred', 'bounced'],
    ['delivered', 'reportedAsSpam'],
  ] as const)
    assert.equal(after(events), after(events.toReversed()))
})

test('what did not reach its addressee stays so, whatever is told later', () => {
  for (const failed of all.filter(isFailed))
    for (const later of all) assert.equal(after([failed, later]), failed)
  assert.deepEqual(all.filter(isFailed), ['bounced', 'dropped', 'reportedAsSpam'])
})
