/** Writes as fast as it can and says on standard output what was acknowledged, until it is killed. Run by `kill.test.ts`. */
import { writeSync } from 'node:fs'

import { createBlobStore } from '../../../shared/adapters/embedded/blobs.ts'
import { lockFolder, openDatabase } from '../../../shared/adapters/embedded/database.ts'
import { createDocumentStore } from '../../../shared/adapters/embedded/documents.ts'
import { openQueue } from '../../../shared/adapters/embedded/queue.ts'
import { createShareStore } from '../../../shared/adapters/embedded/shares.ts'

const [folder = '', round = ''] = process.argv.slice(2)

lockFolder(folder)
const db = openDatabase(folder)
const now = () => new Date()
const documents = createDocumentStore(db, now)
const queue = openQueue(db, now)
const blobs = createBlobStore(folder)
const shares = createShareStore(folder, now)

for (let number = 0; ; number++) {
  const name = `${round}-${number}`
  const partition = { container: 'requests', key: ['c', name] } as const
  const pair = ['a', 'b'].map((id) => ({
    kind: 'create' as const,
    value: { id, name, text: 'x'.repeat(2000) },
  }))
  if ((await documents.batch(partition, pair)).ok) say('document', name)

  await queue.send('mail', [{ id: name, body: { name } }])
  say('message', name)
  if (number % 3 === 0) {
    const [held] = queue.receive('mail', 1)
    if (held && queue.complete(held.lockToken)) say('completed', held.messageId)
  }
  if (number % 10 === 0) await writeBlobAndShare(name)
}

async function writeBlobAndShare(name: string): Promise<void> {
  for (const block of [0, 1]) await blobs.stage({ container: 'c', name }, block, Buffer.alloc(50_000, name))
  const committed = await blobs.commit({ container: 'c', name }, [0, 1])
  if (committed.ok) say('blob', name)
  await shares.put(name, Buffer.from(name))
  say('share', name)
}

/** Straight to the pipe: what was said before the kill has been said. */
function say(what: string, name: string): void {
  writeSync(1, `${what} ${name}\n`)
}
