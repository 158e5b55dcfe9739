import { withSource } from '../requests/contribution.ts'
import type { FileDocument } from '../files/file-document.ts'
import { dataDocumentId } from './form-data.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { RequestRef, RequestStore } from '../requests/request-store.ts'

/** Whether a form or a file of the source is there; `without` is the id of a document that is about to go. */
export async function holdsSomething(
  requests: Pick<RequestStore, 'read' | 'list'>,
  ref: RequestRef,
  sourceId: string,
  without?: string,
): Promise<boolean> {
  const form = dataDocumentId(sourceId)
  if (form !== without && (await requests.read(ref, form))) return true
  const files = await requests.list<FileDocument>(ref, 'file:')
  return files.some(({ value }) => value.source === sourceId && value.id !== without)
}

/** The request once a document of the source has gone: with nothing left, the source waits for an answer again. */
export async function withoutContent(
  requests: Pick<RequestStore, 'read' | 'list'>,
  request: RequestDocument,
  sourceId: string,
  gone: string,
): Promise<RequestDocument> {
  const left = await holdsSomething(requests, request, sourceId, gone)
  return left ? request : withSource(request, sourceId, 'waiting')
}
