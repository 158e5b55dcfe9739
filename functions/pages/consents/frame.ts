// What the pages of consents share: where they are, and who asks.
import type { ConsentFormVersionView } from '../../../shared/application/consent/forms.ts'
import type { Texts } from '../../../shared/domain/consent/form.ts'
import { allowed } from '../../../shared/domain/identity/roles.ts'
import type { Operation } from '../../../shared/domain/identity/roles.ts'
import { page } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { errorSummary } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { html } from '../html.ts'
import type { Html, HtmlValue } from '../html.ts'
import { badge, notice } from '../parts.ts'

export const formsPath = ({ company }: StaffCall): string =>
  `/${company.company}/staff/settings/consent-forms`

export const consentsPath = ({ company }: StaffCall): string => `/${company.company}/staff/consents`

export const versionPath = (call: StaffCall, { formId, version }: Named): string =>
  `${formsPath(call)}/${formId}/versions/${String(version)}`

export type Named = { readonly formId: string; readonly version: number }

export const namedIn = ({ params }: StaffCall): Named => ({
  formId: params['formId'] ?? '',
  version: Number(params['version']),
})

export const asked = ({ session, company }: StaffCall) => ({
  actor: session.actor,
  companyId: company.company,
})

export const may = ({ session }: StaffCall, operation: Operation): boolean =>
  allowed(operation, { ...session.actor, relations: [] })

export type NameOf = (employeeId: string) => string

/** Who it was, for whoever may see who works here. */
export async function nameFinder(call: StaffCall): Promise<NameOf> {
  const people = await call.app.listEmployees(asked(call))
  return (id) =>
    people.ok
      ? (people.value.find((one) => one.id === id)?.name ?? call.texts.staff.people.gone)
      : call.texts.consentForms.somebody
}

/** A form may be in languages that the pages do not speak. */
export const inWords = ({ language }: StaffCall, texts: Texts): string =>
  texts[language] ?? Object.values(texts)[0] ?? ''

export const statusBadge = ({ texts }: StaffCall, { status }: Pick<ConsentFormVersionView, 'status'>): Html =>
  badge(texts.consentForms.states[status], status === 'published' ? 'good' : 'wait')

export type Refused = { readonly errors: readonly FieldError[]; readonly status?: number }

export const nothingWrong: Refused = { errors: [] }

type Shown = Refused & {
  readonly title: string
  readonly main: HtmlValue
  readonly back: readonly [href: string, text: string]
  readonly told?: string | undefined
  /** Holds what was typed and stored nowhere. */
  readonly isUnsaved?: boolean
}

export function consentsPage(call: StaffCall, shown: Shown): Answer {
  const { title, main, back, told, errors, status = 200, isUnsaved = false } = shown
  const [href, text] = back
  const whole = html`${errorSummary(call.texts.common.problem, errors)}${notice(told)}
    <p><a href="${href}">${text}</a></p>
    <h1>${title}</h1>
    ${main}`
  return page(call, { title, main: whole, hasErrors: errors.length > 0, isUnsaved }, status)
}

/** Only what is in the list of texts is told, whatever the address says. */
export function doneIn({ url }: StaffCall, words: Readonly<Record<string, string>>): string | undefined {
  const done = url.searchParams.get('done') ?? ''
  return Object.hasOwn(words, done) ? words[done] : undefined
}
