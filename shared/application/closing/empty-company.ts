import type { Core } from '../core.ts'
import type { Document, Partition, Write } from '../ports/documents.ts'
import { assignedPartition } from '../queue/queue-row.ts'

export type EmptyCompany = {
  /** Everything under the keys of its requests is unreadable from here on. */
  readonly shares: (companyId: string) => Promise<void>
  readonly blobs: (companyId: string) => Promise<void>
  /** All documents but the one of its own partition by which a pass that died is found again. */
  readonly documents: (companyId: string, butFor: string) => Promise<void>
}

/** Everything that begins with the company, but sign-ins, which expire by themselves within days. */
const emptied = ['requests', 'queue', 'consents', 'logs', 'audit', 'companies'] as const

/** Each step may be repeated, and does what is left. */
export function makeEmptyCompany({
  documents,
  companies,
  shares,
  blobs,
}: Pick<Core, 'documents' | 'companies' | 'shares' | 'blobs'>): EmptyCompany {
  /** All partitions that begin so. */
  async function empty({ container, key }: Partition, butFor: string): Promise<void> {
    for (;;) {
      const { items } = await documents.query<Document>({ container, key, limit: 90 })
      const doomed = items.filter(({ value }) => container !== 'companies' || value.id !== butFor)
      if (doomed.length === 0) return
      const byPartition = Map.groupBy(doomed, ({ partition }) => partition.key.join('/'))
      for (const found of byPartition.values()) {
        const writes = found.map(({ value }): Write => ({ kind: 'delete', id: value.id }))
        await documents.batch(found[0]?.partition as Partition, writes)
      }
    }
  }

  return {
    async shares(companyId) {
      for (;;) {
        const { shares: found } = await shares.list({ prefix: `${companyId}.` })
        if (found.length === 0) return
        for (const { name } of found) await shares.destroy(name)
      }
    },

    async blobs(container) {
      for (;;) {
        const { names } = await blobs.list(container, '', { staged: 'included' })
        if (names.length === 0) return
        for (const name of names) await blobs.remove({ container, name })
      }
    },

    async documents(companyId, butFor) {
      for (const { employeeId } of await companies.employees(companyId))
        await empty(assignedPartition(companyId, employeeId), butFor)
      for (const { receiverId } of (await companies.read(companyId))?.value.receivers ?? [])
        await empty(assignedPartition(companyId, receiverId), butFor)
      for (const container of emptied) await empty({ container, key: [companyId] }, butFor)
    },
  }
}
