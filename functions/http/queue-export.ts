import type { ExportFormat } from '../../shared/application/queue/export-queue.ts'
import { attachment } from './respond.ts'

const mediaTypes = { csv: 'text/csv; charset=utf-8; header=present', jsonl: 'application/jsonl' } as const

/** As the address says, or as the caller would rather have it; undefined for pages of JSON. */
export function exportFormat(
  query: URLSearchParams,
  accept: string | null,
): ExportFormat | undefined | 'wrong' {
  const format = query.get('format')
  if (format !== null) return format === 'csv' || format === 'jsonl' ? format : 'wrong'
  const [first = ''] = (accept ?? '').split(/[,;]/)
  if (first.trim() === 'text/csv') return 'csv'
  return ['application/jsonl', 'application/x-ndjson'].includes(first.trim()) ? 'jsonl' : undefined
}

export const exportFile = (format: ExportFormat, body: ReadableStream<Uint8Array>) =>
  attachment({ name: `requests.${format}`, mediaType: mediaTypes[format] }, body)
