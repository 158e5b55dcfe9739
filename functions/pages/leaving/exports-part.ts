// The exports of a company: how far each is, the zip with its hash, and the two ways to begin one.
import type { ExportView } from '../../../shared/application/export/company-exports.ts'
import type { StaffCall } from '../call.ts'
import { moment, sizeInWords } from '../days.ts'
import { hidden, textarea } from '../fields.ts'
import { textOf } from '../form.ts'
import { html } from '../html.ts'
import type { Html, HtmlValue } from '../html.ts'
import { onceOf } from '../once.ts'
import { disclosure, facts, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { leavingPath } from './frame.ts'
import type { Shown } from './frame.ts'

export function exportsPart(call: StaffCall, exports: readonly ExportView[], shown: Shown): Html {
  const { exports: words } = call.texts.leaving
  const newest = [...exports].sort((a, b) => b.askedAt.localeCompare(a.askedAt))
  return section(
    'exports',
    words.title,
    html`<p>${words.lead}</p>
      ${newest.map((one) => exportView(call, one))}${beginning(call)}${handingOver(call, shown)}`,
  )
}

function exportView(call: StaffCall, one: ExportView): Html {
  const { exports: words } = call.texts.leaving
  const { state, documents, sizeBytes, sha256, expiresAt } = one
  const reader = readerOf(call)
  const known = facts([
    [words.state, words.states[state]],
    [state === 'waiting' ? words.documents : words.packed, String(documents)],
    ...whereGiven(sizeBytes, (bytes) => [words.size, sizeInWords(bytes, call.language)]),
    ...whereGiven(sha256, (hash) => [words.sha256, html`<span class="hash">${hash}</span>`]),
    ...whereGiven(expiresAt, (at) => [words.expires, moment(at, reader)]),
  ])
  return html`<article class="panel">
    <h3>${words.one} ${moment(one.askedAt, reader)}</h3>
    ${known}${state === 'waiting' && html`<p><a href="${leavingPath(call)}">${words.again}</a></p>`}${state === 'ready' && download(call, one)}
  </article>`
}

const whereGiven = <Value>(
  value: Value | undefined,
  row: (value: Value) => readonly [string, HtmlValue],
): readonly (readonly [string, HtmlValue])[] => (value === undefined ? [] : [row(value)])

/** A form, because it asks who it is once more; it may be sent again, as a download that broke off is. */
function download(call: StaffCall, { id }: ExportView): Html {
  const { exports: words } = call.texts.leaving
  return html`<form method="post" action="${leavingPath(call)}/exports/${id}/content">
    ${hidden('csrf', call.session.csrf)}
    <p>${words.check}</p>
    <button type="submit" class="button">${words.download}</button>
  </form>`
}

function beginning(call: StaffCall): Html {
  const { exports: words } = call.texts.leaving
  const body = html`<p>${words.beginText} ${words.reading}</p>
    ${hidden('once', onceOf(new URLSearchParams()))}`
  const form = { action: `${leavingPath(call)}/exports`, csrf: call.session.csrf, submit: words.submit }
  return disclosure('begin', { summary: words.begin }, postForm({ ...form, body }))
}

function handingOver(call: StaffCall, { form = new URLSearchParams(), errors = [] }: Shown): Html {
  const { handOver: words } = call.texts.leaving
  const field = { id: 'key', name: 'key', label: words.key, hint: words.keyHint, required: true, errors }
  const body = html`<p>${words.text}</p>
    <p>${words.first}</p>
    ${hidden('once', onceOf(form))}${textarea({ ...field, value: textOf(form, 'key') }, { rows: 6, maxlength: 2000 })}`
  const { csrf } = call.session
  const action = `${leavingPath(call)}/hand-over`
  return disclosure(
    'hand-over',
    { summary: words.title, open: errors.length > 0 },
    postForm({ action, csrf, body, submit: words.submit }),
  )
}
