import type { Core } from '../core.ts'
import type { UploadDocument } from '../files/file-document.ts'
import { makeIdleUploads } from '../files/idle-uploads.ts'
import { sweepDue } from './sweep.ts'
import type { Sweep } from './sweep.ts'

type Deps = Pick<Core, 'documents' | 'blobs' | 'packages' | 'clock' | 'log'>

/** Uploads that were begun and not gone on with: their blocks are of no use to anybody, and are a person's data. */
export function makeSweepUploads(deps: Deps): Sweep {
  const { documents, clock, log } = deps
  const { remove } = makeIdleUploads(deps)

  return (batch) =>
    sweepDue<UploadDocument>(
      { documents, log },
      { operation: 'sweepUploads', container: 'requests', field: 'uploadEndsAt', until: clock.now(), batch },
      async ({ value, partition }) => {
        const [companyId = '', requestId = ''] = partition.key
        await remove({ companyId, requestId, uploadId: value.uploadId }, { value })
      },
    )
}
