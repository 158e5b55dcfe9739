// Whom the company has told that a consent ended: a person sees that it was passed on, and where it was not heard.
import type { OwnConsent } from '../../../shared/application/consent/own-consent.ts'
import type { CompanyCall } from '../call.ts'
import { moment } from '../days.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { list, section } from '../parts.ts'

export function toldPart(call: CompanyCall, { told }: OwnConsent): Html {
  if (told.length === 0) return nothing
  const { consent: words } = call.texts
  const reader = { language: call.language, timeZone: call.company.timeZone }
  const lines = told.map(
    ({ outcome, acknowledgedAt, lastTriedAt }) =>
      html`${words.heard[outcome]} (${moment(acknowledgedAt ?? lastTriedAt, reader)})`,
  )
  return section(
    'told',
    words.toldTitle,
    html`<p>${words.toldLead}</p>
      ${list(lines)}`,
  )
}
