// Where the company's people sign in: its OpenID Connect provider, entered by one administrator and approved by another.
import type { SeenProvider } from '../../../shared/application/sign-in-provider/set-provider.ts'
import type { RequiredClaim } from '../../../shared/domain/identity/sign-in-provider.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import { rulesOf } from '../../http/identity-provider.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { facts, section } from '../parts.ts'
import { refusalText } from '../texts/refusal-text.ts'
import { asked, fresh, settingsForm, settingsPage, settingsPath } from './frame.ts'
import type { Refused } from './frame.ts'
import { bodyOf, errorsOf, fields } from './spec.ts'
import type { Spec } from './spec.ts'

const place = 'provider'

function specsOf(call: StaffCall): readonly Spec[] {
  const { setting: words } = call.texts.provider
  const named = (values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([value, label]) => ({ value, label }))
  return [
    { at: 'name', kind: 'line', label: words.name, hint: words.nameHint, look: { maxlength: 60 } },
    { at: 'issuer', kind: 'line', label: words.issuer, hint: words.issuerHint, look: { maxlength: 500 } },
    { at: 'clientId', kind: 'line', label: words.clientId },
    {
      ...{ at: 'clientSecret', kind: 'line', label: words.clientSecret, hint: words.clientSecretHint },
      look: { type: 'password', autocomplete: 'off', maxlength: 1000 },
    },
    { at: 'scopes', kind: 'lines', label: words.scopes, hint: words.scopesHint },
    { at: 'acrValues', kind: 'lines', label: words.acrValues, hint: words.acrValuesHint },
    {
      ...{ at: 'requesterAcrs', kind: 'lines' },
      ...{ label: words.requesterAcrs, hint: words.requesterAcrsHint },
    },
    { at: 'requiredClaims', kind: 'lines', label: words.requiredClaims, hint: words.requiredClaimsHint },
    { at: 'prompt', kind: 'select', label: words.prompt, options: named(words.prompts) },
    { at: 'use', kind: 'select', label: words.use, hint: words.useHint, options: named(words.uses) },
  ]
}

export const showProviderSetting = (call: StaffCall): Promise<Answer> => providerPage(call, fresh)

async function providerPage(call: StaffCall, { form, ...refused }: Refused): Promise<Answer> {
  const seen = await call.app.providerSettings.view(asked(call))
  if (!seen.ok) return seen.error
  const { etag } = seen.value
  const { redirectUri, provider } = seen.value.seen
  const { setting: words } = call.texts.provider
  const { places } = call.texts.settings
  const action = settingsPath(call, place)
  const value = shownAs(provider)
  const body = fields(specsOf(call), { value, form, errors: refused.errors })
  const main = html`<p>${places.provider.lead}</p>
    ${facts([[words.redirectUri, html`<code>${redirectUri}</code>`]])}
    ${settingsForm(call, { etag, action, body })}${provider && removing(call, etag)}`
  return settingsPage(call, { ...refused, title: places.provider.title, main })
}

/** As the fields have it: a claim a line. */
const shownAs = (provider: SeenProvider['provider']): object => ({
  ...provider,
  requiredClaims: provider?.requiredClaims?.map(({ name, values }) => `${name} = ${values.join(', ')}`),
})

function removing(call: StaffCall, etag: string): Html {
  const { setting: words } = call.texts.provider
  const action = settingsPath(call, `${place}/removal`)
  const form = settingsForm(call, { etag, action, body: false, submit: words.remove, look: 'warning' })
  return section(
    'remove',
    words.remove,
    html`<p>${words.removeLead}</p>
      ${form}`,
  )
}

/** By the same schema and the same use case as the API. */
export async function saveProviderSetting(call: StaffCall, form: FormValues): Promise<Answer> {
  const specs = specsOf(call)
  const parsed = parseBody('identityProvider', wished(bodyOf(specs, form)))
  const show = (refused: Refused) => providerPage(call, { form, ...refused })
  if (!parsed.ok) {
    const { errors: words } = call.texts.settings
    const told = { specs, errors: parsed.error.errors ?? [], prefix: '', words }
    return show({ errors: errorsOf(told), status: 400 })
  }
  const { clientSecret, ...rules } = parsed.value
  const held = await call.app.providerSettings.set({
    ...{ ...asked(call), rules: rulesOf(rules), expected: lineOf(form, 'etag') },
    ...(clientSecret !== undefined && { clientSecret }),
  })
  if (held.ok) return saved(call, held.value)
  const { setting: words } = call.texts.provider
  const { status } = problemFor(held.error)
  if (held.error.code === 'providerUnfit')
    return show({
      errors: held.error.flaws.map((flaw) => ({ id: 'issuer', text: words.flaws[flaw] })),
      status,
    })
  if (held.error.code === 'providerUnavailable')
    return show({ errors: [{ id: 'issuer', text: words.unavailable }], status })
  if (held.error.code === 'clientSecretMissing')
    return show({ errors: [{ id: 'clientSecret', text: words.secretMissing }], status })
  const conflict = held.error.code === 'versionConflict' ? call.texts.settings.conflict : undefined
  const text = conflict ?? refusalText(call.texts, held.error) ?? call.texts.common.refused.text
  return show({ errors: [{ id: 'name', text }], status })
}

/** What was left empty is left out, and a line of claims becomes what it says. */
function wished(body: object): object {
  const { requiredClaims = [], ...rest } = body as { readonly requiredClaims?: readonly string[] }
  const filled = Object.entries(rest).filter(([, value]) => !Array.isArray(value) || value.length > 0)
  const claims = requiredClaims.map(claimOf)
  return { ...Object.fromEntries(filled), ...(claims.length > 0 && { requiredClaims: claims }) }
}

function claimOf(line: string): RequiredClaim {
  const [name = '', values = ''] = line.split(/=(.*)/)
  const each = values.split(',').map((value) => value.trim())
  return { name: name.trim(), values: each.filter((value) => value !== '') }
}

export async function removeProviderSetting(call: StaffCall, form: FormValues): Promise<Answer> {
  const held = await call.app.providerSettings.remove({ ...asked(call), expected: lineOf(form, 'etag') })
  return held.ok ? saved(call, held.value) : held.error
}

const saved = (call: StaffCall, held: unknown): Answer =>
  seeOther(`${settingsPath(call, place)}?done=${held === 'holds' ? 'saved' : 'waits'}`)
