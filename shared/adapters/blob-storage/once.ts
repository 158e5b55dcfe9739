import { randomUUID } from 'node:crypto'
import type { BlockBlobCommitBlockListOptions } from '@azure/storage-blob'

/**
 * A write that succeeds for one writer only (`If-None-Match: *`, RFC 9110, section 13.1.2), with a mark by which the writer
 * knows its own work again when the answer to it was lost.
 */
export function writingOnce(): {
  readonly options: Pick<BlockBlobCommitBlockListOptions, 'conditions' | 'metadata'>
  readonly isOurs: (found: { readonly metadata?: Readonly<Record<string, string>> }) => boolean
} {
  const mark = randomUUID()
  return {
    options: { conditions: { ifNoneMatch: '*' }, metadata: { mark } },
    isOurs: ({ metadata }) => metadata?.['mark'] === mark,
  }
}
