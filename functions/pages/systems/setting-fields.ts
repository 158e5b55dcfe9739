// The settings of a system as fields: named as in the body of the API, and each told wrong where it stands.
import type { SystemView } from '../../../shared/application/connectors/system-view.ts'
import type { Setting } from '../../../shared/domain/connectors/connector.ts'
import type { StaffCall } from '../call.ts'
import type { FieldError } from '../fields.ts'
import type { FormValues } from '../form.ts'
import type { Refusal } from '../../../shared/contracts/problems.ts'
import { idOf } from '../settings/spec.ts'
import type { Spec } from '../settings/spec.ts'
import { refusalText } from '../texts/refusal-text.ts'
import { failureText } from './frame.ts'

const placeOf = (name: string): string => `settings.${name}`

export function settingSpecs(call: StaffCall, { settings }: Pick<SystemView, 'settings'>): readonly Spec[] {
  const { one: words } = call.texts.systems
  return Object.entries(settings).map(([name, { type, label, options = [] }]): Spec => {
    const common = { at: placeOf(name), label: label[call.language] }
    if (type === 'choice')
      return { ...common, kind: 'select', options: options.map((value) => ({ value, label: value })) }
    return type === 'secret'
      ? {
          ...{ ...common, kind: 'line', hint: words.secret },
          look: { type: 'password', autocomplete: 'off', maxlength: 8000 },
        }
      : { ...common, kind: 'line', look: { autocomplete: 'off' } }
  })
}

export const settingsIn = (
  { settings }: Pick<SystemView, 'settings'>,
  form: FormValues,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(settings)
      .map(([name, { type }]) => [name, asMeant(type, form.get(placeOf(name)) ?? '')] as const)
      .filter(([, value]) => value !== ''),
  )

/** A field of one line takes the line breaks from a key that has them, and some keys are handed out with breaks in words. */
function asMeant(type: Setting['type'], typed: string): string {
  const value = typed.trim()
  if (type !== 'secret') return value
  const [, kind = '', inside = ''] =
    /^-----BEGIN ([A-Z ]{3,40})-----(.*)-----END [A-Z ]{3,40}-----$/s.exec(
      value.replaceAll(/\\n|\s+/g, ' ').trim(),
    ) ?? []
  if (kind === '') return value
  return [
    `-----BEGIN ${kind}-----`,
    ...(inside.replaceAll(' ', '').match(/.{1,64}/g) ?? []),
    `-----END ${kind}-----`,
  ].join('\n')
}

/** `rule` names the settings, as the use case does. */
function settingErrors(
  call: StaffCall,
  { settings }: Pick<SystemView, 'settings'>,
  rule: string,
): readonly FieldError[] {
  const { wrong } = call.texts.systems.one
  return rule.split(', ').flatMap((name) => {
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined
    if (!setting) return []
    return [{ id: idOf(placeOf(name)), text: wrong[setting.type], where: setting.label[call.language] }]
  })
}

/** What became of what was entered: at the fields that are meant, or at the first of the form. */
export function enteredErrors(
  call: StaffCall,
  { system, first }: { readonly system: Pick<SystemView, 'settings'>; readonly first: string },
  refusal: Refusal,
): readonly FieldError[] {
  const { code, rule = '', errors = [] } = refusal
  const named = [rule, ...errors.map(({ pointer }) => pointer.split('/')[2] ?? '')].join(', ')
  const wrong = settingErrors(call, system, named)
  if (wrong.length > 0) return wrong
  const own = code === 'connectionNotWorking' ? failureText(call, rule) : undefined
  const full = code === 'limitReached' ? call.texts.systems.one.full : undefined
  const text = own ?? full ?? refusalText(call.texts, refusal)
  return [{ id: first, text: text ?? call.texts.common.refused.text }]
}
