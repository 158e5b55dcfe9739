import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'

import { createBlobStore as createAzureBlobs } from '../../../shared/adapters/blob-storage/blobs.ts'
import { createShareStore as createAzureShares } from '../../../shared/adapters/blob-storage/shares.ts'
import { createBlobStore } from '../../../shared/adapters/embedded/blobs.ts'
import { createCapturedMail } from '../../../shared/adapters/embedded/mail.ts'
import { createShareStore } from '../../../shared/adapters/embedded/shares.ts'
import { createCapturedSms } from '../../../shared/adapters/embedded/sms.ts'
import type { Azurite } from '../blob-storage/azurite.ts'
import { openCosmosStore } from '../cosmos/open-store.ts'
import { openEmbeddedBus } from '../embedded-bus.ts'
import { openEmbeddedDocuments } from '../embedded-documents.ts'
import { openEmbeddedKeys } from '../embedded-keys.ts'
import { openKeyVault } from '../key-vault/open-key-vault.ts'
import { openSendGrid } from '../sendgrid/open-mail.ts'
import { openServiceBus } from '../service-bus/bus-under-test.ts'
import { openTwilio } from '../twilio/open-sms.ts'
import { blobStoreContract } from './blob-store.ts'
import { documentStoreContract } from './document-store.ts'
import { keyVaultContract } from './key-vault.ts'
import { messageBusContract } from './message-bus.ts'
import { mailSenderContract, smsSenderContract } from './senders.ts'
import { shareStoreContract } from './share-store.ts'
import type { Register } from './suite.ts'
import { temporaryFolder } from './temporary-folder.ts'

export type Home = 'azure' | 'embedded'

type Suite = (register: Register) => void

const close = async (): Promise<void> => undefined
const at = new Date('2026-03-01T09:00:00Z')

/** The contract of every port, for both homes: Azure's adapters against the doubles, the embedded ones as they are. */
export function contractsOfBothHomes(
  azurite: Azurite,
): Readonly<Record<string, Readonly<Record<Home, Suite>>>> {
  const settings = () => ({ connectionString: azurite.account().connectionString() })
  const azureBlobs = async () => ({ blobs: createAzureBlobs(settings()), close })
  const azureShares = async () => ({ shares: createAzureShares(settings()), close })
  return {
    documents: {
      azure: (register) => documentStoreContract('Cosmos DB', openCosmos, register),
      embedded: (register) => documentStoreContract('the embedded store', openDocuments, register),
    },
    blobs: {
      azure: (register) => blobStoreContract('Blob Storage', azureBlobs, register),
      embedded: (register) => blobStoreContract('the embedded blobs', openBlobs, register),
    },
    shares: {
      azure: (register) => shareStoreContract('Blob Storage', azureShares, register),
      embedded: (register) => shareStoreContract('the embedded shares', openShares, register),
    },
    keys: {
      azure: (register) => keyVaultContract('Key Vault', openKeyVault, register),
      embedded: (register) => keyVaultContract('the embedded keys', openEmbeddedKeys, register),
    },
    messages: {
      azure: (register) => messageBusContract('Service Bus', openServiceBus, register),
      embedded: (register) => messageBusContract('the embedded queue', openEmbeddedBus, register),
    },
    mail: {
      azure: (register) => mailSenderContract('SendGrid', openSendGrid, register),
      embedded: (register) => mailSenderContract('the captured mail', openMailbox, register),
    },
    sms: {
      azure: (register) => smsSenderContract('Twilio', openTwilio, register),
      embedded: (register) => smsSenderContract('the captured text messages', openSmsBox, register),
    },
  }
}

async function openCosmos() {
  const { endpoint, ...opened } = openCosmosStore()
  return { ...opened, close: async () => assert.deepEqual(endpoint.outside, []) }
}

async function openDocuments() {
  const { db, ...opened } = openEmbeddedDocuments()
  return { ...opened, close: async () => db.close() }
}

async function openBlobs() {
  const { folder, remove } = temporaryFolder()
  return { blobs: createBlobStore(folder), close: async () => remove() }
}

async function openShares() {
  const { folder, remove } = temporaryFolder()
  return { shares: createShareStore(folder, () => new Date()), close: async () => remove() }
}

async function openMailbox() {
  const db = new DatabaseSync(':memory:')
  const box = createCapturedMail(db, () => at)
  return { ...capturedIn(box, db), refused: 'person@nowhere.invalid' }
}

async function openSmsBox() {
  const db = new DatabaseSync(':memory:')
  const box = createCapturedSms(db, () => at)
  return { ...capturedIn(box, db), refused: '+999123456' }
}

type Box = {
  readonly list: () => readonly { readonly id: string; readonly to: string }[]
  readonly setProvider: (state: 'up' | 'down') => void
}

function capturedIn<B extends Box>(box: B, db: DatabaseSync) {
  const oldestFirst = () => box.list().toReversed()
  return {
    sender: box,
    accepted: async () => oldestFirst().map(({ id, to }) => ({ id, to })),
    setProvider: box.setProvider,
    close: async () => db.close(),
  }
}
