import { createBlobStore } from '../adapters/embedded/blobs.ts'
import { openDatabase } from '../adapters/embedded/database.ts'
import { createDocumentStore } from '../adapters/embedded/documents.ts'
import { createKeyVault } from '../adapters/embedded/keys.ts'
import { createCapturedMail } from '../adapters/embedded/mail.ts'
import { openQueue } from '../adapters/embedded/queue.ts'
import { createShareStore } from '../adapters/embedded/shares.ts'
import { createCapturedSms } from '../adapters/embedded/sms.ts'
import { createFormValidator } from '../adapters/forms/ajv-forms.ts'
import { createPackageStore } from '../adapters/packaging/package-store.ts'
import { systemCrypto } from '../adapters/system/crypto.ts'
import { systemRandom } from '../adapters/system/random.ts'
import { createAccessTokens } from '../adapters/tokens/jwt.ts'
import { accessPartition } from '../application/identity/session-document.ts'
import type { Document, DocumentStore } from '../application/ports/documents.ts'
import type { Log } from '../application/ports/log.ts'
import type { InstanceSettings, Ports } from '../application/ports/ports.ts'
import type { Clock } from '../application/ports/system.ts'

type EmbeddedSettings = InstanceSettings & { readonly folder: string }

/** Everything on one machine, in one folder: the database, the blobs, the keys and their shares, the captured mail. */
export function embeddedPorts(
  { folder, ...settings }: EmbeddedSettings,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
) {
  const db = openDatabase(folder)
  const now = clock.now
  const documents = createDocumentStore(db, now)
  const blobs = createBlobStore(folder)
  const keys = createKeyVault(folder)
  const queue = openQueue(db, now)
  const mail = createCapturedMail(db, now)
  const sms = createCapturedSms(db, now)
  const ports: Ports = {
    ...{ documents, blobs, keys, mail, sms, clock, log, settings },
    shares: createShareStore(folder),
    messages: queue,
    packages: createPackageStore({ blobs }),
    forms: createFormValidator(),
    tokens: createAccessTokens({
      keys,
      random: systemRandom,
      issuer: settings.publicUrl,
      documents: signingKeyDocument(documents),
    }),
    random: systemRandom,
    crypto: systemCrypto,
  }
  return { ports, db, queue, mail, sms, documents }
}

type SigningKeyDocument = Document & { readonly keys: KeyList }

type KeyDocuments = Parameters<typeof createAccessTokens>[0]['documents']

type KeyList = Parameters<KeyDocuments['save']>[0]

/** The instance's signing keys are one document in `access`; the private numbers in it are wrapped. */
export function signingKeyDocument(documents: DocumentStore): KeyDocuments {
  const id = 'signingKeys'
  return {
    async load() {
      const found = await documents.read<SigningKeyDocument>(accessPartition(id), id)
      return found && { keys: found.value.keys, etag: found.etag }
    },
    async save(keys, etag) {
      const value: SigningKeyDocument = { id, keys }
      const write =
        etag === undefined ? { kind: 'create' as const, value } : { kind: 'replace' as const, value, etag }
      return (await documents.batch(accessPartition(id), [write])).ok ? 'saved' : 'conflict'
    },
  }
}
