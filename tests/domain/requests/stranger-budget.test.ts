import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countStranger, intakePerHour } from '../../../shared/domain/requests/stranger-budget.ts'
import type { StrangerCounts } from '../../../shared/domain/requests/stranger-budget.ts'

for (const kind of Object.keys(intakePerHour) as (keyof typeof intakePerHour)[])
  test(`an hour holds ${intakePerHour[kind]} requests of one ${kind}, and of another as many again`, () => {
    let counts: StrangerCounts | undefined = {}
    for (let n = 0; n < intakePerHour[kind]; n++) counts = countStranger(counts ?? {}, [{ kind, key: 'a' }])

    assert.equal(countStranger(counts ?? {}, [{ kind, key: 'a' }]), undefined)
    assert.deepEqual(countStranger(counts ?? {}, [{ kind, key: 'b' }]), { ...counts, [`${kind} b`]: 1 })
  })

test('a kind that is given no number is not counted against anybody', () => {
  const keys = [{ kind: 'address', key: 'a' }] as const
  assert.deepEqual(countStranger({ 'address a': 9_999 }, keys, { network: 1 }), { 'address a': 10_000 })
})

test('one key that is used up stops all, and nothing is counted for the others', () => {
  const full = { 'address a': intakePerHour.address }

  assert.equal(
    countStranger(full, [
      { kind: 'company', key: '' },
      { kind: 'address', key: 'a' },
    ]),
    undefined,
  )
  assert.deepEqual(full, { 'address a': intakePerHour.address })
})
