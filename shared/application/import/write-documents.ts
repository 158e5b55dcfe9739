import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { documentsPath } from '../export/export-pieces.ts'
import { exportedContainers } from '../export/exported-lines.ts'
import type { ExportedContainer, ExportedLine } from '../export/exported-lines.ts'
import type { Document, Partition } from '../ports/documents.ts'
import { queueRow } from '../queue/queue-row.ts'
import { makeQueueRows } from '../queue/queue-rows.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { dueDatesOf } from '../timing/due.ts'
import { partitionIn } from './check-lines.ts'
import type { ExportedFiles } from './exported-files.ts'
import { jsonLines } from './json-lines.ts'
import { isBegunAnew, remade } from './remade.ts'
import type { Remaking } from './remade.ts'

export type WriteDocuments = (
  files: ExportedFiles,
  company: CompanyDocument,
  remaking: Remaking,
) => Promise<{ readonly apiKeys: number; readonly orchestrations: number; readonly outlived: number }>

/** Well below what one batch may hold. */
const mostWrites = 50
const mostBytes = 1024 * 1024

/**
 * The documents of an export that was checked. Requests come last, when all that they name is there: a timer that finds
 * one could go on with it. The rows of the lists are made with them.
 */
export function makeWriteDocuments({ documents }: Pick<Core, 'documents'>): WriteDocuments {
  const rows = makeQueueRows({ documents })

  return async (files, company, remaking) => {
    const { companyId } = company
    const counted = { apiKeys: 0, orchestrations: 0, outlived: 0 }

    for (const container of exportedContainers)
      await inBatches(
        kept(container, (line) => line.kind !== 'request' && !isWrittenLater(container, line)),
        (partition, values) => put(partition, values),
      )
    for await (const { partition, value } of kept('requests', (line) => line.kind === 'request')) {
      await put(partition, [value])
      await list(value as RequestDocument)
    }
    return counted

    async function* kept(container: ExportedContainer, wanted: (line: ExportedLine) => boolean) {
      for await (const { value } of jsonLines(files.open(documentsPath(container)))) {
        const line = value as ExportedLine
        if (!wanted(line)) continue
        const document = remade(container, line, remaking)
        if (!document) counted.outlived += 1
        if (line.kind === 'apiKey') counted.apiKeys += 1
        if (line.kind === 'request' && isBegunAnew(line.document as RequestDocument))
          counted.orchestrations += 1
        if (document) yield { partition: partitionIn(companyId, container, line), value: document }
      }
    }

    async function put(partition: Partition, values: readonly Document[]): Promise<void> {
      await documents.batch(
        partition,
        values.map((value) => ({ kind: 'upsert', value })),
      )
    }

    /** As the store of requests lists it after a change; what nobody confirmed is in no list. */
    async function list(request: RequestDocument): Promise<void> {
      if (request.status === 'awaitingVerification') return
      const { now } = remaking
      await rows.write(companyId, queueRow(request, dueDatesOf(request, company, now), now))
    }
  }
}

/** When the company appears. */
const isWrittenLater = (container: ExportedContainer, { kind }: ExportedLine): boolean =>
  container === 'companies' && kind === 'company'

type Kept = { readonly partition: Partition; readonly value: Document }

/** Those of one partition that stand side by side go together. */
async function inBatches(
  kept: AsyncIterable<Kept>,
  write: (partition: Partition, values: readonly Document[]) => Promise<void>,
): Promise<void> {
  let batch: Kept[] = []
  let bytes = 0
  const flush = async () => {
    const [first] = batch
    if (first)
      await write(
        first.partition,
        batch.map(({ value }) => value),
      )
    batch = []
    bytes = 0
  }
  for await (const one of kept) {
    const length = JSON.stringify(one.value).length
    const isOfAnother = batch[0]?.partition.key.join() !== one.partition.key.join()
    if (isOfAnother || batch.length === mostWrites || bytes + length > mostBytes) await flush()
    batch.push(one)
    bytes += length
  }
  await flush()
}
