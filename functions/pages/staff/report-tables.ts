// The tables of a report, each with its chart: a bar is drawn beside its number and says nothing that is not in words.
import type { Report } from '../../../shared/application/reports/read-report.ts'
import type { Breakdown } from '../../../shared/domain/reports/disclosure.ts'
import type { Texts } from '../texts/texts.ts'
import type { StaffCall } from '../call.ts'
import { cards } from '../cards.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'

/** The longest bar is as wide as its cell; attributes are no inline style, which the policy forbids. */
const bar = (count: number, most: number): Html =>
  html`<svg
    class="share"
    viewBox="0 0 100 10"
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    <rect width="${Math.round((100 * count) / Math.max(1, most))}" height="10"></rect>
  </svg>`

/** A count that reached its end says that there may be more. */
export const countInWords = ({ staff }: Texts, count: number): string | number =>
  count >= 1000 ? staff.reports.mostTold : count

const number = (label: string, value: number | string): Html =>
  html`<td class="number" data-label="${label}">${value}</td>`

/** How many of each; what is too few to be told stands together in the last line. */
export function breakdown(
  { texts }: StaffCall,
  { caption, of, named }: { caption: string; of: Breakdown; named: (key: string) => string },
): Html {
  const words = texts.staff.reports
  const rows = [
    ...of.values.map(({ key, count }) => ({ name: named(key), count })),
    ...(of.others > 0 ? [{ name: words.others, count: of.others }] : []),
  ]
  if (rows.length === 0) return html`<p>${words.tooFew}</p>`
  const most = Math.max(...rows.map(({ count }) => count))
  const heads = [
    words.what,
    { text: words.requests, look: 'number' },
    { text: words.chart, look: 'unseen' },
  ] as const
  return cards(
    { caption, heads },
    rows.map(
      ({ name, count }) =>
        html`<tr>
          <th scope="row">${name}</th>
          ${number(words.requests, count)}
          <td class="chart">${bar(count, most)}</td>
        </tr>`,
    ),
  )
}

export function sourceTable({ texts, language }: StaffCall, { sources }: Report): Html {
  const words = texts.staff.reports
  if (sources.length === 0) return html`<p>${words.tooFew}</p>`
  const most = Math.max(...sources.map(({ fields, files }) => fields + files))
  const looks = [words.requests, words.fields, words.files].map((text) => ({ text, look: 'number' as const }))
  const heads = [words.what, ...looks, { text: words.chart, look: 'unseen' as const }]
  return cards(
    { caption: words.sourceTitle, heads },
    sources.map(
      ({ label, requests, fields, files }) =>
        html`<tr>
          <th scope="row">${label[language]}</th>
          ${number(words.requests, requests)}${number(words.fields, fields)}${number(words.files, files)}
          <td class="chart">${bar(fields + files, most)}</td>
        </tr>`,
    ),
  )
}

export function timingTable({ texts }: StaffCall, { timings, onTime }: Report): Html {
  const words = texts.staff.reports
  if (timings.length === 0) return html`<p>${words.tooFew}</p>`
  const looks = [words.requests, words.median, words.p90].map((text) => ({ text, look: 'number' as const }))
  return html`${cards(
    { caption: words.timingTitle, heads: [words.what, ...looks] },
    timings.map(
      ({ stage, count, medianHours, p90Hours }) =>
        html`<tr>
          <th scope="row">${words.stages[stage]}</th>
          ${number(words.requests, count)}${number(words.median, inWords(texts, medianHours))}
          ${number(words.p90, inWords(texts, p90Hours))}
        </tr>`,
    ),
  )}${
    onTime &&
    html`<p>${words.onTime(onTime.answered, onTime.withinInternalPercent, onTime.withinStatutoryPercent)}</p>`
  }`
}

/** Hours up to two days, then days, begun ones counted. */
function inWords({ staff }: Texts, hours: number): string {
  const { reports } = staff
  return hours <= 48 ? reports.hours(hours) : reports.days(Math.ceil(hours / 24))
}

export function unusualTable({ texts }: StaffCall, { unusual }: Report): Html {
  const words = texts.staff.reports
  const kinds = Object.keys(words.unusual) as (keyof Report['unusual'])[]
  return cards(
    { caption: words.unusualTitle, heads: [words.what, { text: words.times, look: 'number' }] },
    kinds.map(
      (kind) =>
        html`<tr>
          <th scope="row">${words.unusual[kind]}</th>
          ${number(words.times, unusual[kind])}
        </tr>`,
    ),
  )
}
