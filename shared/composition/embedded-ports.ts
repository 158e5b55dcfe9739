import { createBlobStore } from '../adapters/embedded/blobs.ts'
import { openDatabase } from '../adapters/embedded/database.ts'
import { diskRoom } from '../adapters/embedded/disk-room.ts'
import { createDocumentStore } from '../adapters/embedded/documents.ts'
import { createKeyVault } from '../adapters/embedded/keys.ts'
import { createCapturedMail } from '../adapters/embedded/mail.ts'
import { openQueue } from '../adapters/embedded/queue.ts'
import { createShareStore } from '../adapters/embedded/shares.ts'
import { createCapturedSms } from '../adapters/embedded/sms.ts'
import type { InstanceSettings } from '../application/ports/ports.ts'
import { portsOver } from './ports-over.ts'
import type { Edges, Stores } from './ports-over.ts'

type EmbeddedSettings = InstanceSettings & { readonly folder: string }

/**
 * Everything on one machine, in one folder: the database, the blobs, the keys and their shares, the captured mail.
 * `elsewhere` are the ports whose home is another one; theirs in the folder stay empty.
 */
export function embeddedPorts(
  { folder, ...settings }: EmbeddedSettings,
  edges: Omit<Edges, 'settings'>,
  elsewhere: Partial<Stores> = {},
) {
  const db = openDatabase(folder)
  const now = edges.clock.now
  const documents = createDocumentStore(db, now)
  const queue = openQueue(db, now)
  const mail = createCapturedMail(db, now)
  const sms = createCapturedSms(db, now)
  const stores: Stores = {
    ...{ documents, mail, sms, messages: queue },
    blobs: createBlobStore(folder),
    keys: createKeyVault(folder),
    shares: createShareStore(folder, now),
    hasRoom: diskRoom(folder),
    ...elsewhere,
  }
  return { ports: portsOver(stores, { ...edges, settings }), db, queue, mail, sms, documents }
}
