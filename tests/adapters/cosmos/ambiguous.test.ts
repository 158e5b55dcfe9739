// Answers to a batch that could be taken for something else than they say.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { DocumentStore } from '../../../shared/application/ports/documents.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { company, create } from '../../support/contracts/document-samples.ts'
import { openCosmosStore } from '../../support/cosmos/open-store.ts'

const patience = { callMs: 2_000, requestMs: 500, retries: 0 }

const replacing = (documents: DocumentStore) =>
  documents.batch(company('c1'), [create({ id: 'b' }), { kind: 'replace', value: { id: 'a' }, etag: '"e"' }])

/** What the second of two writes met. */
const batchAnswer = (said: object, headers = {}) => ({
  ...{ status: 207, headers },
  body: [
    { statusCode: 424, requestCharge: 0 },
    { statusCode: 404, requestCharge: 1, ...said },
  ],
})

for (const [where, answerWith] of [
  ['of the write', (substatus: number) => batchAnswer({ subStatusCode: substatus })],
  ['of the batch', (substatus: number) => batchAnswer({}, { 'x-ms-substatus': String(substatus) })],
] as const) {
  test(`batch: a 404 with a substatus ${where} does not say that a document is absent`, async () => {
    const { documents, endpoint } = openCosmosStore({ patience })
    const answer = (substatus: number): void =>
      endpoint.faults.next('batch', { kind: 'answer', answer: answerWith(substatus) })

    answer(1002)
    await assert.rejects(replacing(documents), DependencyUnavailable)
    answer(1003)
    await assert.rejects(replacing(documents), /refused a call with status 404\/1003/)
    answer(0)
    assert.deepEqual(await replacing(documents), { ok: false, error: { code: 'absent', index: 1 } })
  })
}

test('batch: an answer that leaves out a write is an interruption, and not taken for done', async () => {
  const { documents, endpoint } = openCosmosStore({ patience })
  const answer = { status: 200, body: [{ statusCode: 201, requestCharge: 1, eTag: '"e"' }] }
  endpoint.faults.next('batch', { kind: 'answer', answer })

  await assert.rejects(replacing(documents), DependencyUnavailable)
})
