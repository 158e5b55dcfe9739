import type { Core } from '../core.ts'
import { sealJson } from '../keys/sealed-json.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'

export const noteContext = ({ companyId, requestId }: RequestRef, sourceId: string): string =>
  `source note ${companyId} ${requestId} ${sourceId}`

/** Puts a note for colleagues, encrypted, to the sources named; without a key, that is after the purge, nothing is put. */
export type NoteSources = (
  request: RequestDocument,
  sourceIds: readonly string[],
  note: string,
) => Promise<RequestDocument>

export const makeNoteSources =
  ({ keyring, crypto }: Pick<Core, 'keyring' | 'crypto'>): NoteSources =>
  async (request, sourceIds, note) => {
    const key = await keyring.open(request.companyId, request.key)
    if (!key) return request
    return {
      ...request,
      sources: request.sources.map((source) =>
        sourceIds.includes(source.sourceId)
          ? { ...source, note: sealJson(crypto, key, noteContext(request, source.sourceId), note) }
          : source,
      ),
    }
  }
