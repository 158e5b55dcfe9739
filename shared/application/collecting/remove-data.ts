import { ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { Stored } from '../ports/documents.ts'
import { contribute } from '../requests/contribution.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { dataDocumentId } from './form-data.ts'
import type { DataDocument } from './form-data.ts'
import { withoutContent } from './source-contents.ts'
import { sourceOf } from './source-form.ts'
import type { DataRefusal } from './source-form.ts'

export type RemoveData = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly templateId: string
  readonly source?: string
  readonly expected?: string
}) => Promise<Result<void, DataRefusal>>

/** Takes a form out again: its source waits as before, unless a file answers for it. */
export function makeRemoveData({ requests }: Pick<Core, 'requests'>): RemoveData {
  return async ({ actor, requestId, templateId, source, expected }) => {
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const changed = await requests.change<void, DataRefusal>(
      ref,
      async (request) => {
        const contributed = contribute(actor, request)
        if (!contributed.ok) return contributed
        const place = sourceOf(request, templateId, { sourceId: source })
        if (!place.ok) return place

        const { sourceId } = place.value
        const stored: Stored<DataDocument> | undefined = await requests.read(ref, dataDocumentId(sourceId))
        if (!stored) return ok({ answer: undefined })
        return ok({
          answer: undefined,
          change: {
            ...contributed.value,
            request: await withoutContent(requests, contributed.value.request, sourceId, stored.value.id),
            writes: [{ kind: 'delete', id: stored.value.id, etag: stored.etag }],
            facts: [
              ...contributed.value.facts,
              { event: 'dataRemoved', by: actorRef(actor), detail: { sourceId } },
            ],
          },
        })
      },
      expected,
    )
    return changed.ok ? ok(undefined) : changed
  }
}
