import { test } from 'node:test'
import assert from 'node:assert/strict'

import { endedAt } from '../../../shared/application/requests/ending.ts'
import { mustFollow } from '../../../shared/application/requests/must-follow.ts'
import type { RequestDocument } from '../../../shared/application/requests/request-document.ts'
import { readAll } from '../../../shared/application/read-all.ts'
import { openOffice } from '../../support/application.ts'

test('a status that cannot follow is a defect, not a status', () => {
  assert.equal(mustFollow('sealed', 'approve'), 'approved')
  assert.throws(() => mustFollow('closed', 'reopen'), /closed cannot reopen/)
})

test('an ending that was never written down counts from now', () => {
  const now = new Date('2026-03-02T08:00:00Z')
  const ended = { how: 'refused', at: '2026-03-01T08:00:00.000Z' } as const

  assert.deepEqual(endedAt({ ended } as RequestDocument, now), new Date(ended.at))
  assert.deepEqual(endedAt({} as RequestDocument, now), now)
})

test('a list of many is read to its end', async (t) => {
  const { ports } = await openOffice(t)
  const partition = { container: 'logs', key: ['demo'] } as const
  for (let page = 0; page < 11; page++)
    await ports.documents.batch(
      partition,
      Array.from({ length: 100 }, (_, i) => ({
        kind: 'create' as const,
        value: { id: `line:${page}-${i}` },
      })),
    )

  assert.equal((await readAll(ports.documents, { ...partition, idPrefix: 'line:' })).length, 1100)
})
