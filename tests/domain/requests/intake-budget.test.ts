import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countIntake, intakePerHour } from '../../../shared/domain/requests/intake-budget.ts'
import type { IntakeCounts, IntakeKind } from '../../../shared/domain/requests/intake-budget.ts'

for (const kind of Object.keys(intakePerHour) as IntakeKind[])
  test(`an hour holds ${intakePerHour[kind]} requests of one ${kind}, and of another as many again`, () => {
    let counts: IntakeCounts | undefined = {}
    for (let n = 0; n < intakePerHour[kind]; n++) counts = countIntake(counts ?? {}, [{ kind, key: 'a' }])

    assert.equal(countIntake(counts ?? {}, [{ kind, key: 'a' }]), undefined)
    assert.deepEqual(countIntake(counts ?? {}, [{ kind, key: 'b' }]), { ...counts, [`${kind} b`]: 1 })
  })

test('one key that is used up stops all, and nothing is counted for the others', () => {
  const full = { 'address a': intakePerHour.address }

  assert.equal(
    countIntake(full, [
      { kind: 'company', key: '' },
      { kind: 'address', key: 'a' },
    ]),
    undefined,
  )
  assert.deepEqual(full, { 'address a': intakePerHour.address })
})
