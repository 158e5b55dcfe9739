import type { Core } from '../core.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import type { Document } from '../ports/documents.ts'
import type { Instant, RequestDocument } from './request-document.ts'

/** id `message:{time}:{messageId}`, so that a list is in order; the text is encrypted under the request's key. */
export type MessageDocument = Document & {
  readonly messageId: string
  /** `approver`: a note to those who work on it, never shown to the person. */
  readonly from: 'person' | 'company' | 'approver'
  readonly by?: string
  readonly at: Instant
  readonly sealed: string
}

export type NewMessage = {
  readonly from: MessageDocument['from']
  readonly by?: string
  readonly text: string
  readonly at: Date
}

const messageContext = ({ companyId, requestId }: RequestDocument, messageId: string): string =>
  `message ${companyId} ${requestId} ${messageId}`

export async function writeMessage(
  { keyring, random, crypto }: Pick<Core, 'keyring' | 'random' | 'crypto'>,
  request: RequestDocument,
  { from, by, text, at }: NewMessage,
): Promise<MessageDocument> {
  const key = await keyring.open(request.companyId, request.key)
  if (!key) throw new Error('the working key of a request is gone while it is written to')
  const messageId = random.id()
  return {
    id: `message:${at.toISOString()}:${messageId}`,
    messageId,
    from,
    at: at.toISOString(),
    sealed: sealJson(crypto, key, messageContext(request, messageId), text),
    ...(by === undefined ? {} : { by }),
  }
}

export const readMessage = (
  crypto: Core['crypto'],
  key: Uint8Array,
  request: RequestDocument,
  { messageId, sealed }: MessageDocument,
): string => openJson<string>(crypto, key, messageContext(request, messageId), sealed)
