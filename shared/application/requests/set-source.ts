import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { contribute, withSource } from './contribution.ts'
import type { ContributionRefusal } from './contribution.ts'
import { holdsSomething } from './source-contents.ts'
import type { RequestSource } from './request-document.ts'

export type SourceRefusal = ContributionRefusal | { readonly code: 'sourceUnknown' | 'sourceHasData' }

export type SetSource = (input: {
  readonly actor: Actor
  readonly requestId: string
  readonly sourceId: string
  readonly state: Exclude<RequestSource['state'], 'waiting'>
  readonly expected?: string
}) => Promise<Result<{ readonly id: string; readonly state: RequestSource['state'] }, SourceRefusal>>

/** A source ends as filled, nothing held here, or failed; `nothing held` is an answer and not a refusal. */
export function makeSetSource({ requests }: Pick<Core, 'requests'>): SetSource {
  return async ({ actor, requestId, sourceId, state, expected }) => {
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

        return ok({
          answer: undefined,
          change: {
            ...contributed.value,
            request: withSource(contributed.value.request, sourceId, state),
            facts: [
              ...contributed.value.facts,
              { event: 'sourceMarked', by: actorRef(actor), detail: { sourceId, state } },
            ],
          },
        })
      },
      expected,
    )
    return changed.ok ? ok({ id: sourceId, state }) : changed
  }
}
