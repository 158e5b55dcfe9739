// Breaches with their 72-hour clock (Art. 33): on the page of their request, and in the company's register.
import type { BreachView } from '../../../shared/application/breaches/breach-document.ts'
import { breachOutcomes } from '../../../shared/domain/retention/breach.ts'
import { page } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { cards } from '../cards.ts'
import { moment } from '../days.ts'
import { choices, hidden, textarea } from '../fields.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, disclosure, facts, postForm, said, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { breachForm, fieldIn, isOpen, may, workPath } from './work.ts'
import type { Work } from './work.ts'

const soonHours = 24

/** How long there is left, in words. */
function clock({ app, texts }: StaffCall, { state, dueAt, overdue }: BreachView): Html {
  const { breaches: words } = texts.delivered
  if (state === 'closed') return badge(words.closed, 'good')
  if (overdue) return badge(words.late, 'bad')
  const hours = Math.floor((new Date(dueAt).getTime() - app.clock.now().getTime()) / 3_600_000)
  return badge(words.left(hours), hours <= soonHours ? 'bad' : 'wait')
}

export const breachSections = (work: Work): Html =>
  html`${work.breaches.map((breach) => breachSection(work, breach))}`

function breachSection(work: Work, breach: BreachView): Html {
  const { call } = work
  const { breaches: words, recall } = call.texts.delivered
  const reader = readerOf(call)
  return section(
    breachForm(breach.id),
    words.title,
    html`${facts([
      [words.dueBy, html`${moment(breach.dueAt, reader)} ${clock(call, breach)}`],
      [words.awareAt, moment(breach.awareAt, reader)],
      [words.openedAt, moment(breach.openedAt, reader)],
      [words.why, recall.reasons[breach.reasonCode]],
      [words.what, said(breach.reason)],
      ...(breach.outcome === undefined ? [] : [[words.outcome, words.outcomes[breach.outcome]] as const]),
      ...(breach.assessment === undefined ? [] : [[words.assessment, said(breach.assessment)] as const]),
    ])}${breach.state === 'open' && may(work, 'closeBreach') && assessment(work, breach)}`,
  )
}

function assessment(work: Work, { id }: BreachView): Html {
  const { call } = work
  const { breaches: words } = call.texts.delivered
  const form = breachForm(id)
  return disclosure(
    `${form}-form`,
    { summary: words.assess, open: isOpen(work, form) },
    postForm({
      action: `${workPath(call)}/breach`,
      csrf: call.session.csrf,
      body: html`<p>${words.text}</p>
        ${hidden('breachId', id)}${choices({
          ...fieldIn(work, form, { name: 'outcome', label: words.outcome }),
          kind: 'radio',
          options: breachOutcomes.map((value) => ({ value, label: words.outcomes[value] })),
          chosen: [work.feedback?.form === form ? (work.feedback.values.get('outcome') ?? '') : ''],
        })}${textarea(
          fieldIn(work, form, {
            ...{ name: 'assessment', label: words.assessment, hint: words.assessmentHint },
          }),
          { rows: 5, maxlength: 4000 },
        )}`,
      submit: words.submit,
    }),
  )
}

/** The company's breaches: the open ones, or all of them. */
export async function showBreaches(call: StaffCall): Promise<Answer> {
  const { register: words } = call.texts.delivered
  const all = call.url.searchParams.get('state') === 'all'
  const listed = await call.app.listBreaches({
    ...{ actor: call.session.actor, companyId: call.company.company },
    ...(all ? {} : { state: 'open' as const }),
  })
  if (!listed.ok) return listed.error
  const path = call.url.pathname
  const main = html`<h1>${words.title}</h1>
    ${listed.value.length === 0 ? html`<p>${all ? words.none : words.empty}</p>` : table(call, listed.value)}
    <p>
      ${all ? html`<a href="${path}">${words.open}</a>` : html`<a href="${path}?state=all">${words.all}</a>`}
    </p>`
  return page(call, { title: words.title, main })
}

function table(call: StaffCall, breaches: readonly BreachView[]): Html {
  const { register: words, breaches: of } = call.texts.delivered
  const heads = [words.reference, of.why, of.awareAt, of.dueBy, words.state]
  return cards(
    { caption: words.caption, heads },
    breaches.map((breach) => tableRow(call, breach)),
  )
}

function tableRow(call: StaffCall, breach: BreachView): Html {
  const { register: words, breaches: of, recall } = call.texts.delivered
  const reader = readerOf(call)
  const { id, requestId, reference, reasonCode, awareAt, dueAt } = breach
  const place = `/${call.company.company}/staff/requests/${requestId}#${breachForm(id)}`
  return html`<tr>
    <th scope="row" class="reference-cell"><a href="${place}">${reference}</a></th>
    <td data-label="${of.why}">${recall.reasons[reasonCode]}</td>
    <td data-label="${of.awareAt}">${moment(awareAt, reader)}</td>
    <td data-label="${of.dueBy}">${moment(dueAt, reader)}</td>
    <td data-label="${words.state}">${clock(call, breach)}</td>
  </tr>`
}
