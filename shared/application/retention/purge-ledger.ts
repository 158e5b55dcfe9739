import { addHours } from '../../domain/time.ts'
import { utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'

/** What was made unreadable, and when. Ids alone. `requestId` is absent where a whole company was closed. */
export type LedgerEntry = {
  readonly companyId: string
  readonly requestId?: string
  readonly unreadableSince: string
}

/**
 * What was purged, kept apart from the documents: a store that is restored from a backup is purged again of what was purged
 * since (security.md, "Keys"). Entries stand by the hour, so that those since a moment are found without reading the others.
 */
export type PurgeLedger = {
  readonly enter: (entry: LedgerEntry) => Promise<void>
  /** Of that hour and every later one until now, the oldest first. */
  readonly since: (moment: Date) => AsyncIterable<LedgerEntry>
}

const container = 'purge-ledger'

/** `2026-03-02T08`: the hour in UTC. */
const hourOf = (moment: string): string => moment.slice(0, 13)

export function makePurgeLedger({
  blobs,
  random,
  clock,
}: Pick<Core, 'blobs' | 'random' | 'clock'>): PurgeLedger {
  return {
    async enter({ companyId, requestId, unreadableSince }) {
      const what = requestId ?? closed
      const blob = { container, name: `${hourOf(unreadableSince)}/${companyId}/${what}/${random.id()}` }
      await blobs.stage(blob, 0, utf8(JSON.stringify({ companyId, requestId, unreadableSince })))
      await blobs.commit(blob, [0])
    },

    async *since(moment) {
      for (
        let hour = moment;
        hourOf(hour.toISOString()) <= hourOf(clock.now().toISOString());
        hour = addHours(hour, 1)
      )
        yield* entriesUnder(`${hourOf(hour.toISOString())}/`)
    },
  }

  async function* entriesUnder(prefix: string): AsyncGenerator<LedgerEntry> {
    let continuation: string | undefined
    do {
      const page = await blobs.list(container, prefix, continuation === undefined ? {} : { continuation })
      yield* page.names.map(entryNamed)
      ;({ continuation } = page)
    } while (continuation !== undefined)
  }
}

const closed = 'closed'

/** The name says it all, so that nothing has to be opened. */
function entryNamed(name: string): LedgerEntry {
  const [hour = '', companyId = '', what = ''] = name.split('/')
  return {
    companyId,
    ...(what === closed ? {} : { requestId: what }),
    unreadableSince: `${hour}:00:00.000Z`,
  }
}
