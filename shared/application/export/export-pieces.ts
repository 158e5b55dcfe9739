// What lies in an export, piece by piece, as it is read out of the stores.
import { lineSchema } from '../../domain/retention/export-words.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { exportedContainers } from './exported-lines.ts'
import { handedKeys, keysPath } from './handed-keys.ts'
import type { Snapshot } from './snapshot.ts'

type Deps = Pick<Core, 'keyring' | 'secrets' | 'crypto' | 'blobs'>

export type Piece = {
  readonly path: string
  /** Its name among the pieces. */
  readonly part: string
  readonly content: AsyncIterable<Uint8Array>
}

export function* documentPieces({ lines }: Snapshot): Generator<Piece> {
  for (const container of exportedContainers)
    yield { path: documentsPath(container), part: container, content: lines(container) }
}

export const documentsPath = (container: string): string => `documents/${container}.jsonl`

export const blobsFolder = 'blobs/'

/** What the instance that takes over needs besides: the keys, for it alone, and every ciphertext as it lies there. */
export async function* handedPieces(
  deps: Deps,
  company: CompanyDocument,
  { under, snapshot }: { readonly under: Uint8Array; readonly snapshot: Snapshot },
): AsyncGenerator<Piece> {
  yield { path: keysPath, part: 'keys', content: handedKeys(deps, company, { under, snapshot }) }
  const container = company.companyId
  let number = 0
  let continuation: string | undefined
  do {
    const page = await deps.blobs.list(container, '', continuation === undefined ? {} : { continuation })
    for (const name of page.names.filter((one) => snapshot.hasRequest(one.replace(/\/.*/s, '')))) {
      const content = await deps.blobs.read({ container, name })
      number += 1
      if (content) yield { path: `${blobsFolder}${name}`, part: `blob-${number}`, content }
    }
    continuation = page.continuation
  } while (continuation !== undefined)
}

/** A schema for the lines of each file of documents. */
export const schemaFiles = exportedContainers.map((container) => ({
  path: `schemas/${container}.schema.json`,
  schema: lineSchema(container),
}))
