// One search in a system for the person of a request: how it stands, what it found, and what is to become of it.
import type { SearchView } from '../../../shared/application/connectors/search-view.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { page } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { errorSummary } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { html } from '../html.ts'
import type { Html, HtmlValue } from '../html.ts'
import { badge, facts } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { workPath } from '../staff/work.ts'
import { watermarkFor } from '../staff/watermark.ts'
import { failureText } from './frame.ts'
import { droppingPart, takingPart } from './found-part.ts'
import { mayAct, namedSearch, searchPath } from './seen-search.ts'
import type { SeenSearch } from './seen-search.ts'
import { startForm, stateTones } from './source-part.ts'

async function readSearch(call: StaffCall): Promise<Result<SeenSearch, Refusal>> {
  const { actor, requestId } = namedSearch(call)
  const seen = await call.app.viewRequest({ actor, requestId, language: call.language })
  if (!seen.ok) return seen
  const { view, standing } = seen.value
  if (!standing) return err({ code: 'notFound' })
  const read = await call.app.searches.view(namedSearch(call))
  return read.ok ? ok({ ...read.value, view, standing }) : read
}

export const showSearch = (call: StaffCall): Promise<Answer> => searchPage(call, [])

/** Seconds after which a browser asks again by itself while a search is under way; the reader can stop it (WCAG 2.2.2). */
const refreshSeconds = 10

export async function searchPage(
  call: StaffCall,
  errors: readonly FieldError[],
  status = 400,
): Promise<Answer> {
  const seen = await readSearch(call)
  if (!seen.ok) return seen.error
  const { search, view } = seen.value
  const { search: words } = call.texts.systems
  const title = words.title(search.systemName)
  const main = html`${await watermarkFor(call, seen.value.standing)}${errorSummary(call.texts.common.problem, errors)}
    <p><a href="${workPath(call)}#sources">${words.back} ${view.reference}</a></p>
    <h1>${title}</h1>
    <p>${badge(words.states[search.state], stateTones[search.state])}</p>
    ${known(call, seen.value)}${parts[search.state](call, seen.value, errors)}`
  const url = new URL(searchPath(call) + (errors.length > 0 ? '' : call.url.search), call.url)
  const hasErrors = errors.length > 0
  const shown = page({ ...call, url }, { title, main, hasErrors }, hasErrors ? status : 200)
  const asksAgain = search.state === 'running' && !isStill(call)
  return asksAgain ? { ...shown, headers: { ...shown.headers, refresh: String(refreshSeconds) } } : shown
}

const isStill = ({ url }: StaffCall): boolean => url.searchParams.get('still') === '1'

function known(call: StaffCall, { search, view }: SeenSearch): Html {
  const { search: words } = call.texts.systems
  const reader = readerOf(call)
  const { sourceId, what, startedAt, endedAt } = search
  const rows: (readonly [string, HtmlValue])[] = [
    [words.source, view.sources.find(({ id }) => id === sourceId)?.label ?? sourceId],
    [words.what, words.by[what]],
    [words.began, moment(startedAt, reader)],
  ]
  return facts(endedAt === undefined ? rows : [...rows, [words.ended, moment(endedAt, reader)]])
}

type Part = (call: StaffCall, seen: SeenSearch, errors: readonly FieldError[]) => Html

const running: Part = (call, { search }) => {
  const { search: words } = call.texts.systems
  const path = searchPath(call)
  return html`<p role="status">${words.running}${search.isTroubled && ` ${words.troubled}`}</p>
    ${
      isStill(call)
        ? html`<p>${words.stays} <a href="${path}">${words.look}</a></p>`
        : html`<p>${words.again} <a href="${path}?still=1">${words.stay}</a></p>`
    }`
}

const failed: Part = (call, seen) => {
  const { search: words, code: codeWord } = call.texts.systems
  const { connectionId, what, failure } = seen.search
  const code = failure?.code ?? ''
  return html`<p class="warning">${failureText(call, code)} <small>${codeWord}: ${code}</small></p>
    ${
      mayAct(seen) &&
      html`${startForm(call, { connectionId, what, submit: words.retry })}${droppingPart(call, seen)}`
    }`
}

const settled: Part = () => html``

/** What stands on the page by the state of the search. */
const parts: Readonly<Record<SearchView['state'], Part>> = {
  running,
  found: takingPart,
  failed,
  taken: settled,
  dropped: settled,
}
