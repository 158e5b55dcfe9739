import assert from 'node:assert/strict'
import { test } from 'node:test'

import { delivery } from '../../orchestrations/delivery.ts'
import { runOrchestration } from '../support/run-orchestration.ts'

const startAt = new Date('2026-03-05T09:00:00Z')
const input = { companyId: 'demo', requestId: 'r1' }

test('every package is built before anything is released', async () => {
  const run = await runOrchestration(delivery, {
    ...{ input, startAt },
    activities: {
      prepareDelivery: () => ['d1', 'd2'],
      buildPackage: () => 'built',
      releaseDelivery: () => 'released',
    },
  })

  assert.equal(run.output, 'released')
  assert.deepEqual(
    run.calls.map(({ name, input: given }) => [name, (given as { deliveryId?: string }).deliveryId]),
    [
      ['prepareDelivery', undefined],
      ['buildPackage', 'd1'],
      ['buildPackage', 'd2'],
      ['releaseDelivery', undefined],
    ],
  )
})

test('a seal that became void while its package was built releases nothing', async () => {
  const run = await runOrchestration(delivery, {
    ...{ input, startAt },
    activities: { prepareDelivery: () => ['d1'], buildPackage: () => 'stopped' },
  })

  assert.equal(run.output, 'stopped')
  assert.deepEqual(
    run.calls.map(({ name }) => name),
    ['prepareDelivery', 'buildPackage'],
  )
})

test('a request without a package is answered by its letter alone', async () => {
  const run = await runOrchestration(delivery, {
    ...{ input, startAt },
    activities: { prepareDelivery: () => [], releaseDelivery: () => 'released' },
  })

  assert.deepEqual(
    run.calls.map(({ name }) => name),
    ['prepareDelivery', 'releaseDelivery'],
  )
})
