import { pacedBody } from '../../http/back-pressure.ts'
import { exportFile } from '../../http/queue-export.ts'
import type { Answer, StaffCall } from '../call.ts'
import { filterOf, wishOf } from './queue-wish.ts'

/** The list that the page shows, whole and in one file; the audit keeps that it was taken. */
export async function exportQueue(call: StaffCall): Promise<Answer> {
  const query = call.url.searchParams
  const format = query.get('format') === 'jsonl' ? 'jsonl' : 'csv'
  const filter = { ...filterOf(call, wishOf(query)), limit: 200 }
  const exported = await call.app.exportQueue({ actor: call.session.actor, filter, format })
  return exported.ok ? exportFile(format, pacedBody(call.invocationId, exported.value)) : exported.error
}
