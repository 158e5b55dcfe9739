import { addHours } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import { accessPartition } from '../identity/session-document.ts'
import type { Document } from '../ports/documents.ts'
import type { Sweep } from '../timing/sweep.ts'
import { makePurgeLedger, type LedgerEntry } from './purge-ledger.ts'

/** id `purgeReplay` in `access`: until when the ledger was compared. It goes back with the store when that is restored. */
type Replayed = Document & { readonly until: string }

const id = 'purgeReplay'

type Deps = Pick<Core, 'documents' | 'blobs' | 'shares' | 'requests' | 'clock' | 'random' | 'log'>

/**
 * Purges again what the ledger says was purged and the stores still hold: a backup was restored. Nobody has to remember it:
 * the moment up to which the ledger was compared is a document that a restore takes back, so all since then is compared. The
 * keys go at once, which makes the content unreadable; the purge itself is then due, and the usual sweep does it. A pass
 * without a restore reads one or two hours of the ledger.
 */
export function makeReplayPurges(deps: Deps): Sweep {
  const { documents, clock, log } = deps
  const ledger = makePurgeLedger(deps)

  return async () => {
    const seen = (await documents.read<Replayed>(accessPartition(id), id))?.value
    const now = clock.now()
    const since = seen === undefined ? now : new Date(seen.until)
    let count = 0
    // An entry is made after its hour was named, so the hour before is looked at once more.
    for await (const entry of ledger.since(addHours(since, -1))) if (await isBack(entry)) count++
    const value: Replayed = { id, until: now.toISOString() }
    await documents.batch(accessPartition(id), [{ kind: 'upsert', value }])
    if (count > 0) log.write({ code: 'reconciled', what: 'purges', count })
    return count
  }

  /** Whether something of it had come back; it is gone then. */
  async function isBack({ companyId, requestId }: LedgerEntry): Promise<boolean> {
    const destroyed = await destroyKeys(`${companyId}.${requestId === undefined ? '' : `${requestId}.`}`)
    const isDue = requestId !== undefined && (await makeDue(companyId, requestId))
    return destroyed > 0 || isDue
  }

  async function destroyKeys(prefix: string): Promise<number> {
    const { shares } = await deps.shares.list({ prefix })
    for (const { name } of shares) await deps.shares.destroy(name)
    return shares.length === 0 ? 0 : shares.length + (await destroyKeys(prefix))
  }

  /** Whether the request is here and not purged. One that had not even ended when the backup was made keeps what is no content. */
  async function makeDue(companyId: string, requestId: string): Promise<boolean> {
    const request = (await deps.requests.find(companyId, requestId))?.value
    if (request === undefined || request.purgedAt !== undefined || request.purgingSince !== undefined)
      return false
    await deps.requests.change<void, never>(request, (found, now) =>
      found.purgeAt === undefined || new Date(found.purgeAt) <= now
        ? ok({ answer: undefined })
        : ok({ answer: undefined, change: { request: { ...found, purgeAt: now.toISOString() }, facts: [] } }),
    )
    return true
  }
}
