import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import type { SequenceAudit } from '../evidence/sequence-audit.ts'
import { entryIn, treePartition } from '../evidence/tree-document.ts'
import type { TreeHead } from '../evidence/tree-document.ts'
import { makeTreeReader } from '../evidence/tree-reader.ts'
import { companyOf } from '../letters/settle-mail.ts'
import { subjectRefOfPlace } from '../place.ts'
import { mayConsent } from './consent-caller.ts'
import type { ConsentCaller } from './consent-caller.ts'
import type { ConsentSubject } from './consent-document.ts'
import { makeConsentStore } from './consent-store.ts'
import { readSubject } from './consent-subjects.ts'
import { checkedPurpose } from './read-consents.ts'
import type { CheckedPurpose } from './read-consents.ts'

/** Somebody of whom something changed, and what holds of them now. */
export type ChangedSubject = {
  readonly subject: ConsentSubject
  readonly purposes: readonly CheckedPurpose[]
}

export type ConsentChangesPage = {
  readonly changed: readonly ChangedSubject[]
  /** Where the next question goes on, now or tomorrow. */
  readonly cursor: string
  readonly isMore: boolean
}

/**
 * Who changed since a cursor, so that an application can keep a copy. It walks the company's audit tree: the one order in
 * which changes of all subjects stand, and to which nothing is ever added in the middle. Somebody who changed twice may come
 * twice; what is told is what holds when it is told.
 */
export type ConsentChanges = (input: {
  readonly caller: ConsentCaller
  readonly companyId: string
  readonly cursor?: string
}) => Promise<Result<ConsentChangesPage, { readonly code: 'notFound' | 'forbidden' | 'cursorInvalid' }>>

/** Four tiles: how much of the tree one question looks through. */
const mostLeaves = 1024

const mostSubjects = 100

/** As far as a question first brings the tree up to date. */
const lapsWhileAsked = 5

type Deps = Pick<
  Core,
  'documents' | 'messages' | 'companies' | 'secrets' | 'clock' | 'random' | 'crypto' | 'log'
> & { readonly sequence: SequenceAudit }

export function makeConsentChanges(deps: Deps): ConsentChanges {
  const { documents, companies, clock, crypto, sequence } = deps
  const tree = makeTreeReader({ documents, crypto })
  const store = makeConsentStore(deps)

  async function changedOf(companyId: string, subjectRef: string): Promise<readonly ChangedSubject[]> {
    const ref = { companyId, subjectRef }
    const state = await store.state(ref)
    // Gone with the time for which it is kept.
    if (!state || state.value.forgotten) return []
    const { purposes } = state.value
    const subject = await readSubject(deps, await companyOf(companies, ref), ref)
    const now = clock.now()
    return [
      {
        subject,
        purposes: Object.keys(purposes).map((purposeId) => checkedPurpose(purposes, purposeId, now)),
      },
    ]
  }

  return async ({ caller, companyId, cursor = '0' }) => {
    const may = mayConsent(caller, companyId, 'seeConsents')
    if (!may.ok) return may
    await sequence(companyId, { mostLaps: lapsWhileAsked })
    const head = await documents.read<TreeHead>(treePartition(companyId), 'head')
    const size = head?.value.size ?? 0
    const start = /^\d{1,15}$/.test(cursor) ? Number(cursor) : Infinity
    if (start > size) return err({ code: 'cursorInvalid' })
    if (!head || start === size) return ok({ changed: [], cursor, isMore: false })

    const end = Math.min(size, start + mostLeaves)
    const leaves = await tree(companyId, head.value).leaves({ start, end })
    const refs = new Set<string>()
    let next = start
    for (const leaf of leaves) {
      const subjectRef = subjectRefOfPlace(entryIn(leaf).requestId)
      if (subjectRef !== undefined && !refs.has(subjectRef) && refs.size === mostSubjects) break
      if (subjectRef !== undefined) refs.add(subjectRef)
      next += 1
    }
    const changed = await Promise.all([...refs].map((subjectRef) => changedOf(companyId, subjectRef)))
    return ok({ changed: changed.flat(), cursor: `${next}`, isMore: next < size })
  }
}
