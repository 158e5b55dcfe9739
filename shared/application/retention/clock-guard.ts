import type { Core } from '../core.ts'
import { accessPartition } from '../identity/session-document.ts'
import type { Document, Write } from '../ports/documents.ts'
import { addHours } from '../../domain/time.ts'

/**
 * Whether the clock may be believed enough to destroy something. In serve mode a jump of more than 48 hours, forward or
 * back, stops purging and alarms; when the clock has then gone on steadily for 48 hours, it is believed again
 * (security.md, "Two modes"). In demo mode the clock is there to be moved.
 */
export type ClockGuard = () => Promise<'believed' | 'suspect'>

type SeenClock = Document & { readonly seenAt: string; readonly suspectSince?: string }

const id = 'clockGuard'
const toleratedHours = 48

export function makeClockGuard({
  documents,
  clock,
  log,
  settings,
}: Pick<Core, 'documents' | 'clock' | 'log' | 'settings'>): ClockGuard {
  return async () => {
    if (settings.mode === 'demo') return 'believed'
    const now = clock.now()
    const before = await documents.read<SeenClock>(accessPartition(id), id)
    const suspectSince = before && suspicion(before.value, now)
    const value: SeenClock = {
      id,
      seenAt: now.toISOString(),
      ...(suspectSince === undefined ? {} : { suspectSince }),
    }
    const write: Write = before ? { kind: 'replace', value, etag: before.etag } : { kind: 'create', value }
    await documents.batch(accessPartition(id), [write])
    if (!before || suspectSince === undefined) return 'believed'

    log.write({ code: 'clockJumped', hours: hoursBetween(new Date(before.value.seenAt), now) })
    return 'suspect'
  }
}

/** Since when the clock is not believed; undefined when it is. */
function suspicion({ seenAt, suspectSince }: SeenClock, now: Date): string | undefined {
  if (Math.abs(hoursBetween(new Date(seenAt), now)) > toleratedHours) return now.toISOString()
  if (suspectSince === undefined || addHours(new Date(suspectSince), toleratedHours) <= now) return undefined
  return suspectSince
}

const hoursBetween = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / 3_600_000)
