import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filledIn, unknownPlaces } from '../../../shared/domain/letters/own-words.ts'

const values = {
  ...{ companyName: 'Demo A/S', reference: 'I-26-7', receivedOn: '1 March 2026', dueOn: '31 March 2026' },
}

test('the places that a company may use are filled in, each as often as it stands', () => {
  const words = '{companyName} has {reference} since {receivedOn}; {reference} is due {dueOn}.'
  assert.deepEqual(unknownPlaces(words), [])
  assert.equal(
    filledIn(words, values),
    'Demo A/S has I-26-7 since 1 March 2026; I-26-7 is due 31 March 2026.',
  )
})

test('a place that is none of ours is named, whatever it is called', () => {
  assert.deepEqual(unknownPlaces('Dear {name}, {} and {toString} {dueOn}'), ['name', '', 'toString'])
})
