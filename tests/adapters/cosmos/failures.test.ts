import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { CosmosPatience } from '../../../shared/adapters/cosmos/account.ts'
import type { DocumentStore } from '../../../shared/application/ports/documents.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { company, create, put } from '../../support/contracts/document-samples.ts'
import { byKey, openCosmosStore } from '../../support/cosmos/open-store.ts'

const patience: CosmosPatience = { callMs: 2_000, requestMs: 500, retries: 2 }
const read = (documents: DocumentStore) => documents.read(company('c1'), 'a')
const list = (documents: DocumentStore) => documents.query({ container: 'companies', key: ['c1'], limit: 5 })
const write = (documents: DocumentStore) => documents.batch(company('c1'), [create({ id: 'a' })])

async function unavailable(work: Promise<unknown>): Promise<DependencyUnavailable> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof DependencyUnavailable, String(error))
  assert.equal(error.dependency, 'documents')
  return error
}

for (const [operation, call] of [
  ['read', read],
  ['query', list],
  ['batch', write],
] as const) {
  test(`${operation}: a short overload is waited out within the call`, async () => {
    const { documents, endpoint } = openCosmosStore({ patience })
    endpoint.faults.next(operation, { kind: 'status', status: 429, retryAfterMs: 2 }, 2)

    await call(documents)

    assert.equal(endpoint.asked.filter((each) => each === operation).length, 3)
  })

  test(`${operation}: a long overload is passed on with the time to wait that Cosmos DB names`, async () => {
    const { documents, endpoint } = openCosmosStore({ patience: { ...patience, retries: 0 } })
    endpoint.faults.next(operation, { kind: 'status', status: 429, retryAfterMs: 7_200 })

    assert.equal((await unavailable(call(documents))).retryAfterSeconds, 8)
  })

  for (const status of [401, 403, 408, 410, 449, 500, 503]) {
    test(`${operation}: the answer ${status} is an interruption, and heals`, async () => {
      const { documents, endpoint } = openCosmosStore({ patience })
      endpoint.faults.next(operation, { kind: 'status', status })

      assert.ok((await unavailable(call(documents))).retryAfterSeconds >= 1)
      await call(documents)
    })
  }

  for (const kind of ['answerLost', 'notJson'] as const) {
    test(`${operation}: an answer that is ${kind === 'notJson' ? 'not of Cosmos DB' : 'lost'} is an interruption`, async () => {
      const { documents, endpoint } = openCosmosStore({ patience })
      endpoint.faults.next(operation, { kind })

      await unavailable(call(documents))
    })
  }

  test(`${operation}: silence ends with the patience of the call`, async () => {
    const { documents, endpoint } = openCosmosStore({ patience: { callMs: 60, requestMs: 500, retries: 2 } })
    await documents.read(company('c1'), 'opened')
    endpoint.faults.next(operation, { kind: 'silence' }, 5)

    const { retryAfterSeconds } = await unavailable(call(documents))

    assert.equal(retryAfterSeconds, 5)
  })

  test(`${operation}: what Cosmos DB calls a bad request is a defect, and says nothing of what was asked`, async () => {
    const { documents, endpoint } = openCosmosStore({ patience })
    endpoint.faults.next(operation, { kind: 'status', status: 400 })

    await assert.rejects(
      call(documents),
      (error) =>
        error instanceof Error &&
        !(error instanceof DependencyUnavailable) &&
        error.message === 'Cosmos DB refused a call with status 400/0' &&
        error.cause === undefined,
    )
  })
}

for (const kind of ['answerLost', 'silence'] as const) {
  test(`a write whose answer is ${kind === 'silence' ? 'late' : 'lost'} is not sent again, and its etag tells what became of it`, async () => {
    const { documents, endpoint } = openCosmosStore({ patience: { ...patience, requestMs: 40 } })
    const [etag = ''] = await put(documents, company('c1'), create({ id: 'a', rank: 1 }))
    const change = [{ kind: 'replace', value: { id: 'a', rank: 2 }, etag }] as const
    endpoint.faults.next('batch', { kind })

    await unavailable(documents.batch(company('c1'), change))

    assert.equal(endpoint.asked.filter((each) => each === 'batch').length, 2)
    assert.deepEqual(await documents.batch(company('c1'), change), {
      ok: false,
      error: { code: 'versionConflict', index: 0 },
    })
  })
}

test('silence ends with the patience of the call where a request may take longer, and of the request where a call may', async () => {
  for (const brief of [
    { callMs: 200, requestMs: 60_000, retries: 0 },
    { callMs: 60_000, requestMs: 200, retries: 0 },
  ]) {
    const { documents, endpoint } = openCosmosStore({ patience: brief })
    await read(documents)
    endpoint.faults.next('read', { kind: 'silence' }, 5)

    const begun = performance.now()
    await unavailable(read(documents))

    assert.ok(performance.now() - begun < 4_000, JSON.stringify(brief))
  }
})

test('a slow answer is waited for', async () => {
  const { documents, endpoint } = openCosmosStore({ patience })
  endpoint.faults.next('read', { kind: 'slow', milliseconds: 20 })

  assert.equal(await read(documents), undefined)
})

test('what an interruption leaves behind names a status and nothing else', async () => {
  const { documents, endpoint } = openCosmosStore({ patience })
  endpoint.faults.next('read', { kind: 'status', status: 503 })

  const { message, cause } = await unavailable(documents.read(company('secret-company'), 'secret-id'))

  assert.equal(message, 'documents is unavailable')
  assert.ok(cause instanceof Error)
  assert.equal(cause.message, 'Cosmos DB: status 503')
  assert.deepEqual(Object.keys(cause), [])
})

test('a container that is not there is a defect, not an empty one', async () => {
  const { documents } = openCosmosStore({ definitions: [] })

  await assert.rejects(read(documents), /404\/1003/)
  await assert.rejects(write(documents), /refused a call with status 404/)
  await assert.rejects(list(documents), /refused a call with status 404/)
})

for (const [operation, call] of [
  ['read', read],
  ['query', list],
  ['batch', write],
] as const) {
  test(`${operation}: what is not there for now is an interruption, and never a document that is absent`, async () => {
    for (const substatus of [1002, 1008, 1013, 1024]) {
      const { documents, endpoint } = openCosmosStore({ patience: { ...patience, retries: 0 } })
      // Of 1002 the SDK asks once more by itself.
      endpoint.faults.next(operation, { kind: 'status', status: 404, substatus }, 3)

      assert.ok((await unavailable(call(documents))).retryAfterSeconds >= 1, String(substatus))
    }
  })
}

test('only a plain 404 says that a document is absent', async () => {
  for (const plain of [{}, { substatus: 0 }]) {
    const { documents, endpoint } = openCosmosStore({ patience })
    endpoint.faults.next('read', { kind: 'status', status: 404, ...plain })

    assert.equal(await read(documents), undefined)
  }
})

test('nothing is asked before the first call, and the account is asked once', async () => {
  const { documents, endpoint } = openCosmosStore()
  assert.deepEqual(endpoint.asked, [])

  await Promise.all([read(documents), read(documents), write(documents)])

  assert.deepEqual(endpoint.asked.toSorted(), ['account', 'batch', 'read', 'read'])
})

for (const consistency of ['Session', 'ConsistentPrefix', 'Eventual'] as const) {
  test(`an account with ${consistency} consistency is refused: another instance would read the past`, async () => {
    const { documents, endpoint } = openCosmosStore({ consistency })

    await assert.rejects(write(documents), { code: 'cosmosAccountUnsuitable' })
    await assert.rejects(read(documents), { code: 'cosmosAccountUnsuitable' })
    assert.deepEqual(new Set(endpoint.asked), new Set(['account']))
  })
}

test('an account with strong consistency will do, one that writes in several regions will not', async () => {
  await write(openCosmosStore({ consistency: 'Strong' }).documents)

  await assert.rejects(write(openCosmosStore({ severalWriteRegions: true }).documents), {
    code: 'cosmosAccountUnsuitable',
  })
})

test('an account that could not be asked is asked again at the next call', async () => {
  const { documents, endpoint } = openCosmosStore({ patience })
  endpoint.faults.next('account', { kind: 'status', status: 503 })

  await unavailable(read(documents))
  assert.equal(await read(documents), undefined)
})

test('a token that cannot be had is an interruption', async () => {
  const getToken = async () => {
    throw Object.assign(new Error('no identity here'), { name: 'CredentialUnavailableError' })
  }
  const { documents } = openCosmosStore({ signIn: { credential: async () => ({ getToken }) } })

  await unavailable(read(documents))
})

test('an emulator is reached with its key, and not asked how it reads', async () => {
  const { documents, endpoint } = openCosmosStore({ signIn: byKey, consistency: 'Session' })

  await put(documents, company('c1'), create({ id: 'æ "ø"' }))
  assert.notEqual(await documents.read(company('c1'), 'æ "ø"'), undefined)
  await list(documents)
  assert.ok(!endpoint.asked.includes('account'))
})

test('a wrong key is an interruption, and a key for the service itself is refused at once', async () => {
  const wrong = openCosmosStore({ signIn: { key: Buffer.from('another').toString('base64') } })
  await unavailable(read(wrong.documents))

  assert.throws(
    () => openCosmosStore({ signIn: byKey, at: 'https://indsigt.documents.azure.com' }),
    RangeError,
  )
})

test('an item of another partition is not passed on, whatever came', async () => {
  const { documents } = openCosmosStore({
    tamper: ({ headers }) => {
      if (headers.get('x-ms-documentdb-isquery')) headers.set('x-ms-documentdb-partitionkey', '["c2"]')
    },
  })
  await put(documents, company('c2'), create({ id: 'theirs' }))

  await assert.rejects(list(documents), /an item of another partition came/)
})

test('a batch is measured as it is sent, with what the store adds to it', async () => {
  const { documents, endpoint } = openCosmosStore()
  const writes = Array.from({ length: 100 }, (_, index) =>
    create({ id: `d${index}`, text: 'x'.repeat(20_900) }),
  )

  await assert.rejects(documents.batch(company('c'.repeat(200)), writes), RangeError)
  assert.deepEqual(endpoint.asked, [])
})
