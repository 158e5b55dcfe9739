import { createHash } from 'node:crypto'
import { test } from 'node:test'
import assert from 'node:assert/strict'

import { auditEntryId } from '../../../shared/application/evidence/audit-event.ts'
import type { AuditEntry } from '../../../shared/application/evidence/audit-event.ts'
import { makeReadAudit } from '../../../shared/application/evidence/read-audit.ts'
import { makeSequenceAudit } from '../../../shared/application/evidence/sequence-audit.ts'
import { tileId, treeLeaf } from '../../../shared/application/evidence/tree-document.ts'
import type { LeafTile, NodeTile, TreeHead } from '../../../shared/application/evidence/tree-document.ts'
import type { DocumentStore } from '../../../shared/application/ports/documents.ts'
import {
  leafHash,
  nodeHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../../shared/domain/evidence/merkle.ts'
import type { Frontier } from '../../../shared/domain/evidence/merkle.ts'
import { auditOf } from '../../support/audit.ts'
import { must, openOffice, type Office } from '../../support/application.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const base64 = (hash: Uint8Array): string => Buffer.from(hash).toString('base64url')
const companyId = 'demo'

/** Entries of `requests` requests that wait for their places, as commits leave them. */
async function withBacklog({ ports: { documents } }: Office, requests: number, each: number): Promise<void> {
  for (let number = 0; number < requests; number++) {
    const requestId = `request-${String(number).padStart(4, '0')}`
    const entries = Array.from({ length: each }, (_, i): AuditEntry => {
      const at = new Date(Date.UTC(2026, 0, 1) + number * 1000 + i).toISOString()
      return {
        ...{ id: auditEntryId(i + 1), companyId, requestId, sequence: i + 1, at, unsequenced: at },
        ...{ event: 'dataEntered', by: { kind: 'system' }, detail: {}, salt: `${number}-${i}` },
      }
    })
    const writes = entries.map((value) => ({ kind: 'create' as const, value }))
    await documents.batch({ container: 'requests', key: [companyId, requestId] }, writes)
  }
}

/** The same store, whose calls are noted, and which dies instead of the `dies`-th batch. */
function watched(documents: DocumentStore, dies = Infinity) {
  const calls = { read: 0, batch: 0, query: 0 }
  const store: DocumentStore = {
    read: (...given) => {
      calls.read++
      return documents.read(...given)
    },
    query: (...given) => {
      calls.query++
      return documents.query(...given)
    },
    batch: async (...given) => {
      calls.batch++
      if (calls.batch >= dies) throw new Error('killed')
      return documents.batch(...given)
    },
  }
  return { calls, store }
}

async function isWhole(office: Office, entries: number): Promise<void> {
  const audit = auditOf(office)
  const lines = await audit.lines()
  assert.deepEqual(
    lines.map(({ index }) => index),
    Array.from({ length: entries }, (_, index) => index),
  )
  assert.equal(new Set(lines.map(({ entry }) => `${entry?.requestId} ${entry?.sequence}`)).size, entries)
  for (const index of [0, 255, 256, entries - 1].filter((one) => one < entries))
    assert.ok(await audit.isIncluded(index), `leaf ${index}`)
}

test('the entries of one change get their places with six calls, however many they are', async (t) => {
  const office = await openOffice(t)
  await withBacklog(office, 1, 9)
  const { store, calls } = watched(office.ports.documents)
  const sequence = makeSequenceAudit({ documents: store, crypto: office.ports.crypto })

  assert.equal(await sequence(companyId), 9)

  assert.deepEqual(calls, { read: 1, query: 3, batch: 2 })
  await isWhole(office, 9)
})

test('whoever asks for the head waits for a part of a large backlog, and the queue brings in the rest', async (t) => {
  const office = await openOffice(t)
  await withBacklog(office, 100, 7)
  const audit = auditOf(office)

  const asked = await audit.head()
  const placed = await office.app.sequenceAudit(companyId)

  assert.equal(asked.treeSize, 450)
  assert.equal(placed, 250)
  assert.ok(await audit.isConsistent(asked))
  await isWhole(office, 700)
})

test('a sequencer that dies in the middle of a large backlog leaves each entry one place', async (t) => {
  for (const dies of [2, 3, 9, 20, 30]) {
    const office = await openOffice(t)
    await withBacklog(office, 40, 7)
    const { documents, crypto } = office.ports
    const killed = makeSequenceAudit({ documents: watched(documents, dies).store, crypto })
    await assert.rejects(killed(companyId), /killed/)
    // What was promised a place comes late in the list of what waits.
    const [last] = (await documents.query<TreeHead>({ container: 'audit', limit: 1 })).items
    for (const { requestId, sequence } of (last?.value.promised ?? []).slice(-30)) {
      const partition = { container: 'requests', key: [companyId, requestId] } as const
      const entry = await documents.read<AuditEntry>(partition, auditEntryId(sequence))
      if (entry?.value.unsequenced !== undefined)
        await documents.batch(partition, [
          {
            kind: 'upsert',
            value: { ...entry.value, unsequenced: '2027-01-01T00:00:00.000Z' } as AuditEntry,
          },
        ])
    }

    await office.app.sequenceAudit(companyId)

    await isWhole(office, 280)
  }
})

test('an entry that went while it was being placed does not hold up the others', async (t) => {
  const office = await openOffice(t)
  await withBacklog(office, 1, 3)
  const { documents, crypto } = office.ports
  const partition = { container: 'requests', key: [companyId, 'request-0000'] } as const
  let gone = false
  const purging: DocumentStore = {
    ...documents,
    batch: async (where, writes) => {
      if (where.container === 'requests' && !gone) {
        gone = true
        await documents.batch(partition, [{ kind: 'delete', id: auditEntryId(2) }])
      }
      return documents.batch(where, writes)
    },
  }

  await makeSequenceAudit({ documents: purging, crypto })(companyId)
  await office.app.sequenceAudit(companyId)

  assert.equal((await auditOf(office).head()).treeSize, 3)
  for (const number of [1, 3]) {
    const entry = await documents.read<AuditEntry>(partition, auditEntryId(number))
    assert.equal(entry?.value.index, number - 1)
    assert.equal(entry?.value.unsequenced, undefined)
  }
})

/** A tree of so many equal entries, of which every tile can be made when it is asked for. */
function treeOf(size: number) {
  const roots = [leafHash(sha256, Buffer.from('entry'))]
  for (let height = 0; height < 40; height++) {
    const root = roots[height] ?? new Uint8Array()
    roots.push(nodeHash(sha256, root, root))
  }
  const leaf = treeLeaf(base64(roots[0] ?? new Uint8Array()), { requestId: 'request', sequence: 1 })
  const bits = Array.from({ length: 40 }, (_, i) => 39 - i).filter((bit) => Math.floor(size / 2 ** bit) % 2)
  const hashes = bits.map((bit) => roots[bit] ?? new Uint8Array())
  const frontier: Frontier = { size, hashes }
  const head: TreeHead = {
    ...{ id: 'head', size, frontier: hashes.map(base64), promised: [] },
    edge: Array.from({ length: size % 256 }, () => leaf),
  }
  const tiles = [...Array(5).keys()].flatMap((level) => {
    const wide = Math.floor(size / 256 ** level)
    return Array.from({ length: Math.ceil(wide / 256) }, (_, number) => {
      const length = Math.min(256, wide - number * 256)
      const name = tileId({ level, number })
      const hash = base64(roots[8 * level] ?? new Uint8Array())
      const tile: LeafTile | NodeTile =
        level === 0
          ? { id: name, leaves: Array.from({ length }, () => leaf) }
          : { id: name, hashes: Array.from({ length }, () => hash) }
      return [name, { length, tile }] as const
    }).filter(([, { length }]) => level > 0 || length === 256)
  })
  const documents = new Map<string, object>([
    ['head', head],
    ...tiles.map(([id, { tile }]) => [id, tile] as const),
  ])
  return { documents, root: rootOf(sha256, frontier) }
}

test('a proof in a tree of a million entries takes at most ten reads', async (t) => {
  const office = await openOffice(t)
  const size = 1_000_003
  const { documents: held, root } = treeOf(size)
  let reads = 0
  const documents = {
    ...office.ports.documents,
    read: (_partition: unknown, id: string) => {
      reads++
      const value = held.get(id)
      return Promise.resolve(value && { value, etag: 'etag' })
    },
  } as DocumentStore
  const audit = makeReadAudit({ ...office.ports, documents, sequence: () => Promise.resolve(0) })
  const asked = { actor: office.as('admin'), companyId }
  const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))

  for (const index of [0, 500_000, size - 1]) {
    reads = 0
    const { leafHash: leaf, path } = must(await audit.proof({ ...asked, index }))
    assert.ok(verifyInclusion(sha256, { leaf: bytes(leaf), index, size, root, proof: path.map(bytes) }))
    assert.ok(reads <= 10, `${reads} reads`)
  }
  for (const from of [1, 500_001, size - 1]) {
    reads = 0
    const { path } = must(await audit.consistency({ ...asked, from }))
    const firstRoot = treeOf(from).root
    const claim = { firstSize: from, firstRoot, secondSize: size, secondRoot: root, proof: path.map(bytes) }
    assert.ok(verifyConsistency(sha256, claim))
    assert.ok(reads <= 10, `${reads} reads`)
  }
})

test('a tree that outgrows a level of its tiles still proves each new entry', async (t) => {
  const office = await openOffice(t)
  const { documents: held } = treeOf(65_530)
  const partition = { container: 'audit', key: [companyId, 'tree'] } as const
  for (const id of ['head', tileId({ level: 1, number: 0 })])
    await office.ports.documents.batch(partition, [{ kind: 'upsert', value: held.get(id) as TreeHead }])
  await withBacklog(office, 1, 9)

  const audit = auditOf(office)

  assert.equal((await audit.head()).treeSize, 65_539)
  assert.ok(await audit.isIncluded(65_537))
})
