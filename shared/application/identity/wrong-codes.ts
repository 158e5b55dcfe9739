import type { Core } from '../core.ts'
import { readAll } from '../read-all.ts'
import type { Document, Partition } from '../ports/documents.ts'

/** How many codes were wrong on a day, id `wrongCodes:{day}` in the company's logs: a number for its reports, and no more. */
type WrongCodes = Document & { readonly day: string; readonly count: number }

const logsOf = (companyId: string): Partition => ({ container: 'logs', key: [companyId] })

const prefix = 'wrongCodes:'
const logSeconds = 90 * 24 * 3600

type Deps = Pick<Core, 'documents' | 'clock'>

/** One of two that come at the same moment may go uncounted: the tries themselves are counted where they are limited. */
export async function noteWrongCode({ documents, clock }: Deps, companyId: string): Promise<void> {
  const day = clock.now().toISOString().slice(0, 10)
  const id = `${prefix}${day}`
  const before = await documents.read<WrongCodes>(logsOf(companyId), id)
  const value: WrongCodes = { id, ttlSeconds: logSeconds, day, count: (before?.value.count ?? 0) + 1 }
  await documents.batch(logsOf(companyId), [
    before ? { kind: 'replace', value, etag: before.etag } : { kind: 'create', value },
  ])
}

/** Of the days of a period, as far as logs go back. */
export async function wrongCodesIn(
  { documents }: Pick<Deps, 'documents'>,
  companyId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<number> {
  const found = await readAll<WrongCodes>(documents, {
    ...{ container: 'logs', key: [companyId], idPrefix: prefix },
  })
  return found
    .filter(({ value: { day } }) => day >= from && day <= to)
    .reduce((sum, { value: { count } }) => sum + count, 0)
}
