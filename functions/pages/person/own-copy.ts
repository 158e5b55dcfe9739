import { attachment, inOnePiece } from '../../http/respond.ts'
import type { Answer, PersonCall } from '../call.ts'

/** What the page shows, as a file for programs. */
export async function ownCopy(call: PersonCall): Promise<Answer> {
  const { actor } = call.session
  const language = call.chosen === undefined ? {} : { language: call.chosen }
  const copy = await call.app.ownCopy({ actor, requestId: actor.requestId, ...language })
  if (!copy.ok) return copy.error
  const file = { name: `${copy.value.request.reference}.json`, mediaType: 'application/json; charset=utf-8' }
  return attachment(file, inOnePiece(JSON.stringify(copy.value, undefined, 2)))
}
