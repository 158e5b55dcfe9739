import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requestPartitionKinds } from '../../../shared/application/retention/stored-personal-data.ts'
import type { Retention } from '../../../shared/domain/retention/personal-data.ts'
import type { Office } from '../../support/application.ts'
import { busyCompany } from '../../support/busy-company.ts'

type Said = string | { readonly [field: string]: Said | string }

type Value = { readonly [field: string]: unknown }

const kinds = Object.entries(requestPartitionKinds) as readonly (readonly [
  string,
  { readonly goes: Retention; readonly fields: { readonly [field: string]: Said } },
])[]

const kindOf = (id: string) =>
  kinds.find(([prefix]) => (prefix.endsWith(':') ? id.startsWith(prefix) : id === prefix))?.[1]

async function stored(office: Office): Promise<readonly (Value & { readonly id: string })[]> {
  const { items } = await office.ports.documents.query({ container: 'requests', limit: 1000 })
  // What lies beside the requests is the company's own.
  return items
    .filter(({ partition }) => partition.key[1] !== '-')
    .map(({ value }) => value as Value & { readonly id: string })
}

/** Where a value lies of which the tags say nothing. */
function untold(value: unknown, said: Said | undefined, at: string): readonly string[] {
  if (said === undefined) return [at]
  if (typeof said === 'string' || 'retention' in said) return []
  if (Array.isArray(value)) return value.flatMap((item) => untold(item, said, at))
  return Object.entries(value as Value).flatMap(([field, held]) =>
    untold(held, said[field], `${at}/${field}`),
  )
}

/** Where a value lies that is tagged to go with what was purged. */
function tagged(value: unknown, said: Said | undefined, at: string, gone: Retention): readonly string[] {
  if (said === undefined || typeof said === 'string') return []
  if ('retention' in said) return said['retention'] === gone ? [at] : []
  if (Array.isArray(value)) return value.flatMap((item) => tagged(item, said, at, gone))
  return Object.entries(value as Value).flatMap(([field, held]) =>
    tagged(held, said[field], `${at}/${field}`, gone),
  )
}

const left = (documents: readonly (Value & { readonly id: string })[], gone: Retention): readonly string[] =>
  documents.flatMap((value) => {
    const kind = kindOf(value.id)
    const whole = kind?.goes === gone ? [value.id] : []
    return [...whole, ...tagged(value, kind?.fields, value.id, gone)]
  })

test('every field that a company at work stores of its requests is tagged, or said to hold nothing of a person', async (t) => {
  const { office } = await busyCompany(t)
  const documents = await stored(office)

  const seen = new Set(documents.map(({ id }) => id.split(':')[0]))
  for (const kind of [
    'request',
    'data',
    'file',
    'seal',
    'letter',
    'message',
    'mail',
    'link',
    'audit',
    'breach',
  ])
    assert.ok(seen.has(kind), kind)
  assert.deepEqual(
    documents.flatMap((value) => untold(value, kindOf(value.id)?.fields, value.id)),
    [],
  )
})

test('the purges take away every field that is tagged to go, and what stays is what was said to stay', async (t) => {
  const { office } = await busyCompany(t)
  assert.ok(left(await stored(office), 'content').length > 50)
  office.clock.pass({ days: 40 })
  for (let pass = 0; pass < 3; pass++) {
    await office.app.purgeContent(100)
    await office.pump()
  }
  const purged = (documents: readonly (Value & { readonly id: string })[]) =>
    documents.filter(({ id, purgedAt }) => id === 'request' && purgedAt !== undefined)
  const requests = purged(await stored(office))
  assert.ok(requests.length >= 4, `${requests.length}`)
  assert.deepEqual(left(requests, 'content'), [])

  office.clock.pass({ days: 60 })
  await office.app.purgeProof(100)
  const proved = (await stored(office)).filter(({ proofPurgedAt }) => proofPurgedAt !== undefined)
  assert.ok(proved.length >= 4, `${proved.length}`)
  for (const { companyId, requestId } of proved) {
    const { items } = await office.ports.documents.query({
      ...{ container: 'requests', key: [companyId as string, requestId as string], limit: 1000 },
    })
    const documents = items.map(({ value }) => value as Value & { readonly id: string })
    for (const gone of ['content', 'proof'] as const) assert.deepEqual(left(documents, gone), [])
  }
})
