// What was done here, in numbers: for administrators and who oversees (C35).
import type { AuditSummary } from '../../../shared/application/reports/audit-summary.ts'
import type { AuditKind } from '../../../shared/application/evidence/audit-kinds.ts'
import type { Breakdown } from '../../../shared/domain/reports/disclosure.ts'
import { steps } from '../../../shared/domain/reports/intervals.ts'
import { parseLocalDate } from '../../../shared/domain/time.ts'
import { csvFile } from '../../http/report-file.ts'
import { page } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { cards } from '../cards.ts'
import { dayInWords } from '../days.ts'
import { dateType, errorSummary, input, select } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { readerOf } from '../person/progress.ts'

const auditPath = ({ company }: StaffCall): string => `/${company.company}/staff/audit`

type Wished = Readonly<Record<'from' | 'to' | 'step', string>>

const wishedIn = ({ url }: StaffCall): Wished => {
  const said = (name: string) => (url.searchParams.get(name) ?? '').trim().slice(0, 20)
  return { from: said('from'), to: said('to'), step: steps.find((one) => one === said('step')) ?? 'week' }
}

function read(call: StaffCall, { from, to, step }: Wished) {
  const [first, last] = [parseLocalDate(from), parseLocalDate(to)]
  return call.app.readAuditSummary({
    ...{ actor: call.session.actor, companyId: call.company.company },
    ...(first && { from: first }),
    ...(last && { to: last }),
    step: steps.find((one) => one === step) ?? 'week',
  })
}

export async function showAuditSummary(call: StaffCall): Promise<Answer> {
  const { audit: words } = call.texts
  const wished = wishedIn(call)
  const wrong = (['from', 'to'] as const).filter(
    (name) => wished[name] !== '' && !parseLocalDate(wished[name]),
  )
  const summary = await read(call, wished)
  if (!summary.ok && summary.error.code !== 'periodInvalid') return { code: summary.error.code }
  const errors: readonly FieldError[] = summary.ok
    ? wrong.map((id) => ({ id, text: call.texts.staff.reports.dayWanted, where: words[id] }))
    : [{ id: 'from', text: words.wrongPeriod, where: words.from }]
  const shown = { ...wished, ...(summary.ok && errors.length === 0 ? summary.value.period : {}) }
  const main = html`${errorSummary(call.texts.common.problem, errors)}
    <h1>${words.title}</h1>
    <p class="lead">${words.lead}</p>
    <p class="hint">${words.kept} ${words.entries}</p>
    ${periodForm(call, shown, errors)}${summary.ok && errors.length === 0 && summaryView(call, summary.value)}`
  return page(call, { title: words.title, main, hasErrors: errors.length > 0 }, errors.length > 0 ? 400 : 200)
}

/** The same numbers to take along; a period that cannot be is told on the page. */
export async function readAuditFile(call: StaffCall): Promise<Answer> {
  const summary = await read(call, wishedIn(call))
  if (!summary.ok)
    return summary.error.code === 'periodInvalid' ? showAuditSummary(call) : { code: summary.error.code }
  return csvFile('audit', summary.value.period, await call.app.auditSummaryCsv(summary.value))
}

function periodForm(call: StaffCall, wished: Wished, errors: readonly FieldError[]): Html {
  const { audit: words } = call.texts
  const field = (name: keyof Wished) => ({
    ...{ id: name, name, label: words[name], value: wished[name] },
    errors: errors.filter(({ id }) => id === name),
  })
  const date = (name: 'from' | 'to') => input(field(name), { type: dateType(wished[name]), width: 'medium' })
  return html`<form
    method="get"
    action="${auditPath(call)}"
    class="filters"
    role="search"
    aria-label="${words.title}"
  >
    ${date('from')}${date('to')}${select(
      field('step'),
      steps.map((value) => ({ value, label: words.steps[value] })),
    )}<button type="submit" class="button button-second">${words.show}</button>
  </form>`
}

function summaryView(call: StaffCall, summary: AuditSummary): Html {
  const { audit: words } = call.texts
  const inWords = (day: string) => dayInWords(`${day}T12:00:00Z`, readerOf(call))
  const { from, to } = summary.period
  const file = `${auditPath(call)}/file?${new URLSearchParams({ from, to, step: summary.step }).toString()}`
  const roleOf = (key: string): string => words.roles[key] ?? key
  const others = { name: words.others, entries: summary.byRole.others, byKind: { values: [], others: 0 } }
  const roles = summary.roles.map(({ role, ...counts }) => ({ name: roleOf(role), ...counts }))
  return html`<h2>${words.period(inWords(from), inWords(to))}</h2>
    <p role="status"><strong>${words.all(summary.entries)}</strong></p>
    <p><a href="${file}" download>${words.download}</a></p>
    <h2>${words.kindsTitle}</h2>
    ${table(call, { caption: words.kindsTitle, head: words.what }, kindRows(call, summary.byKind))}
    <h2>${words.rolesTitle}</h2>
    ${table(
      call,
      { caption: words.rolesTitle, head: words.who, byKind: true },
      others.entries > 0 ? [...roles, others] : roles,
    )}
    <h2>${words.overTime}</h2>
    ${table(
      call,
      { caption: words.overTime, head: words.when, byKind: true },
      summary.intervals.map(({ from: first, to: last, ...counts }) => ({
        name: first === last ? inWords(first) : words.period(inWords(first), inWords(last)),
        ...counts,
      })),
    )}`
}

type Row = { readonly name: string; readonly entries: number; readonly byKind?: Breakdown }

function kindRows({ texts }: StaffCall, { values, others }: Breakdown): readonly Row[] {
  const { kinds, others: rest } = texts.audit
  const told = values.map(({ key, count }) => ({ name: kinds[key as AuditKind], entries: count }))
  return others > 0 ? [...told, { name: rest, entries: others }] : told
}

/** What is asked for most; all kinds stand in the file. */
const columns = ['received', 'edited', 'decided', 'sent'] as const satisfies readonly AuditKind[]

type Looks = { readonly caption: string; readonly head: string; readonly byKind?: true }

function table({ texts }: StaffCall, { caption, head, byKind }: Looks, rows: readonly Row[]): Html {
  const { audit: words } = texts
  const counted = byKind ? columns : []
  const heads = [words.count, ...counted.map((kind) => words.kinds[kind])]
  const number = (label: string, value: number | string) =>
    html`<td class="number" data-label="${label}">${value}</td>`
  return cards(
    { caption, heads: [head, ...heads.map((text) => ({ text, look: 'number' }) as const)] },
    rows.map(
      ({ name, entries, byKind: of }) =>
        html`<tr>
          <th scope="row">${name}</th>
          ${number(words.count, entries)}${counted.map((kind) =>
            number(words.kinds[kind], of?.values.find(({ key }) => key === kind)?.count ?? '–'),
          )}
        </tr>`,
    ),
  )
}
