// What the answer leaves out, in the words that the person reads.
import type { RequestContent } from '../../../shared/application/collecting/read-content.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { list, section } from '../parts.ts'
import { may, workPath } from './work.ts'
import type { Work } from './work.ts'

export const itemText = (work: Work, item: RequestContent['withheld'][number]): Html =>
  html`<span lang="${work.view.language}">${item.description}: ${item.text} (${item.article})</span>${
      item.state === 'outdated' && html` <strong>${work.call.texts.withheld.outdated}</strong>`
    }`

/** Beside what would leave, for whoever approves it. */
export function withheldList(work: Work): Html {
  if (!work.content) return nothing
  const { withheld } = work.content
  const { texts } = work.call
  return html`<h3>${texts.withheld.list}</h3>
    ${withheld.length === 0 ? html`<p>${texts.withheld.none}</p>` : list(withheld.map((item) => itemText(work, item)))}`
}

/** Where those who work on the request go on to choose. */
export function withheldSection(work: Work): Html {
  const { call, content } = work
  if (!content || !may(work, 'enterData')) return nothing
  const { title, open } = call.texts.withheld
  return section(
    'withheld',
    title,
    html`${withheldList(work)}
      <p><a class="button button-second" href="${workPath(call)}/withheld">${open}</a></p>`,
  )
}
