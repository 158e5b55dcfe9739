// One run at a time takes a company in: who has the lease writes, and each other one is told until when it is held.
import { addMinutes } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import { companyPartition } from '../place.ts'
import type { Document, Stored } from '../ports/documents.ts'
import type { Instant } from '../requests/request-document.ts'

/** id `importing` beside the company that is not there yet: which export is being taken in, by which run, until when. */
type Importing = Document & {
  readonly companyId: string
  /** Of the export whose documents lie there. */
  readonly exportedAt: string
  readonly run: string
  readonly heldUntil: Instant
}

export const importingId = 'importing'

/** A run that was not heard of for so long is taken for dead. */
const leaseMinutes = 5

/** Heard of again well before. */
const renewMinutes = 1

export type ImportRunning = { readonly code: 'importRunning'; readonly until: Instant }

/** Another run took over, since this one was not heard of: it writes nothing more. */
export class LeaseLost extends Error {}

export type ImportLease = {
  /** Which export an earlier run left here. */
  readonly left?: string
  /** Before each write. Rejects with `LeaseLost` once another run has it. */
  readonly keep: () => Promise<void>
  /** From here on it is this export that lies there. */
  readonly begin: (exportedAt: string) => Promise<void>
  readonly release: () => Promise<void>
  /** Makes sure of it, and answers the tag by which the last step, which ends the lease too, holds for its holder alone. */
  readonly assured: () => Promise<string>
}

type Deps = Pick<Core, 'documents' | 'clock' | 'random'>

/** The moment is that of the clock given: nothing but it ends a lease, beside its holder. */
export async function takeLease(
  { documents, clock, random }: Deps,
  companyId: string,
  exportedAt: string,
): Promise<Result<ImportLease, ImportRunning>> {
  const partition = companyPartition(companyId)
  const run = random.id()
  const found = await documents.read<Importing>(partition, importingId)
  const now = clock.now()
  if (found && new Date(found.value.heldUntil) > now) return err(runningSince(found.value))

  const heldUntil = (from: Date) => addMinutes(from, leaseMinutes).toISOString()
  const left = found?.value.exportedAt
  let held: Stored<Importing> | undefined
  let renewedAt = now

  async function write(before: Stored<Importing> | undefined, value: Importing): Promise<boolean> {
    const written = await documents.batch(partition, [
      before ? { kind: 'replace', value, etag: before.etag } : { kind: 'create', value },
    ])
    if (written.ok) held = { value, etag: `${written.value[0]}` }
    return written.ok
  }

  const first = { id: importingId, companyId, exportedAt: left ?? exportedAt, run, heldUntil: heldUntil(now) }
  if (!(await write(found, first))) return err(runningSince(first))

  const mine = (): Stored<Importing> => held as Stored<Importing>

  async function renew(change: Partial<Importing>): Promise<void> {
    const at = clock.now()
    const { etag, value } = mine()
    const isMine = await write({ value, etag }, { ...value, ...change, heldUntil: heldUntil(at) })
    if (!isMine) throw new LeaseLost(companyId)
    renewedAt = at
  }

  return ok({
    ...(left !== undefined && { left }),
    async keep() {
      if (addMinutes(renewedAt, renewMinutes) <= clock.now()) await renew({})
    },
    begin: (begun) => renew({ exportedAt: begun }),
    async release() {
      await documents.batch(partition, [{ kind: 'delete', id: importingId, etag: mine().etag }])
    },
    async assured() {
      await renew({})
      return mine().etag
    },
  })
}

const runningSince = ({ heldUntil: until }: Importing): ImportRunning => ({ code: 'importRunning', until })

/** Also what a run that is gone has left: documents of another company may lie there. */
export const isBeingImported = async (
  { documents }: Pick<Core, 'documents'>,
  companyId: string,
): Promise<boolean> => (await documents.read(companyPartition(companyId), importingId)) !== undefined

type Stores = Pick<Core, 'documents' | 'shares' | 'blobs'>

/** The same stores, each of whose writes asks for the lease first. */
export function underLease({ documents, shares, blobs }: Stores, { keep }: ImportLease): Stores {
  const kept =
    <Given extends unknown[], Answer>(work: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      await keep()
      return work(...given)
    }
  return {
    documents: { ...documents, batch: kept(documents.batch) },
    shares: { ...shares, destroy: kept(shares.destroy) },
    blobs: { ...blobs, stage: kept(blobs.stage), commit: kept(blobs.commit), remove: kept(blobs.remove) },
  }
}
