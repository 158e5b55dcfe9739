import { toBase64Url } from '../bytes.ts'
import type { Place } from '../place.ts'
import type { Random } from '../ports/system.ts'
import { auditEntryId } from './audit-event.ts'
import type { AuditEntry, Fact } from './audit-event.ts'

type Counted = { readonly counted: number; readonly now: Date; readonly random: Pick<Random, 'bytes'> }

/** The entries of one change, numbered on from what its place has counted before. */
export const auditEntries = (
  { companyId, requestId }: Place,
  facts: readonly Fact[],
  { counted, now, random }: Counted,
): readonly AuditEntry[] =>
  facts.map(({ event, by, detail = {} }, i) => ({
    id: auditEntryId(counted + i + 1),
    companyId,
    requestId,
    sequence: counted + i + 1,
    at: now.toISOString(),
    event,
    by,
    detail,
    salt: toBase64Url(random.bytes(16)),
    unsequenced: now.toISOString(),
  }))
