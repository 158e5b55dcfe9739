import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { contribute, withSource } from '../requests/contribution.ts'
import type { ContributionRefusal } from '../requests/contribution.ts'
import { holdsSomething } from './source-contents.ts'
import { makeNoteSources } from './source-notes.ts'
import type { RequestSource } from '../requests/request-document.ts'

export type SourceRefusal = ContributionRefusal | { readonly code: 'sourceUnknown' | 'sourceHasData' }

export type SetSource = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly sourceId: string
  readonly state: Exclude<RequestSource['state'], 'waiting'>
  /** For colleagues; kept encrypted. */
  readonly note?: string
  readonly expected?: string
  /** Of the connector that says it. */
  readonly keyId?: string
}) => Promise<Result<{ readonly id: string; readonly state: RequestSource['state'] }, SourceRefusal>>

/** A source ends as filled, nothing held here, or failed; `nothing held` is an answer and not a refusal. */
export function makeSetSource({
  requests,
  keyring,
  crypto,
}: Pick<Core, 'requests' | 'keyring' | 'crypto'>): SetSource {
  const noteSources = makeNoteSources({ keyring, crypto })

  return async ({ actor, requestId, sourceId, state, note, expected, ...more }) => {
    const ref = { companyId: actor.companyId, requestId }
    const changed = await requests.change<void, SourceRefusal>(
      ref,
      async (request) => {
        const contributed = contribute(actor, request)
        if (!contributed.ok) return contributed
        if (!request.sources.some((source) => source.sourceId === sourceId))
          return err({ code: 'sourceUnknown' })
        if (state === 'nothingHeld' && (await holdsSomething(requests, ref, sourceId)))
          return err({ code: 'sourceHasData' })

        const marked = withSource(contributed.value.request, sourceId, state)
        return ok({
          answer: undefined,
          change: {
            ...contributed.value,
            request: note === undefined ? marked : await noteSources(marked, [sourceId], note),
            facts: [
              ...contributed.value.facts,
              { event: 'sourceMarked', by: actorRef(actor), detail: { sourceId, state, ...more } },
            ],
          },
        })
      },
      expected,
    )
    return changed.ok ? ok({ id: sourceId, state }) : changed
  }
}
