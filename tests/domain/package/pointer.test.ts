import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stepsOf, valuesAt } from '../../../shared/domain/package/pointer.ts'

test('a pointer leads to one value, to none, or to one in each row', () => {
  const data = { a: [{ b: 1 }, { b: 2 }, {}], '*': 3 }

  assert.deepEqual(valuesAt(data, stepsOf('')), [data])
  assert.deepEqual(valuesAt(data, stepsOf('/a/*/b')), [1, 2])
  assert.deepEqual(valuesAt(data, stepsOf('/a/1/b')), [2])
  assert.deepEqual(valuesAt(data, stepsOf('/*')), [3])
  assert.deepEqual(valuesAt(data, stepsOf('/a/9')), [])
  assert.deepEqual(valuesAt(undefined, stepsOf('')), [])
})

test('what every object inherits is no value of the data', () => {
  for (const name of ['constructor', '__proto__', 'toString']) assert.deepEqual(valuesAt({}, [name]), [])
})
