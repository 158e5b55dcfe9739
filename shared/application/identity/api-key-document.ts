import type { KeyScope } from '../../domain/identity/key-scopes.ts'
import { companyPartition } from '../place.ts'
import type { Document, DocumentStore, Stored } from '../ports/documents.ts'
import type { Instant } from '../requests/request-document.ts'

/** id `apiKey:{keyId}` beside the company. The secret is 32 random bytes, so its plain SHA-256 cannot be guessed back. */
export type ApiKeyDocument = Document & {
  readonly companyId: string
  readonly keyId: string
  readonly name: string
  readonly scopes: readonly KeyScope[]
  /** Of a key that pages publish, whose `scopes` are none: the origins of those pages. */
  readonly origins?: readonly string[]
  /** Of a connector's key: the one source that it fills. */
  readonly sourceId?: string
  readonly secretHash: string
  readonly createdBy: string
  readonly createdAt: Instant
  /** Of the present secret. */
  readonly madeAt: Instant
  readonly expiresAt: Instant
  /** To the hour. */
  readonly lastUsedAt?: Instant
}

export const apiKeyPrefix = 'apiKey:'

export const apiKeyDocumentId = (keyId: string): string => `${apiKeyPrefix}${keyId}`

export const readApiKey = (
  documents: DocumentStore,
  companyId: string,
  keyId: string,
): Promise<Stored<ApiKeyDocument> | undefined> =>
  documents.read<ApiKeyDocument>(companyPartition(companyId), apiKeyDocumentId(keyId))

/** As programs send it: it names its company and its document, so that one point read finds it. */
export type PresentedKey = { readonly companyId: string; readonly keyId: string; readonly secret: string }

const shape = /^[ip]k_([a-z0-9][a-z0-9-]{0,62})_([A-Za-z0-9_-]{22})_([A-Za-z0-9_-]{43})$/

type Named = Pick<PresentedKey, 'companyId' | 'keyId'> & Pick<ApiKeyDocument, 'origins'>

/** What of a key may be shown, to know it again; one that may be published is told from the others at first sight. */
export const keyPrefix = ({ companyId, keyId, origins }: Named): string =>
  `${origins ? 'pk' : 'ik'}_${companyId}_${keyId}`

export const writeKey = (key: Named, secret: string): string => `${keyPrefix(key)}_${secret}`

export function parseKey(text: string): PresentedKey | undefined {
  const [, companyId, keyId, secret] = shape.exec(text) ?? []
  return companyId === undefined || keyId === undefined || secret === undefined
    ? undefined
    : { companyId, keyId, secret }
}
