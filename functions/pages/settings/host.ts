// The company's own host name: named by one administrator, approved by another, proven in the domain name system.
import type { HostRefusal, SeenHost } from '../../../shared/application/hosts/host-settings.ts'
import { problemFor } from '../../../shared/contracts/problems.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { input } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, facts, notice, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { refusalText } from '../texts/refusal-text.ts'
import { asked, fresh, settingsForm, settingsPage, settingsPath } from './frame.ts'
import type { Refused } from './frame.ts'

const place = 'host'

export const showHost = (call: StaffCall): Promise<Answer> => hostPage(call, fresh)

async function hostPage(call: StaffCall, refused: Refused): Promise<Answer> {
  const viewed = await call.app.hostSettings.view(asked(call))
  if (!viewed.ok) return viewed.error
  const { host: words } = call.texts
  const { seen, etag } = viewed.value
  const isLooked = call.url.searchParams.get('done') === 'looked'
  const main = html`${notice(isLooked ? words.checked : undefined)}
    <p>${words.lead}</p>
    ${call.app.settings.mode === 'demo' && html`<p class="warning">${words.demo}</p>`}${standing(call, seen)}${seen.record && entering(call, seen)}${naming(call, { seen, etag, refused })}${seen.name !== undefined && removing(call, etag)}`
  return settingsPage(call, { ...refused, title: words.title, main })
}

const tones = { waiting: 'wait', proven: 'good', lost: 'bad' } as const

function standing(call: StaffCall, seen: SeenHost): Html {
  const { host: words } = call.texts
  const { address, name, state, since, found, lookedAt, dropsAt } = seen
  const reader = readerOf(call)
  const rows: (readonly [string, Html | string])[] = [[words.address, html`<code>${address}</code>`]]
  if (name !== undefined) rows.push([words.named, html`<code>${name}</code>`])
  if (state) rows.push([words.state, badge(words.states[state], tones[state])])
  if (since !== undefined) rows.push([words.since, moment(since, reader)])
  if (lookedAt !== undefined) rows.push([words.looked, moment(lookedAt, reader)])
  if (found) rows.push([words.found, words.findings[found]])
  if (dropsAt !== undefined) rows.push([words.drops, moment(dropsAt, reader)])
  const check = postForm({
    ...{ action: settingsPath(call, `${place}/check`), csrf: call.session.csrf },
    ...{ body: false, submit: words.check },
  })
  return html`${state === 'lost' && html`<p class="warning">${words.lost}</p>`}${facts(rows)}${state && check}`
}

/** Both records: the proof that it is theirs, and what makes browsers come here. */
function entering(call: StaffCall, { name = '', record }: SeenHost): Html {
  const { host: words } = call.texts
  const { hostname } = new URL(call.app.settings.publicUrl)
  return section(
    'enter',
    words.entering,
    html`<p>${words.enteringLead}</p>
      <h3>${words.proof}</h3>
      ${facts([
        [words.recordName, html`<code>${record?.name}</code>`],
        [words.recordValue, html`<code>${record?.value}</code>`],
      ])}
      <h3>${words.way(name)}</h3>
      <p><code>${hostname}</code></p>
      <p>${words.certificate}</p>
      <p>${words.staff}</p>`,
  )
}

type Naming = { readonly seen: SeenHost; readonly etag: string; readonly refused: Refused }

function naming(call: StaffCall, { seen, etag, refused: { form, errors } }: Naming): Html {
  const { host: words } = call.texts
  const value = form?.get('name') ?? seen.name ?? ''
  const field = { id: 'name', name: 'name', label: words.name, hint: words.nameHint, value, errors }
  const body = input(field, { maxlength: 253, autocomplete: 'off' })
  return settingsForm(call, { etag, action: settingsPath(call, place), body })
}

function removing(call: StaffCall, etag: string): Html {
  const { host: words } = call.texts
  const action = settingsPath(call, `${place}/removal`)
  const form = settingsForm(call, { etag, action, body: false, submit: words.remove, look: 'warning' })
  return section(
    'remove',
    words.remove,
    html`<p>${words.removeLead}</p>
      ${form}`,
  )
}

/** As a browser writes it; what is more than a name stays as it was typed, and is refused. */
function asWritten(typed: string): string {
  const isAlone = !/[/\\?#@:[\]\s]/.test(typed) && URL.canParse(`https://${typed}`)
  return isAlone ? new URL(`https://${typed}`).hostname : typed
}

export async function saveHost(call: StaffCall, form: FormValues): Promise<Answer> {
  const name = asWritten(lineOf(form, 'name').trim())
  const held = await call.app.hostSettings.set({ ...asked(call), name, expected: lineOf(form, 'etag') })
  if (held.ok) return done(call, held.value === 'holds' ? 'saved' : 'waits')
  const errors = [{ id: 'name', text: textOf(call, held.error) }]
  return hostPage(call, { form, errors, status: problemFor(held.error).status })
}

function textOf(call: StaffCall, refusal: HostRefusal): string {
  const { host: words, settings } = call.texts
  if (refusal.code === 'hostNameInvalid') return words.invalid
  if (refusal.code === 'hostNameReserved') return words.reserved
  if (refusal.code === 'versionConflict') return settings.conflict
  return refusalText(call.texts, refusal) ?? call.texts.common.refused.text
}

export async function removeHost(call: StaffCall, form: FormValues): Promise<Answer> {
  const removed = await call.app.hostSettings.remove({ ...asked(call), expected: lineOf(form, 'etag') })
  return removed.ok ? done(call, 'saved') : removed.error
}

export async function checkHost(call: StaffCall): Promise<Answer> {
  const checked = await call.app.hostSettings.check(asked(call))
  return checked.ok ? done(call, 'looked') : checked.error
}

const done = (call: StaffCall, how: 'saved' | 'waits' | 'looked'): Answer =>
  seeOther(`${settingsPath(call, place)}?done=${how}`)
