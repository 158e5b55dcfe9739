import type { Core } from '../core.ts'
import { openForm } from './source-form.ts'
import { openFile } from '../files/file-document.ts'
import type { FileDocument, SealedFile } from '../files/file-document.ts'
import type { DataDocument, FormContents } from './form-data.ts'
import type { RequestRef } from '../requests/request-store.ts'

/** What was collected for a request, opened: its forms by source, and its files. */
export type Collected = {
  readonly forms: ReadonlyMap<string, { readonly document: DataDocument; readonly contents: FormContents }>
  readonly files: readonly { readonly document: FileDocument; readonly facts: SealedFile }[]
}

export async function readCollected(
  { requests, crypto }: Pick<Core, 'requests' | 'crypto'>,
  ref: RequestRef,
  key: Uint8Array,
): Promise<Collected> {
  const [data, files] = await Promise.all([
    requests.list<DataDocument>(ref, 'data:'),
    requests.list<FileDocument>(ref, 'file:'),
  ])
  return {
    forms: new Map(
      data.map(({ value: document }) => [
        document.sourceId,
        { document, contents: openForm(crypto, key, ref, document) },
      ]),
    ),
    files: files.map(({ value: document }) => ({ document, facts: openFile(crypto, key, ref, document) })),
  }
}
