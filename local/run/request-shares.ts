import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { DataFolderDamaged } from '../../shared/adapters/embedded/data-folder-errors.ts'
import { incomplete } from '../../shared/adapters/embedded/data-folder.ts'
import { databaseFile } from '../../shared/adapters/embedded/database.ts'
import { damageAdvice } from '../../shared/adapters/embedded/sqlite.ts'
import { requestOfKey } from '../../shared/application/keys/keyring.ts'
import type { DocumentStore } from '../../shared/application/ports/documents.ts'
import { readAll } from '../../shared/application/read-all.ts'
import type { RequestDocument } from '../../shared/application/requests/request-document.ts'

/**
 * Whether the database and the folder of shares know of one another. A share is put only for a request of a company, and a
 * request that is not being purged has one: shares without any company are beside a database that lost all, and requests
 * without any share beside a folder that was emptied.
 */
export async function checkRequestShares(folder: string, documents: DocumentStore): Promise<void> {
  const shares = readdirSync(join(folder, 'shares'))
  if (shares.length === 0 && (await hasOpenRequests(documents))) throw incomplete(folder, 'shares')
  if (!shares.some(requestOfKey)) return

  const { items } = await documents.query({ container: 'companies', limit: 1 })
  if (items.length === 0)
    throw new DataFolderDamaged(
      join(folder, databaseFile),
      `It knows no company, and shares of requests lie beside it. ${damageAdvice}`,
    )
}

async function hasOpenRequests(documents: DocumentStore): Promise<boolean> {
  const requests = await readAll<RequestDocument>(documents, {
    container: 'requests',
    idPrefix: 'request',
    where: [{ field: 'personal', is: 'defined' }],
  })
  return requests.some(({ value }) => value.purgingSince === undefined)
}
