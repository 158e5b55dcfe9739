import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'

import { createBlobStore } from '../../../shared/adapters/embedded/blobs.ts'
import { DataFolderInUse } from '../../../shared/adapters/embedded/data-folder-errors.ts'
import { lockFolder, openDatabase } from '../../../shared/adapters/embedded/database.ts'
import { createDocumentStore } from '../../../shared/adapters/embedded/documents.ts'
import { createShareStore } from '../../../shared/adapters/embedded/shares.ts'
import type { DocumentStore } from '../../../shared/application/ports/documents.ts'
import { textOf } from '../../support/contracts/blob-store.ts'
import { folderFor } from '../../support/contracts/temporary-folder.ts'

const rounds = 4
const writer = join(import.meta.dirname, 'killed-writer.ts')

test('what was acknowledged before kill -9 is all there, whole, and the folder opens at once', async (context) => {
  const folder = folderFor(context)
  const acknowledged: Record<string, Set<string>> = {}

  for (let round = 0; round < rounds; round++) {
    for (const [what, name] of await writeUntilKilled(folder, round))
      (acknowledged[what] ??= new Set()).add(name)
  }

  const lock = lockFolder(folder)
  const db = openDatabase(folder)
  await documentsAreThere(
    createDocumentStore(db, () => new Date()),
    acknowledged['document'] ?? new Set(),
  )
  messagesAreThere(db, acknowledged)
  await filesAreThere(folder, acknowledged)
  db.close()
  lock.release()
})

/** Lets a writer run until it has acknowledged some writes and a little longer, kills it, and answers what it had said. */
async function writeUntilKilled(folder: string, round: number): Promise<[what: string, name: string][]> {
  const child = spawn(process.execPath, [writer, folder, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = text(child.stdout)
  let bytes = 0
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > 4_000 + round * 3_777 && !child.killed) {
      assert.throws(() => lockFolder(folder), DataFolderInUse)
      child.kill('SIGKILL')
    }
  })
  await once(child, 'exit')
  const lines = (await said).split('\n').slice(0, -1)
  return lines.map((line) => {
    const [what = '', name = ''] = line.split(' ')
    return [what, name]
  })
}

async function documentsAreThere(documents: DocumentStore, names: ReadonlySet<string>): Promise<void> {
  assert.ok(names.size > rounds)
  for (const name of names) {
    for (const id of ['a', 'b']) {
      assert.notEqual(await documents.read({ container: 'requests', key: ['c', name] }, id), undefined, name)
    }
  }
  const half = await documents.query({ container: 'requests', key: ['c'], limit: 1000, idPrefix: 'a' })
  for (const { partition } of half.items) assert.notEqual(await documents.read(partition, 'b'), undefined)
}

function messagesAreThere(
  db: DatabaseSync,
  { message, completed }: Record<string, ReadonlySet<string>>,
): void {
  const stored = new Set(
    db
      .prepare('SELECT message_id FROM queue_messages')
      .all()
      .map((row) => row['message_id']),
  )
  assert.ok(message && message.size > rounds && completed && completed.size > 0)
  for (const id of message) {
    // The last completion may have been done and not said any more.
    if (!stored.has(id) && !completed.has(id)) assert.ok(isFirstAfter(completed, id), id)
  }
  for (const id of completed) assert.ok(!stored.has(id), id)
}

/** Messages are completed in the order in which they were sent, so an unsaid completion is the one after the last said. */
function isFirstAfter(completed: ReadonlySet<string>, id: string): boolean {
  const [round = '', number = ''] = id.split('-')
  return Number(number) === 0 || [...completed].some((other) => other === `${round}-${Number(number) - 1}`)
}

async function filesAreThere(
  folder: string,
  { blob, share }: Record<string, ReadonlySet<string>>,
): Promise<void> {
  const [blobs, shares] = [createBlobStore(folder), createShareStore(folder, () => new Date())]
  assert.ok(blob && blob.size > 0 && share && share.size > 0)
  for (const { name, wanted } of [...blob].map((name) => ({
    name,
    wanted: Buffer.alloc(50_000, name).toString(),
  }))) {
    assert.equal(await textOf(blobs, { container: 'c', name }), wanted + wanted)
  }
  for (const name of share) assert.equal(Buffer.from((await shares.get(name)) ?? []).toString(), name)
  const { names } = await blobs.list('c', '')
  for (const name of names) assert.equal(await blobs.size({ container: 'c', name }), 100_000)
}
