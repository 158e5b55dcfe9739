import type { Partition, Write } from '../ports/documents.ts'
import type { Ports } from '../ports/ports.ts'
import { assignedPartition, holdersOf, queuePartition } from './queue-row.ts'
import type { QueueRow } from './queue-row.ts'

export type QueueRows = {
  /** Brings the lists up to this version of a request; false when somebody wrote in between: then look again. */
  readonly write: (companyId: string, row: QueueRow) => Promise<boolean>
}

export function makeQueueRows({ documents }: Pick<Ports, 'documents'>): QueueRows {
  async function put(partition: Partition, row: QueueRow): Promise<boolean> {
    const before = await documents.read<QueueRow>(partition, row.id)
    if (before && before.value.version >= row.version) return true

    const write: Write = before
      ? { kind: 'replace', value: row, etag: before.etag }
      : { kind: 'create', value: row }
    return (await documents.batch(partition, [write])).ok
  }

  return {
    // The company's row comes last: as long as it is behind, whoever comes next does the others again.
    async write(companyId, row) {
      const before = await documents.read<QueueRow>(queuePartition(companyId), row.id)
      if (before && before.value.version >= row.version) return true

      const holders = holdersOf(row)
      for (const holder of holders) if (!(await put(assignedPartition(companyId, holder), row))) return false
      const gone = (before ? holdersOf(before.value) : []).filter((one) => !holders.includes(one))
      for (const holder of gone)
        await documents.batch(assignedPartition(companyId, holder), [{ kind: 'delete', id: row.id }])
      return put(queuePartition(companyId), row)
    },
  }
}
