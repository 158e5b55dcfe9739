import type { BypassReason, BypassStep } from '../../domain/requests/bypass.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { contribute, withSource } from '../requests/contribution.ts'
import type { ContributionRefusal } from '../requests/contribution.ts'
import type { StoredBypass } from '../requests/request-document.ts'
import { makeNoteSources } from './source-notes.ts'

export type BypassRefusal = ContributionRefusal | { readonly code: 'nothingToBypass' }

export type BypassWish = {
  readonly actor: Actor
  readonly requestId: string
  readonly step: BypassStep
  readonly reasonCode: BypassReason
  /** For colleagues, and for whoever approves; kept encrypted, as the note of each source. */
  readonly reason: string
  readonly expected?: string
}

export type BypassOutcome = { readonly step: BypassStep; readonly sources: readonly string[] }

/**
 * Gives up every source that still waits: the person is told that it could not be searched, and the request can be
 * sealed. The manager becomes a contributor by it, so that it is somebody else who approves.
 */
export type BypassStepUse = (wish: BypassWish) => Promise<Result<BypassOutcome, BypassRefusal>>

export function makeBypassStep(deps: Pick<Core, 'requests' | 'keyring' | 'crypto'>): BypassStepUse {
  const noteSources = makeNoteSources(deps)

  return async ({ actor, requestId, step, reasonCode, reason, expected }) => {
    const ref = { companyId: actor.companyId, requestId }
    const changed = await deps.requests.change<BypassOutcome, BypassRefusal>(
      ref,
      async (request, now) => {
        const contributed = contribute(actor, request, 'bypass')
        if (!contributed.ok) return contributed
        const waiting = request.sources.filter(({ state }) => state === 'waiting')
        if (waiting.length === 0) return err({ code: 'nothingToBypass' })

        const { by, request: open, facts, ...wakes } = contributed.value
        const sources = waiting.map(({ sourceId }) => sourceId)
        const bypass: StoredBypass = { step, reasonCode, by: by.employeeId, at: now.toISOString(), sources }
        const given = sources.reduce((one, sourceId) => withSource(one, sourceId, 'failed'), open)
        const noted = await noteSources(given, sources, reason)
        return ok({
          answer: { step, sources },
          change: {
            ...wakes,
            request: { ...noted, bypasses: [...(request.bypasses ?? []), bypass] },
            facts: [
              ...facts,
              { event: 'stepBypassed', by: actorRef(actor), detail: { step, reasonCode } },
              ...sources.map((sourceId): Fact => ({
                event: 'sourceMarked',
                by: actorRef(actor),
                detail: { sourceId, state: 'failed' },
              })),
            ],
          },
        })
      },
      expected,
    )
    return changed.ok ? ok(changed.value.answer) : changed
  }
}
