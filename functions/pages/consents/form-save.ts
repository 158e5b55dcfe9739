// A written version on its way into the store: by the same schema and the same use case as the API.
import type { GivenForm } from '../../../shared/application/consent/form-content.ts'
import type { Texts } from '../../../shared/domain/consent/form.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import type { RuleError } from '../../../shared/contracts/rule-errors.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import type { FormValues } from '../form.ts'
import { idempotencyOf } from '../once.ts'
import { idFrom } from '../settings/frame.ts'
import { bodyOf, errorsOf } from '../settings/spec.ts'
import { refusalText } from '../texts/refusal-text.ts'
import { baseOf, editorPage, rearranged } from './form-editor.ts'
import type { Base } from './form-editor.ts'
import { allSpecs, layoutIn } from './form-fields.ts'
import type { Layout } from './form-fields.ts'
import { asked, may, namedIn, versionPath } from './frame.ts'

export async function createForm(call: StaffCall, form: FormValues): Promise<Answer> {
  if (!may(call, 'manageConsentForms')) return { code: 'forbidden' }
  return saveForm(call, form, undefined, (given) =>
    call.app.editConsentForms.create({ ...asked(call), given, ...idempotencyOf(form, given) }),
  )
}

export async function addFormVersion(call: StaffCall, form: FormValues): Promise<Answer> {
  const base = await baseOf(call)
  if (!base.ok) return base.error
  const { formId } = namedIn(call)
  const { factors } = base.value
  return saveForm(call, form, base.value, (given) =>
    call.app.editConsentForms.addVersion({
      ...{ ...asked(call), formId, given: { ...given, factors } },
      ...idempotencyOf(form, given),
    }),
  )
}

type Save = (given: GivenForm) => ReturnType<StaffCall['app']['editConsentForms']['create']>

async function saveForm(call: StaffCall, form: FormValues, base: Base, save: Save): Promise<Answer> {
  const again = rearranged(form)
  if (again) return editorPage(call, base, { form: again, errors: [] })
  const layout = layoutIn(form, base)
  if (layout.languages.length === 0) {
    const errors = [{ id: 'languages', text: call.texts.consentForms.errors.noLanguage }]
    return editorPage(call, base, { form, errors, status: 400 })
  }
  const { body, placeOf } = writtenIn(call, form, layout)
  const told = (errors: readonly RuleError[]) => {
    const specs = allSpecs(call, layout)
    const words = { ...call.texts.settings.errors, ...call.texts.consentForms.errors }
    const found = errorsOf({ specs, errors, prefix: '', words, placeOf })
    return editorPage(call, base, { form, errors: found, status: 400 })
  }
  const parsed = parseBody('consentForm', body)
  if (!parsed.ok) return told(parsed.error.errors)
  const saved = await save(parsed.value)
  if (saved.ok) {
    const { id: formId, version } = saved.value
    return seeOther(`${versionPath(call, { formId, version })}?done=written`)
  }
  const { code } = saved.error
  if (code === 'purposeRequired' || code === 'consentFormInvalid') return told(saved.error.errors)
  return refusedWhole(call, { form, base }, saved.error)
}

/** What is at no field of its own stands at the first purpose: another form has its name, or there are too many. */
function refusedWhole(
  call: StaffCall,
  { form, base }: { readonly form: FormValues; readonly base: Base },
  refusal: Refusal,
): Answer {
  const { status } = problemFor(refusal)
  if (status === 403 || status === 404) return refusal
  const { errors: words } = call.texts.consentForms
  const text = refusal.code === 'purposeTaken' ? words.purposeTaken : refusalText(call.texts, refusal)
  const errors = [{ id: 'purposes-0-purposeId', text: text ?? call.texts.common.refused.text }]
  return editorPage(call, base, { form, errors, status })
}

type Country = { readonly country?: string; readonly safeguard?: object }
type Purpose = {
  readonly purposeId?: string
  readonly text?: Readonly<Record<string, string>>
  readonly thirdCountries?: Readonly<Record<string, Country>>
}
type Draft = { readonly title?: Texts; readonly purposes?: Readonly<Record<string, Purpose>> }

/** A purpose, or a country, of which nothing was written is none; what is behind it moves up in the body, not on the page. */
function writtenIn(call: StaffCall, form: FormValues, layout: Layout) {
  const draft = bodyOf(allSpecs(call, layout), form) as Draft
  const kept = Object.entries(draft.purposes ?? {}).filter(([, { purposeId, text }]) => purposeId ?? text)
  const names = new Set(kept.flatMap(([, { purposeId }]) => purposeId ?? []))
  const purposes = kept.map(([, { thirdCountries = {}, ...purpose }]) => {
    const {
      purposeId = idFrom(purpose.text?.['en'] ?? Object.values(purpose.text ?? {})[0] ?? '', [...names]),
    } = purpose
    names.add(purposeId)
    const countries = Object.values(thirdCountries)
    return { ...purpose, purposeId, ...(countries.length > 0 && { thirdCountries: countries }) }
  })
  const placeOf = (at: string): string =>
    at
      .replace(/^purposes$/, 'purposes.0.text')
      .replace(/^purposes\.(\d+)(?:\.thirdCountries\.(\d+))?/, (_, n: string, i?: string) => {
        const [place = n, { thirdCountries = {} } = {}] = kept[Number(n)] ?? []
        const country =
          i === undefined ? '' : `.thirdCountries.${Object.keys(thirdCountries)[Number(i)] ?? i}`
        return `purposes.${place}${country}`
      })
  // A language without a title would be none of the form's.
  const title = Object.fromEntries(layout.languages.map((one) => [one, draft.title?.[one] ?? '']))
  return { body: { ...draft, title, purposes }, placeOf }
}
