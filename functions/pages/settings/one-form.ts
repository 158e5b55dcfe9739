// Pages of settings that are one form each: what their fields are, what they show, and what they send.
import type { CompanySettings } from '../../../shared/application/companies/settings.ts'
import type { Answer, StaffCall } from '../call.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { fresh, saveSettings, seenSettings, settingsForm, settingsPage, settingsPath } from './frame.ts'
import type { Refused } from './frame.ts'
import { bodyOf, fields } from './spec.ts'
import type { Spec } from './spec.ts'

export type OneForm<Draft = object> = {
  readonly place: 'profile' | 'wording' | 'approval' | 'limits'
  readonly specs: (call: StaffCall, settings: CompanySettings) => Promise<readonly Spec[]>
  /** What holds, by the places of the fields. */
  readonly value: (settings: CompanySettings) => object
  /** What is sent, as the API takes it. */
  readonly body: (draft: Draft, settings: CompanySettings) => object
  /** From a place in what is sent to the place of its field. */
  readonly placeOf: (at: string, draft: Draft) => string
}

export const shown =
  <Draft>(one: OneForm<Draft>) =>
  (call: StaffCall): Promise<Answer> =>
    onePage(call, one, fresh)

async function onePage<Draft>(call: StaffCall, one: OneForm<Draft>, refused: Refused): Promise<Answer> {
  const { places } = call.texts.settings
  const seen = await seenSettings(call)
  if (!seen.ok) return seen.error
  const { settings, etag } = seen.value
  const specs = await one.specs(call, settings)
  const form: Html = settingsForm(call, {
    ...{ etag, action: settingsPath(call, one.place) },
    body: fields(specs, { ...refused, value: one.value(settings) }),
  })
  const { title, lead } = places[one.place]
  return settingsPage(call, {
    ...refused,
    title,
    main: html`<p>${lead}</p>
      ${form}`,
  })
}

export const saved =
  <Draft>(one: OneForm<Draft>) =>
  async (call: StaffCall, form: FormValues): Promise<Answer> => {
    const seen = await seenSettings(call)
    if (!seen.ok) return seen.error
    const { settings } = seen.value
    const specs = await one.specs(call, settings)
    const draft = bodyOf(specs, form) as Draft
    return saveSettings(call, form, {
      body: one.body(draft, settings),
      back: settingsPath(call, one.place),
      specs,
      prefix: '',
      placeOf: (at) => one.placeOf(at, draft),
      show: (refused) => onePage(call, one, refused),
    })
  }
