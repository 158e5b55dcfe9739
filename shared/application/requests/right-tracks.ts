import { rightTransition } from '../../domain/requests/lifecycle.ts'
import type { RightEvent, RightOutcome } from '../../domain/requests/lifecycle.ts'
import type { Right } from '../../domain/requests/right.ts'
import type { RightTrack } from './request-document.ts'

/** The tracks after an event: a right to which it can still happen goes its way with this outcome, the others stay. */
export const tracksAfter = (
  tracks: readonly RightTrack[],
  event: RightEvent,
  outcomeOf: (right: Right) => RightOutcome | undefined,
): readonly RightTrack[] =>
  tracks.map((track) => {
    const next = rightTransition(track.status, event)
    if (!next.ok) return track
    const { outcome: _before, ...asked } = track
    const outcome = outcomeOf(track.right)
    return { ...asked, status: next.value, ...(outcome === undefined ? {} : { outcome }) }
  })
