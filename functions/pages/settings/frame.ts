// What the pages of settings share: what holds, how it is saved, and what is told afterwards.
import type { CompanySettings } from '../../../shared/application/companies/settings.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import type { RuleError } from '../../../shared/contracts/rule-errors.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { settingsChange } from '../../http/settings-body.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { errorSummary, hidden } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html, HtmlValue } from '../html.ts'
import { notice, postForm } from '../parts.ts'
import { refusalText } from '../texts/refusal-text.ts'
import { errorsOf, idOf } from './spec.ts'
import type { Spec } from './spec.ts'

export const settingsPath = ({ company }: StaffCall, place = ''): string =>
  `/${company.company}/staff/settings${place === '' ? '' : `/${place}`}`

export const asked = ({ session, company }: StaffCall) => ({
  actor: session.actor,
  companyId: company.company,
})

export type Seen = { readonly settings: CompanySettings; readonly etag: string }

export const seenSettings = async (call: StaffCall): Promise<Result<Seen, Refusal>> => {
  const seen = await call.app.companySettings.view(asked(call))
  return seen.ok ? ok(seen.value) : err(seen.error)
}

export type Refused = {
  readonly form?: FormValues
  readonly errors: readonly FieldError[]
  readonly status?: number
}

export const fresh: Refused = { errors: [] }

export function settingsPage(
  call: StaffCall,
  { title, main, errors, status = 200 }: { title: string; main: HtmlValue } & Refused,
): Answer {
  const { settings: words } = call.texts
  const { done } = Object.fromEntries(call.url.searchParams)
  const told = done === 'saved' || done === 'shown' || done === 'waits' ? words[done] : undefined
  const whole = html`${errorSummary(call.texts.common.problem, errors)}${notice(told)}
    <p><a href="${settingsPath(call)}">${words.title}</a></p>
    <h1>${title}</h1>
    ${main}`
  return page(call, { title, main: whole, hasErrors: errors.length > 0 }, status)
}

type FormParts = {
  readonly etag: string
  readonly action: string
  readonly body: HtmlValue
  readonly submit?: string
  readonly look?: 'main' | 'second' | 'warning'
}

/** A form of settings says which version of them its reader saw. */
export const settingsForm = (call: StaffCall, { etag, action, body, submit, look }: FormParts): Html =>
  postForm({
    action,
    csrf: call.session.csrf,
    body: html`${hidden('etag', etag)}${body}`,
    submit: submit ?? call.texts.settings.save,
    ...(look && { look }),
  })

type Saving = {
  readonly body: unknown
  /** Where the page of what was saved is. */
  readonly back: string
  readonly specs: readonly Spec[]
  /** Of the thing that the form is about, in the body. */
  readonly prefix: string
  /** Where the fields of a member are, if the form counts otherwise than the body. */
  readonly placeOf?: (at: string) => string
  readonly show: (refused: Refused) => Promise<Answer>
}

/** By the same schema and the same use case as the API; what is refused comes back with its form. */
export async function saveSettings(call: StaffCall, form: FormValues, saving: Saving): Promise<Answer> {
  const { settings: words } = call.texts
  const { specs, show } = saving
  const told = (errors: readonly RuleError[]) =>
    show({ form, errors: errorsOf({ ...saving, errors, words: words.errors }), status: 400 })
  const parsed = parseBody('settings', saving.body)
  if (!parsed.ok) return told(parsed.error.errors ?? [])
  const change = settingsChange(parsed.value)
  const changed = await call.app.companySettings.change({
    ...{ ...asked(call), change, expected: lineOf(form, 'etag') },
  })
  if (changed.ok) return seeOther(`${saving.back}?done=${changed.value.pending ? 'waits' : 'saved'}`)
  const refusal: Refusal = changed.error
  const { status } = problemFor(refusal)
  if (status === 404) return refusal
  if (refusal.code === 'catalogueInvalid' || refusal.code === 'placeholderUnknown')
    return told(refusal.errors ?? [])
  const text = refusal.code === 'versionConflict' ? words.conflict : refusalText(call.texts, refusal)
  const id = idOf(specs[0]?.at ?? 'main')
  return show({ form, errors: [{ id, text: text ?? call.texts.common.refused.text }], status })
}

const plain: Readonly<Record<string, string>> = {
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
}

/** An id that a reader of the API recognises, from the words that it stands for. */
export function idFrom(words: string, taken: readonly string[]): string {
  const parts = words
    .toLowerCase()
    .replaceAll(/[æøåäöüß]/g, (letter) => plain[letter] ?? '')
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
  const [first = 'item', ...rest] = parts
  const id = [first, ...rest.map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))]
    .join('')
    .slice(0, 40)
  if (!taken.includes(id)) return id
  let number = 2
  while (taken.includes(`${id}${number}`)) number += 1
  return `${id}${number}`
}
