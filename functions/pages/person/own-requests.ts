// One person's requests to several companies, from the page of each of them.
import type { OtherRequest, OwnRequests } from '../../../shared/application/requests/own-requests.ts'
import { originAt } from '../../http/at-host.ts'
import { seeOther } from '../call.ts'
import type { Answer, PersonCall } from '../call.ts'
import { cards } from '../cards.ts'
import { dayInWords } from '../days.ts'
import { hidden } from '../fields.ts'
import { textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { postForm, section } from '../parts.ts'
import { readerOf } from './progress.ts'

const pathOf = ({ company, session }: PersonCall): string =>
  `/${company.company}/requests/${session.actor.requestId}`

export function ownSection(call: PersonCall, { state, others }: OwnRequests): Html {
  if (state === 'noAddress') return nothing
  const { own: words } = call.texts.status
  const isShown = state === 'shown'
  const form = postForm({
    action: `${pathOf(call)}/own-requests`,
    csrf: call.session.csrf,
    body: hidden('to', isShown ? 'hidden' : 'shown'),
    submit: isShown ? words.hide : words.show,
    look: 'second',
  })
  return section(
    'own',
    words.title,
    html`${isShown ? listed(call, others) : html`<p>${words.offer}</p>`}${form}`,
  )
}

/** At a company's own host others are not found. */
const toOthers = ({ app, request }: PersonCall): string =>
  originAt(app, request) === new URL(app.settings.publicUrl).origin ? '' : app.settings.publicUrl

function listed(call: PersonCall, others: readonly OtherRequest[]): Html {
  const { own: words } = call.texts.status
  if (others.length === 0) return html`<p>${words.none}</p>`
  const { company, reference, status, due } = words.columns
  const row = (other: OtherRequest): Html =>
    html`<tr>
      <th scope="row"><a href="${toOthers(call)}/${other.companyId}/links">${other.company}</a></th>
      <td data-label="${reference}">${other.reference}</td>
      <td data-label="${status}">${words.states[other.status]}</td>
      <td data-label="${due}">${other.due === undefined ? '–' : dayInWords(other.due, readerOf(call))}</td>
    </tr>`
  return html`${cards({ caption: words.caption, heads: [company, reference, status, due] }, others.map(row))}
    <p class="hint">${words.open}</p>`
}

export async function setOwnRequests(call: PersonCall, form: FormValues): Promise<Answer> {
  const { actor } = call.session
  const to = textOf(form, 'to') === 'shown' ? 'shown' : 'hidden'
  const set = await call.app.ownRequests.set({ actor, requestId: actor.requestId, to })
  return set.ok ? seeOther(`${pathOf(call)}#own`) : set.error
}
