// What somebody who works on a request does with a search: begun, taken over, put away.
import { parseBody } from '../../../shared/contracts/parse.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { about, refusedForm } from '../staff/acting.ts'
import { workPath } from '../staff/work.ts'
import { refusalText } from '../texts/refusal-text.ts'
import { searchPage } from './search-page.ts'
import { namedSearch } from './seen-search.ts'
import { searchesPath } from './source-part.ts'

export async function startSearch(call: StaffCall, form: FormValues): Promise<Answer> {
  const body = parseBody('startSearch', {
    ...{ connectionId: lineOf(form, 'connectionId'), what: lineOf(form, 'what') },
  })
  if (!body.ok) return body.error
  const started = await call.app.searches.start({ ...about(call), ...body.value })
  return started.ok
    ? seeOther(`${searchesPath(call)}/${started.value.searchId}`)
    : refusedForm(call, { form: 'source', values: form }, started.error)
}

export async function takeFound(call: StaffCall, form: FormValues): Promise<Answer> {
  const { takeMissing } = call.texts.systems.search
  const body = parseBody('takeFound', { steps: form.getAll('steps') })
  if (!body.ok) return searchPage(call, [{ id: 'steps', text: takeMissing }])
  const taken = await call.app.searches.take({ ...namedSearch(call), ...body.value })
  return taken.ok ? seeOther(`${workPath(call)}?done=foundTaken#files`) : told(call, taken.error)
}

export async function dropFound(call: StaffCall, form: FormValues): Promise<Answer> {
  const isMarked = lineOf(form, 'mark') === 'nothingHeld'
  const seen = isMarked ? await call.app.searches.view(namedSearch(call)) : undefined
  if (seen?.ok === false) return told(call, seen.error)
  if (seen) {
    const { sourceId } = seen.value.search
    const marked = await call.app.setSource({ ...about(call), sourceId, state: 'nothingHeld' })
    if (!marked.ok) return told(call, marked.error)
  }
  const dropped = await call.app.searches.drop(namedSearch(call))
  const done = isMarked ? 'nothingHeldSaid' : 'foundDropped'
  return dropped.ok ? seeOther(`${workPath(call)}?done=${done}#sources`) : told(call, dropped.error)
}

/** On the page of the search, as it stands now. */
async function told(call: StaffCall, refusal: Refusal): Promise<Answer> {
  if (refusal.code === 'notFound') return refusal
  const text = refusalText(call.texts, refusal) ?? call.texts.common.refused.text
  const shown = await searchPage(call, [{ id: 'main', text }], problemFor(refusal).status)
  return 'code' in shown ? refusal : shown
}
