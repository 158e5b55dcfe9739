// The page on which a version of a form is written: its languages, its purposes one by one, and who answers for it.
import type { FormContent } from '../../../shared/domain/consent/form.ts'
import { formLimits } from '../../../shared/domain/consent/form-faults.ts'
import { usualRetention } from '../../../shared/domain/consent/form-words.ts'
import { err, ok } from '../../../shared/kernel/result.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import type { Answer, StaffCall } from '../call.ts'
import { hidden, input } from '../fields.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { onceOf } from '../once.ts'
import { disclosure, postForm } from '../parts.ts'
import { fields, idOf } from '../settings/spec.ts'
import type { Filled } from '../settings/spec.ts'
import {
  blankForm,
  categorySpecs,
  countrySpecs,
  headSpecs,
  layoutIn,
  layoutOf,
  purposeSpecs,
  tailSpecs,
} from './form-fields.ts'
import type { Layout } from './form-fields.ts'
import { asked, consentsPage, formsPath, may, namedIn, nothingWrong, versionPath } from './frame.ts'
import type { Refused } from './frame.ts'

/** What is written on: nothing for a new form, or the version that the next one is made from. */
export type Base = FormContent | undefined

export type Sent = Refused & { readonly form?: FormValues }

export async function writeForm(call: StaffCall): Promise<Answer> {
  return may(call, 'manageConsentForms') ? editorPage(call, undefined, nothingWrong) : { code: 'forbidden' }
}

export async function writeNextVersion(call: StaffCall): Promise<Answer> {
  const base = await baseOf(call)
  return base.ok ? editorPage(call, base.value, nothingWrong) : base.error
}

export async function baseOf(
  call: StaffCall,
): Promise<Result<FormContent, { readonly code: 'forbidden' | 'notFound' }>> {
  if (!may(call, 'manageConsentForms')) return err({ code: 'forbidden' })
  const seen = await call.app.consentForms.view({ ...asked(call), ...namedIn(call) })
  return seen.ok ? ok(seen.value.form) : seen
}

export function editorPage(call: StaffCall, base: Base, { form, errors, status = 200 }: Sent): Answer {
  const { consentForms: words } = call.texts
  const value = base ?? blankForm(call)
  const layout = form ? layoutIn(form, base) : layoutOf(value)
  const filled: Filled = { value, form, errors }
  const written = postForm({
    action: base ? `${versionPath(call, namedIn(call))}/next` : formsPath(call),
    csrf: call.session.csrf,
    body: html`${hidden('once', onceOf(form ?? new URLSearchParams()))}${languagesPart(call, layout, filled)}
    ${fields(headSpecs(call, layout), filled)}
    ${Array.from({ length: layout.purposes }, (_, n) => purposePart(call, { layout, filled, n }))}
    ${layout.purposes < formLimits.purposes && actButton('purpose', words.addPurpose)}
    ${fields(tailSpecs(call, layout), filled)}`,
    submit: words.save,
  })
  return consentsPage(call, {
    ...{ errors, status },
    title: base ? words.writeNext : words.write,
    main: html`<p>${words.writeLead}</p>
      <p>${words.never}</p>
      ${written}`,
    back: [formsPath(call), words.place.title],
    isUnsaved: form !== undefined,
  })
}

function languagesPart(call: StaffCall, { languages }: Layout, { errors }: Filled): Html {
  const { fields: words } = call.texts.consentForms
  const field = { id: 'languages', name: 'languages', label: words.languages, hint: words.languagesHint }
  return html`${input({ ...field, errors, value: languages.join(', ') }, { maxlength: 100, width: 'medium' })}
  ${actButton('fields', call.texts.consentForms.showLanguages)}`
}

type Purpose = { readonly layout: Layout; readonly filled: Filled; readonly n: number }

function purposePart(call: StaffCall, { layout, filled, n }: Purpose): Html {
  const { consentForms: words } = call.texts
  const countries = countrySpecs(call, layout, n)
  const isOpen =
    (layout.countries[n] ?? 1) > 1 ||
    filled.errors.some(({ id }) => countries.some(({ at }) => idOf(at) === id))
  return html`<fieldset class="rows">
    <legend>${words.purpose(n + 1)}</legend>
    ${n === 0 && hidden('purposeCount', String(layout.purposes))}
    ${hidden(`countryCount.${String(n)}`, String(layout.countries[n] ?? 1))}
    ${fields(purposeSpecs(call, layout, n), filled)}
    ${disclosure(`categories-${String(n)}`, { summary: words.fields.categories }, fields(categorySpecs(call, layout, n), filled))}
    ${disclosure(
      `countries-${String(n)}`,
      { summary: words.abroad, open: isOpen },
      html`<p>${words.abroadLead}</p>
        ${fields(countries, filled)}${actButton(`country-${String(n)}`, words.addCountry)}`,
    )}
    ${layout.purposes > 1 && actButton(`remove-${String(n)}`, words.removePurpose(n + 1))}
  </fieldset>`
}

/** Shows the page anew with what was typed; nothing is stored by it. */
const actButton = (act: string, text: string): Html =>
  html`<p>
    <button type="submit" class="button button-second" name="act" value="${act}">${text}</button>
  </p>`

/** The form with one field more or less, as the pressed button says; undefined: it is to be saved. */
export function rearranged(form: FormValues): FormValues | undefined {
  const act = form.get('act') ?? ''
  const [, what, at = '0'] = /^(fields|purpose|country|remove)(?:-(\d{1,2}))?$/.exec(act) ?? []
  if (what === undefined) return undefined
  const n = Number(at)
  const { purposes, countries } = layoutIn(form)
  if (what === 'remove') return withoutPurpose(form, n)
  const kept = new URLSearchParams(form)
  kept.delete('act')
  if (what === 'purpose') {
    kept.set('purposeCount', String(purposes + 1))
    for (const [language, text] of Object.entries(usualRetention))
      kept.set(`purposes.${String(purposes)}.retention.${language}`, text)
  }
  if (what === 'country') kept.set(`countryCount.${String(n)}`, String((countries[n] ?? 1) + 1))
  return kept
}

/** Those after it move up by one. */
function withoutPurpose(form: FormValues, gone: number): FormValues {
  const moved = [...form].flatMap(([name, value]): [string, string][] => {
    if (name === 'act') return []
    if (name === 'purposeCount') return [[name, String(layoutIn(form).purposes - 1)]]
    const [, head, at, rest = ''] = /^(purposes|countryCount)\.(\d{1,2})((?:\..*)?)$/.exec(name) ?? []
    if (head === undefined || Number(at) < gone) return [[name, value]]
    return Number(at) === gone ? [] : [[`${head}.${String(Number(at) - 1)}${rest}`, value]]
  })
  return new URLSearchParams(moved)
}
