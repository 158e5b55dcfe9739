// Counts as a file: who asks for one, and how it is answered.
import { attachment, inOnePiece } from './respond.ts'

/** As the address says, or as the caller would rather have it. */
export function wantsCsv(query: URLSearchParams, accept: string | null): boolean | 'wrong' {
  const format = query.get('format')
  if (format !== null) return format === 'csv' || 'wrong'
  return /^text\/csv\s*([,;]|$)/.test(accept ?? '')
}

export const csvFile = (
  name: string,
  { from, to }: { readonly from: string; readonly to: string },
  text: string,
) =>
  attachment(
    { name: `${name}-${from}-${to}.csv`, mediaType: 'text/csv; charset=utf-8; header=present' },
    inOnePiece(text),
  )
