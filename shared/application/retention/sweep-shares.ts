import { addDays } from '../../domain/time.ts'
import type { Core } from '../core.ts'
import { accessPartition } from '../identity/session-document.ts'
import { requestOfKey } from '../keys/keyring.ts'
import type { Document } from '../ports/documents.ts'
import type { SharePage } from '../ports/shares.ts'
import { keysOf } from '../requests/unnamed-keys.ts'
import type { RequestRef } from '../requests/request-store.ts'
import type { Sweep } from '../timing/sweep.ts'

/** id `shareSweep` in `access`: every share that was put before then has been looked for. */
type SharesSeen = Document & { readonly before: string }

type Looked = { readonly count: number; readonly unnamed: readonly string[] }

const id = 'shareSweep'

/** No commit is still under way after so long. */
const patienceDays = 1

/** More keys without a request than this, and more than with one, are no lost commits but a store that lost requests. */
const mostUnnamed = 100

type Deps = Pick<Core, 'documents' | 'shares' | 'requests' | 'companies' | 'clock' | 'log'>

/**
 * Destroys shares that no request names: their commit was lost. Each share is looked for once, when it is a day old, so a
 * pass costs a listing and a read for each new request. What a pass does not finish, the next does again.
 */
export function makeSweepShares(deps: Deps): Sweep {
  const { documents, shares, clock, log } = deps

  return async () => {
    const until = addDays(clock.now(), -patienceDays)
    const seen = await documents.read<SharesSeen>(accessPartition(id), id)
    const { unnamed, count } = await look(deps, new Date(seen?.value.before ?? 0), until)
    if (unnamed.length > mostUnnamed && unnamed.length * 2 > count)
      throw new Error('most keys have no request: the store has lost requests, and no key is destroyed')

    for (const name of unnamed) await shares.destroy(name)
    const value: SharesSeen = { id, before: until.toISOString() }
    await documents.batch(accessPartition(id), [{ kind: 'upsert', value }])
    if (unnamed.length > 0) log.write({ code: 'reconciled', what: 'shares', count: unnamed.length })
    return unnamed.length
  }
}

/** Looks for each share that was put between the two. */
async function look(deps: Deps, since: Date, until: Date): Promise<Looked> {
  const isNamed = makeIsNamed(deps)
  const unnamed: string[] = []
  let count = 0
  for await (const { name, createdAt } of all(deps.shares)) {
    const ref = requestOfKey(name)
    if (!ref || createdAt < since || createdAt >= until) continue
    count++
    if (!(await isNamed(ref, name))) unnamed.push(name)
  }
  return { unnamed, count }
}

async function* all(shares: Deps['shares']): AsyncGenerator<SharePage['shares'][number], void, undefined> {
  let page = await shares.list()
  yield* page.shares
  while (page.continuation !== undefined) {
    page = await shares.list({ continuation: page.continuation })
    yield* page.shares
  }
}

/** The shares of one request stand side by side in the list: it is read once for them. */
function makeIsNamed({ requests, companies }: Deps) {
  let known: { readonly place: string; readonly keys: ReadonlySet<string> | undefined } | undefined

  return async (ref: RequestRef, name: string): Promise<boolean> => {
    const place = `${ref.companyId}.${ref.requestId}`
    if (known?.place !== place) known = { place, keys: await keysNamedBy(ref) }
    return known.keys?.has(name) ?? true
  }

  /** Undefined for a company that this store does not know: it is another store, or too young to judge. */
  async function keysNamedBy({ companyId, requestId }: RequestRef): Promise<ReadonlySet<string> | undefined> {
    const request = await requests.find(companyId, requestId)
    if (request) return new Set(keysOf(request.value).map(({ keyId }) => keyId))
    return (await companies.find(companyId)) ? new Set() : undefined
  }
}
