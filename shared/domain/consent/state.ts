// What holds now: nothing but the fold of what was said, and only kept so that asking costs one read.
import type { ConsentEvent, PurposeDecision } from './event.ts'

/** What was said last about a purpose. Nobody having said anything is no state at all, and never a yes (Art. 4(11)). */
export type PurposeState = {
  readonly state: 'requested' | PurposeDecision['decision']
  readonly at: string
  readonly formId: string
  readonly version: number
  readonly consentId: string
  readonly explicit: boolean
  readonly validUntil?: string
  /** When it was said, where that was before it was recorded. */
  readonly saidAt?: string
}

export type PurposeStates = Readonly<Record<string, PurposeState>>

/** What an application is answered (api.md, "Consent"). */
export type CheckedState = 'given' | 'refused' | 'withdrawn' | 'expired' | 'requested' | 'unknown'

/** What holds after a whole history, in whatever order and however often its events arrive. */
export function foldEvents(events: readonly ConsentEvent[]): PurposeStates {
  const bySeq = new Map(events.map((event) => [event.seq, event]))
  const inOrder = [...bySeq.values()].sort((one, other) => one.seq - other.seq)
  return inOrder.reduce(withEvent, {})
}

/** What holds after one more event. */
export function withEvent(states: PurposeStates, event: ConsentEvent): PurposeStates {
  const said = event.purposes.flatMap((purpose) => {
    const after = stateAfter(stateOf(states, purpose.purposeId), event, purpose)
    return after ? [[purpose.purposeId, after] as const] : []
  })
  return { ...states, ...Object.fromEntries(said) }
}

/** Of one purpose, whatever it is called: a name that objects have by themselves was said of by nobody. */
export const stateOf = (states: PurposeStates, purposeId: string): PurposeState | undefined =>
  Object.hasOwn(states, purposeId) ? states[purposeId] : undefined

/** What is so at this instant: a consent that was given for a time runs out by itself. */
export function currentState(state: PurposeState | undefined, at: Date): PurposeState['state'] | 'unknown' {
  if (!state) return 'unknown'
  return state.state === 'given' && hasRunOut(state, at.toISOString()) ? 'expired' : state.state
}

/** The same for an application: what somebody else ended is over for it too, and what never was one is not known. */
export function checkedState(state: PurposeState | undefined, at: Date): CheckedState {
  const current = currentState(state, at)
  if (current === 'revoked') return 'withdrawn'
  return current === 'invalidated' ? 'unknown' : current
}

/** Whether somebody decided about the purpose after that moment: what is older says nothing about today. */
export const wasDecidedAfter = (state: PurposeState | undefined, saidAt: string): boolean =>
  state !== undefined && state.state !== 'requested' && (state.saidAt ?? state.at) > saidAt

const hasRunOut = ({ validUntil }: PurposeState, at: string): boolean =>
  validUntil !== undefined && validUntil <= at

/** Undefined where the event changes nothing about the purpose. */
function stateAfter(
  before: PurposeState | undefined,
  event: ConsentEvent,
  { decision, explicit, validUntil }: PurposeDecision,
): PurposeState | undefined {
  const { at, formId, formVersion: version, consentId, saidAt } = event
  const after = {
    ...{ at, formId, version, consentId, explicit },
    ...(validUntil !== undefined && { validUntil }),
    ...(saidAt !== undefined && { saidAt }),
  }
  if (event.type === 'requested')
    return decision === 'given' && mayBeAsked(before, at) ? { ...after, state: 'requested' } : undefined
  // The person's own word holds whichever consent they named; another's reaches only the consent that it is about.
  const isAnothers = decision === 'expired' || decision === 'revoked' || decision === 'invalidated'
  if (isAnothers && before?.consentId !== consentId) return undefined
  return { ...after, state: decision }
}

/** A wish that nobody confirmed takes away nothing that the person decided. */
function mayBeAsked(before: PurposeState | undefined, at: string): boolean {
  if (!before) return true
  if (before.state === 'given') return hasRunOut(before, at)
  return before.state !== 'refused' && before.state !== 'withdrawn'
}
