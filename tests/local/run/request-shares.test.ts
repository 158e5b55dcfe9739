import assert from 'node:assert/strict'
import { test } from 'node:test'

import { checkRequestShares } from '../../../local/run/request-shares.ts'
import { DataFolderIncomplete } from '../../../shared/adapters/embedded/data-folder-errors.ts'
import { enterDataFolder } from '../../../shared/adapters/embedded/data-folder.ts'
import { openDatabase } from '../../../shared/adapters/embedded/database.ts'
import { createDocumentStore } from '../../../shared/adapters/embedded/documents.ts'
import { folderFor } from '../../support/contracts/temporary-folder.ts'

const now = () => new Date('2026-03-02T09:00:00Z')

/** A folder without shares, whose database holds one request with these fields. */
async function folderWith(t: Parameters<typeof folderFor>[0], request: object) {
  const folder = folderFor(t)
  enterDataFolder(folder, 'demo')
  const db = openDatabase(folder)
  t.after(() => db.close())
  const documents = createDocumentStore(db, now)
  await documents.batch({ container: 'requests', key: ['demo', 'r1'] }, [
    { kind: 'create', value: { id: 'request', ...request } },
  ])
  return { folder, documents }
}

test('a request that is being purged, or is purged, asks for no share', async (t) => {
  for (const request of [{ personal: 'sealed', purgingSince: now().toISOString() }, {}]) {
    const { folder, documents } = await folderWith(t, request)

    await checkRequestShares(folder, documents)
  }
})

test('a request that can still be read asks for its share', async (t) => {
  const { folder, documents } = await folderWith(t, { personal: 'sealed' })

  await assert.rejects(checkRequestShares(folder, documents), DataFolderIncomplete)
})
