// How requests go, in numbers: for managers, administrators and who oversees, on a screen and on paper.
import type { Report } from '../../../shared/application/reports/read-report.ts'
import type { StandingNow } from '../../../shared/application/reports/standing-now.ts'
import type { Right } from '../../../shared/domain/requests/right.ts'
import type { Breakdown } from '../../../shared/domain/reports/disclosure.ts'
import type { RequestStatus, RightOutcome } from '../../../shared/domain/requests/lifecycle.ts'
import type { Channel } from '../../../shared/application/requests/request-document.ts'
import { parseLocalDate } from '../../../shared/domain/time.ts'
import { csvFile } from '../../http/report-file.ts'
import { page } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { dayInWords } from '../days.ts'
import { dateType, errorSummary, input } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { facts, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { breakdown, countInWords, sourceTable, timingTable, unusualTable } from './report-tables.ts'

const reportsPath = ({ company }: StaffCall): string => `/${company.company}/staff/reports`

const members = ['from', 'to'] as const

type Wished = Readonly<Record<(typeof members)[number], string>>

const wishedIn = ({ url }: StaffCall): Wished => {
  const said = (name: string) => (url.searchParams.get(name) ?? '').trim().slice(0, 20)
  return { from: said('from'), to: said('to') }
}

function read(call: StaffCall, { from, to }: Wished) {
  const [first, last] = [parseLocalDate(from), parseLocalDate(to)]
  return call.app.readReport({
    ...{ actor: call.session.actor, companyId: call.company.company },
    ...(first && { from: first }),
    ...(last && { to: last }),
  })
}

export async function showReports(call: StaffCall): Promise<Answer> {
  const words = call.texts.staff.reports
  const wished = wishedIn(call)
  const wrong = members.filter((name) => wished[name] !== '' && !parseLocalDate(wished[name]))
  const report = await read(call, wished)
  if (!report.ok && report.error.code !== 'periodInvalid') return { code: report.error.code }
  const errors: readonly FieldError[] = report.ok
    ? wrong.map((id) => ({ id, text: words.dayWanted, where: words[id] }))
    : [{ id: 'from', text: words.wrongPeriod, where: words.from }]
  const shown = report.ok ? { ...report.value.period, ...filled(wished) } : wished
  const main = html`${errorSummary(call.texts.common.problem, errors)}
    <h1>${words.title}</h1>
    <p class="lead">${words.lead}</p>
    ${periodForm(call, shown, errors)}${report.ok && errors.length === 0 && reportView(call, report.value)}`
  return page(call, { title: words.title, main, hasErrors: errors.length > 0 }, errors.length > 0 ? 400 : 200)
}

const filled = (wished: Wished): Partial<Wished> =>
  Object.fromEntries(Object.entries(wished).filter(([, value]) => value !== ''))

/** The same numbers to take along; a period that cannot be is told on the page. */
export async function readReportFile(call: StaffCall): Promise<Answer> {
  const report = await read(call, wishedIn(call))
  if (!report.ok)
    return report.error.code === 'periodInvalid' ? showReports(call) : { code: report.error.code }
  return csvFile('report', report.value.period, await call.app.reportCsv(report.value))
}

function periodForm(call: StaffCall, wished: Wished, errors: readonly FieldError[]): Html {
  const words = call.texts.staff.reports
  const field = (name: (typeof members)[number]) =>
    input(
      {
        ...{ id: name, name, label: words[name], value: wished[name] },
        errors: errors.filter(({ id }) => id === name),
      },
      { type: dateType(wished[name]), width: 'medium' },
    )
  return html`<form
    method="get"
    action="${reportsPath(call)}"
    class="filters"
    role="search"
    aria-label="${words.title}"
  >
    ${members.map(field)}<button type="submit" class="button button-second">${words.show}</button>
  </form>`
}

function reportView(call: StaffCall, report: Report): Html {
  const { common, staff } = call.texts
  const words = staff.reports
  const { from, to } = report.period
  const reader = readerOf(call)
  const inWords = (day: string) => dayInWords(`${day}T12:00:00Z`, reader)
  const file = `${reportsPath(call)}/file?${new URLSearchParams(report.period).toString()}`
  const counted = (caption: string, of: Breakdown, named: (key: string) => string) =>
    titled(caption, breakdown(call, { caption, of, named }))
  return html`${section(
      'now',
      words.nowTitle,
      html`${facts(standing(call, report.now))}
        <p><a href="/${call.company.company}/staff/companies">${words.groupTitle}</a></p>`,
    )}
    <h2>${words.period(inWords(from), inWords(to))}</h2>
    <p role="status"><strong>${words.received(report.received)}</strong></p>
    <p><a href="${file}" download>${words.download}</a></p>
    ${counted(words.statusTitle, report.byStatus, (key) => common.statuses[key as RequestStatus])}
    ${counted(words.channelTitle, report.byChannel, (key) => words.channels[key as Channel])}
    ${counted(words.outcomeTitle, report.byOutcome, (key) => outcomeName(call, key))}
    ${counted(words.countryTitle, report.byCountry, (key) => countryName(call, key))}
    <p class="hint">${words.countryHint}</p>
    ${titled(words.sourceTitle, sourceTable(call, report))}
    ${titled(words.timingTitle, timingTable(call, report))}
    ${titled(words.unusualTitle, unusualTable(call, report))}`
}

/** Its table is a landmark already, and has the same name. */
const titled = (title: string, body: Html): Html =>
  html`<h2>${title}</h2>
    ${body}`

function standing({ texts }: StaffCall, now: StandingNow): readonly (readonly [string, string | number])[] {
  const words = texts.staff.reports
  const names = Object.keys(words.now) as (keyof StandingNow)[]
  return names.map((name) => [words.now[name], countInWords(texts, now[name])])
}

function outcomeName({ texts }: StaffCall, key: string): string {
  const [right, outcome] = key.split(' ') as [Right, RightOutcome | 'waiting']
  return `${texts.common.rights[right].name}: ${texts.staff.reports.outcomes[outcome]}`
}

const countryName = ({ texts, language }: StaffCall, key: string): string =>
  key === 'undeclared'
    ? texts.staff.reports.undeclared
    : (new Intl.DisplayNames([language], { type: 'region' }).of(key) ?? key)
