// Files that leave although they say what is withheld elsewhere: somebody read them, and answers for it.
import { openJson, sealJson } from '../keys/sealed-json.ts'
import type { Crypto } from '../ports/system.ts'
import type { Collected } from '../collecting/collected.ts'
import type { SealedFile } from './file-document.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'

/** With its sum: another file under its name is not what was read. */
export type KnownFile = { readonly file: string; readonly sha256: string }

const context = ({ companyId, requestId }: RequestRef): string => `known files ${companyId} ${requestId}`

export const readKnownFiles = (
  crypto: Crypto,
  key: Uint8Array,
  request: RequestDocument,
): readonly KnownFile[] =>
  request.knownFiles === undefined
    ? []
    : openJson<readonly KnownFile[]>(crypto, key, context(request), request.knownFiles)

/** In the place of those before: they were answered for beside another list of what is withheld. */
export function withKnownFiles(
  crypto: Crypto,
  key: Uint8Array,
  { knownFiles: _before, ...request }: RequestDocument,
  known: readonly KnownFile[],
): RequestDocument {
  if (known.length === 0) return request
  return { ...request, knownFiles: sealJson(crypto, key, context(request), known) }
}

export const isKnown = (known: readonly KnownFile[], { name, stored }: SealedFile): boolean =>
  known.some(({ file, sha256 }) => file === name && sha256 === stored.sha256)

/** Undefined for a name that no file has. */
export function knownFileOf({ files }: Collected, name: string): KnownFile | undefined {
  const file = files.find(({ facts }) => facts.name === name)
  return file && { file: name, sha256: file.facts.stored.sha256 }
}
