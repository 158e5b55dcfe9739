// What closing means, before it is begun; how it stands, once it is.
import type { ClosingView } from '../../../shared/application/closing/begin-closing.ts'
import type { StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, facts, list, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { leavingPath } from './frame.ts'

export function closingPart(call: StaffCall, { closing, requestsOpen }: ClosingView): Html {
  const { closing: words } = call.texts.leaving
  const means = list(words.means)
  if (closing)
    return section(
      'closing',
      words.title,
      html`${under(call, closing, requestsOpen)}${means}${keeping(call)}`,
    )
  const begin = requestsOpen ? html`<p class="warning">${words.waits}</p>` : beginning(call)
  return section('closing', words.title, html`${means}${begin}`)
}

type Closing = NonNullable<ClosingView['closing']>

function under(call: StaffCall, { at, asked, endsAt }: Closing, requestsOpen: boolean): Html {
  const { closing: words } = call.texts.leaving
  const reader = readerOf(call)
  const certificate = `${call.app.settings.publicUrl}/${call.company.company}/closed`
  return facts([
    [words.since, moment(at, reader)],
    [words.asked, words.askedBy[asked]],
    [words.ends, moment(endsAt, reader)],
    [words.unanswered, requestsOpen ? words.some : words.none],
    [words.certificate, html`<code>${certificate}</code>`],
  ])
}

function beginning(call: StaffCall): Html {
  const { closing: words } = call.texts.leaving
  const form = { action: `${leavingPath(call)}/closing`, csrf: call.session.csrf, submit: words.submit }
  const body = html`<p>${words.beginText}</p>`
  return disclosure('close', { summary: words.begin }, postForm({ ...form, body, look: 'warning' }))
}

function keeping(call: StaffCall): Html {
  const { closing: words } = call.texts.leaving
  const form = { action: `${leavingPath(call)}/closing/end`, csrf: call.session.csrf, submit: words.keep }
  return postForm({ ...form, body: html`<p>${words.keepText}</p>` })
}
