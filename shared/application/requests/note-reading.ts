import { ok } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { Document } from '../ports/documents.ts'
import type { RequestRef } from './request-store.ts'

/** id `read:{hour}:{employeeId}:{document}`: that this reading is in the audit already. */
type ReadingNoted = Document

const keepSeconds = 2 * 3600

/**
 * Writes down that somebody of the company read content, before they get it: once for each person, document and hour, so
 * that a page that is opened again costs one point read. Who gets none of it read nothing.
 */
export async function noteReading(
  { requests, clock }: Pick<Core, 'requests' | 'clock'>,
  ref: RequestRef,
  reading: {
    readonly event: 'contentRead' | 'fileRead' | 'sealRead'
    readonly by: EmployeeActor
    readonly document: string
  },
): Promise<void> {
  const { event, by, document } = reading
  if (by.looks === 'headOnly') return
  const hour = clock.now().toISOString().slice(0, 13)
  const noted: ReadingNoted = { id: `read:${hour}:${by.employeeId}:${document}`, ttlSeconds: keepSeconds }
  const isNoted = async () => (await requests.read(ref, noted.id)) !== undefined
  if (await isNoted()) return

  await requests.change<void, never>(ref, async (request) => {
    if (await isNoted()) return ok({ answer: undefined })
    return ok({
      answer: undefined,
      change: {
        request,
        writes: [{ kind: 'create', value: noted }],
        facts: [{ event, by: actorRef(by), detail: { document } }],
        unseen: true,
      },
    })
  })
}
