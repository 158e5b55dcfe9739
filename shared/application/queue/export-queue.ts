import { byteOrderMark, csvLine } from '../../domain/package/csv.ts'
import { ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import { utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import { makeListQueue } from './list-queue.ts'
import type { QueueFilter, QueuePage } from './list-queue.ts'
import type { QueueRow } from './queue-row.ts'

export type ExportFormat = 'csv' | 'jsonl'

export type ExportQueue = (input: {
  readonly actor: EmployeeActor
  readonly filter: QueueFilter
  readonly format: ExportFormat
}) => Promise<Result<AsyncIterable<Uint8Array>, { readonly code: 'forbidden' | 'parameterInvalid' }>>

const rowsAtOnce = 200

/** Whoever takes a list out answers for the copy; what ends without this line was cut off on its way. */
const notice = (count: number): string =>
  `${count} requests. Whoever exported this list is responsible for the copy: keep it no longer than it is needed.`

/**
 * The list as its caller sees it, page by page into one file: nothing personal, and no more than the list shows. That it was
 * taken out is in the audit before its last page leaves, and as far as it went where somebody stopped it.
 */
export function makeExportQueue({
  documents,
  companyChanges,
}: Pick<Core, 'documents' | 'companyChanges'>): ExportQueue {
  const listQueue = makeListQueue({ documents })

  return async ({ actor, filter, format }) => {
    const whole: QueueFilter = { ...filter, limit: rowsAtOnce }
    const first = await listQueue({ actor, filter: whole })
    return first.ok ? ok(written({ actor, filter: whole, format }, first.value)) : first
  }

  type Wish = Parameters<ExportQueue>[0]

  async function* written({ actor, filter, format }: Wish, first: QueuePage): AsyncGenerator<Uint8Array> {
    const lines = writers[format]
    let [count, isNoted]: [number, boolean] = [0, false]
    const note = async (how: 'whole' | 'stopped') => {
      isNoted = true
      await companyChanges.change<void, never>(actor.companyId, async () => {
        const detail = { list: 'requests', format, count, how }
        const facts = [{ event: 'listExported', by: actorRef(actor), detail }] as const
        return ok({ answer: undefined, change: { writes: [], facts } })
      })
    }
    try {
      yield utf8(lines.head)
      let page: QueuePage = first
      while (page.continuation !== undefined) {
        count += page.rows.length
        yield utf8(page.rows.map(lines.row).join(''))
        const next = await listQueue({ actor, filter: { ...filter, continuation: page.continuation } })
        // A file that ends without its last line is known to be cut.
        if (!next.ok) throw new Error('a list ended before its end')
        page = next.value
      }
      count += page.rows.length
      await note('whole')
      yield utf8(page.rows.map(lines.row).join('') + lines.end(count))
    } finally {
      if (!isNoted) await note('stopped')
    }
  }
}

const columns = [
  'requestId',
  'reference',
  'status',
  'rights',
  'channel',
  'receivedAt',
  'internalDue',
  'statutoryDue',
  'effectiveDue',
  'overdue',
  'paused',
  'assignees',
  'problem',
] as const satisfies readonly (keyof QueueRow)[]

const named = (column: (typeof columns)[number]): string => (column === 'requestId' ? 'id' : column)

const writers = {
  csv: {
    head: byteOrderMark + csvLine(columns.map(named)),
    row: (row: QueueRow) => csvLine(columns.map((column) => shown(row[column]))),
    end: (count: number) => csvLine([notice(count), ...columns.slice(1).map(() => '')]),
  },
  jsonl: {
    head: '',
    row: (row: QueueRow) =>
      `${JSON.stringify(Object.fromEntries(columns.map((column) => [named(column), row[column]])))}\n`,
    end: (count: number) => `${JSON.stringify({ notice: notice(count) })}\n`,
  },
} as const satisfies Record<ExportFormat, unknown>

const shown = (value: QueueRow[(typeof columns)[number]]): string =>
  Array.isArray(value) ? value.join(' ') : String(value ?? '')
