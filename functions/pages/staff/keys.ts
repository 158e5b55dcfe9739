// The keys of the company's programs, for its owner: made, given a new secret, stopped. A secret is shown once.
import type { ApiKeyRefusal, ApiKeyView, NewApiKey } from '../../../shared/application/identity/api-keys.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { keyScopes } from '../../../shared/domain/identity/key-scopes.ts'
import { currentTypes } from '../../../shared/domain/templates/information-type.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { day } from '../days.ts'
import { choices, errorSummary, hidden, input, select, textarea } from '../fields.ts'
import type { FieldError, Option } from '../fields.ts'
import { lineOf, textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { idempotencyOf, onceOf } from '../once.ts'
import { disclosure, facts, list, notice, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import type { KeysTexts } from '../texts/keys-en.ts'

const keysPath = ({ company }: StaffCall): string => `/${company.company}/staff/keys`

const asked = ({ session, company }: StaffCall) => ({ actor: session.actor, companyId: company.company })

type Shown = {
  readonly made?: NewApiKey
  readonly form?: FormValues
  readonly errors?: readonly FieldError[]
}

export const showKeys = (call: StaffCall): Promise<Answer> => keysPage(call, {})

async function keysPage(call: StaffCall, shown: Shown): Promise<Answer> {
  const { keys: words } = call.texts.staff
  const { errors = [], made } = shown
  const listed = await call.app.apiKeys.list(asked(call))
  if (!listed.ok) return listed.error
  const sources = await sourcesOf(call)
  const told = call.url.searchParams.get('done') === 'stopped' ? words.stopped : undefined
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(told)}
    <h1>${words.title}</h1>
    ${made && madePart(call, made)}
    <p>${words.lead}</p>
    ${listed.value.length === 0 && html`<p>${words.empty}</p>`}${listed.value.map((key) => keyView(call, key, sources))}${makePart(call, { ...shown, sources })}`
  const hasErrors = errors.length > 0
  return page(call, { title: words.title, main, hasErrors }, hasErrors ? 400 : 200)
}

function madePart(call: StaffCall, { name, secret }: NewApiKey): Html {
  const { keys: words } = call.texts.staff
  return html`<div class="panel" role="status">
    <h2>${name}</h2>
    ${
      secret === undefined
        ? html`<p>${words.repeated}</p>`
        : html`<p>${words.once}</p>
            <p><code>${secret}</code></p>`
    }
  </div>`
}

function keyView(call: StaffCall, key: ApiKeyView, sources: readonly Option[]): Html {
  const { keys: words } = call.texts.staff
  const { id, name, prefix, scopes, origins, sourceId, createdAt, expiresAt, lastUsedAt } = key
  const reader = readerOf(call)
  const on = (at: Date) => day(at.toISOString(), reader)
  const known = facts([
    [words.prefix, html`<code>${prefix}</code>`],
    origins ? [words.origins, list(origins)] : [words.may, list(scopes.map((scope) => words.scopes[scope]))],
    ...(sourceId === undefined
      ? []
      : [[words.source, sources.find(({ value }) => value === sourceId)?.label ?? sourceId] as const]),
    [words.made, on(createdAt)],
    [words.until, on(expiresAt)],
    [words.used, lastUsedAt ? on(lastUsedAt) : words.never],
  ])
  const action = `${keysPath(call)}/${id}`
  const form = { csrf: call.session.csrf, look: 'warning' } as const
  const lead = (text: string) => html`<p>${text}</p>`
  const rotating = postForm({
    ...{ ...form, action: `${action}/rotate`, submit: words.rotate },
    body: html`${lead(words.rotateLead)}${hidden('once', onceOf(new URLSearchParams()))}`,
  })
  const stopping = postForm({
    ...{ ...form, action: `${action}/stop`, submit: words.stop, body: lead(words.stopLead) },
  })
  return section(
    `key-${id}`,
    name,
    html`${known}${disclosure(`rotate-${id}`, { summary: words.rotate }, rotating)}${disclosure(`stop-${id}`, { summary: words.stop }, stopping)}`,
  )
}

/** Those of the catalogue, which a connector can fill. */
async function sourcesOf(call: StaffCall): Promise<readonly Option[]> {
  const seen = await call.app.companySettings.view(asked(call))
  const types = seen.ok ? currentTypes(seen.value.settings.informationTypes) : []
  return types.flatMap((type) =>
    type.sources.map(({ sourceId, label }) => ({ value: sourceId, label: label[call.language] })),
  )
}

type Making = Shown & { readonly sources: readonly Option[] }

function makePart(call: StaffCall, { form = new URLSearchParams(), errors = [], sources }: Making): Html {
  const { keys: words } = call.texts.staff
  const isAgain = errors.length > 0
  const body = html`${hidden('once', onceOf(isAgain ? form : new URLSearchParams()))}${input(
    { id: 'name', name: 'name', label: words.name, value: isAgain ? lineOf(form, 'name') : '', errors },
    { maxlength: 200 },
  )}${choices({
    ...{ id: 'scopes', name: 'scopes', label: words.scopesLabel, kind: 'checkbox', errors },
    options: keyScopes.map((value) => ({ value, label: words.scopes[value] })),
    chosen: isAgain ? form.getAll('scopes') : [],
  })}${select(
    {
      ...{ id: 'sourceId', name: 'sourceId', label: words.source, hint: words.sourceHint, errors },
      value: isAgain ? lineOf(form, 'sourceId') : '',
    },
    [{ value: '', label: words.noSource }, ...sources],
  )}${textarea(
    {
      ...{ id: 'origins', name: 'origins', label: words.origins, hint: words.originsHint, errors },
      value: isAgain ? textOf(form, 'origins') : '',
    },
    { rows: 2 },
  )}`
  const { csrf } = call.session
  return section('make', words.make, postForm({ action: keysPath(call), csrf, body, submit: words.submit }))
}

export async function makeKey(call: StaffCall, form: FormValues): Promise<Answer> {
  const { errors: texts } = call.texts.staff.keys
  const source = lineOf(form, 'sourceId')
  const origins = textOf(form, 'origins').split(/\s+/).filter(Boolean)
  const scopes = form.getAll('scopes')
  const body = parseBody('createApiKey', {
    name: lineOf(form, 'name'),
    ...(scopes.length === 0 && origins.length > 0 ? {} : { scopes }),
    ...(origins.length === 0 ? {} : { origins }),
    ...(source === '' ? {} : { sourceId: source }),
  })
  if (!body.ok) {
    return keysPage(call, { form, errors: [faultOf(texts, body.error.errors, origins)] })
  }
  const { expiresAt: _year, ...given } = body.value
  const wish = { scopes: [], ...given }
  const made = await call.app.apiKeys.create({ ...asked(call), wish, ...idempotencyOf(form, body.value) })
  if (!made.ok && made.error.code === 'keySourceInvalid')
    return keysPage(call, { form, errors: [{ id: 'sourceId', text: texts.source }] })
  return shownOnce(call, made)
}

function faultOf(
  texts: KeysTexts['errors'],
  broken: readonly { readonly pointer: string }[],
  origins: readonly string[],
): FieldError {
  if (broken.some(({ pointer }) => pointer === '/name')) return { id: 'name', text: texts.name }
  return origins.length > 0 ? { id: 'origins', text: texts.origins } : { id: 'scopes', text: texts.scopes }
}

export async function rotateKey(call: StaffCall, form: FormValues): Promise<Answer> {
  const keyId = call.params['keyId'] ?? ''
  const wish = { ...asked(call), keyId, ...idempotencyOf(form, { keyId }) }
  return shownOnce(call, await call.app.apiKeys.rotate(wish))
}

/** Not led to another page: the secret is in this answer and nowhere else. */
const shownOnce = async (call: StaffCall, made: Result<NewApiKey, ApiKeyRefusal>): Promise<Answer> =>
  made.ok ? keysPage(call, { made: made.value }) : made.error

export async function stopKey(call: StaffCall): Promise<Answer> {
  const stopped = await call.app.apiKeys.stop({ ...asked(call), keyId: call.params['keyId'] ?? '' })
  return stopped.ok ? seeOther(`${keysPath(call)}?done=stopped`) : stopped.error
}
