import type { Document } from '../ports/documents.ts'
import type { Instant } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'

/**
 * A text message with a code, id `text:{textId}` in the request's partition. Neither the number nor the code is in it, and it
 * goes by itself when the provider has nothing more to tell.
 */
export type TextDocument = Document & {
  readonly textId: string
  readonly sentAt: Instant
  /** When the provider told that it had not arrived. */
  readonly failedAt?: Instant
}

export const keptTextSeconds = 7 * 86_400

export const textDocumentId = (textId: string): string => `text:${textId}`

/** What the provider is given to name a text by: ids, which say where it belongs. */
export const textReference = ({ companyId, requestId }: RequestRef, textId: string): string =>
  `${companyId}.${requestId}.${textId}`

const shape = /^([a-z0-9][a-z0-9-]{0,62})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{22})$/

export function parseTextReference(text: string): (RequestRef & { readonly textId: string }) | undefined {
  const [, companyId, requestId, textId] = shape.exec(text) ?? []
  return companyId && requestId && textId ? { companyId, requestId, textId } : undefined
}
