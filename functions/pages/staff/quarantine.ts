// Files in quarantine on the page of a request: why each waits, and what can become of it.
import { hidden, textarea } from '../fields.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, list, postForm } from '../parts.ts'
import { fileKey } from './file-key.ts'
import { fieldIn, isOpen, may, releaseForm, workPath } from './work.ts'
import type { Work } from './work.ts'

type File = NonNullable<Work['content']>['files'][number]

export function quarantinePart(work: Work): Html {
  const { quarantine: words } = work.call.texts
  const held = work.content?.files.filter(({ quarantined }) => quarantined) ?? []
  if (held.length === 0) return nothing
  return html`<h3>${words.title}</h3>
    <p class="warning">${words.lead}</p>
    ${held.map((file) => heldFile(work, file))}`
}

function heldFile(work: Work, { name, quarantined = [] }: File): Html {
  const { call } = work
  const { quarantine: words } = call.texts
  const key = fileKey(call.session.cookie, name)
  return html`<section id="${releaseForm(key)}" aria-labelledby="${releaseForm(key)}-title">
    <h4 id="${releaseForm(key)}-title">${name}</h4>
    ${list(quarantined.map((doubt) => words.doubts[doubt]))}${may(work, 'enterData') && rescanForm(work, key)}${
      may(work, 'releaseFile') ? releasing(work, key) : html`<p>${words.waits}</p>`
    }
  </section>`
}

const rescanForm = ({ call }: Work, key: string): Html =>
  postForm({
    action: `${workPath(call)}/file-scan`,
    csrf: call.session.csrf,
    body: hidden('file', key),
    submit: call.texts.quarantine.rescan,
    look: 'second',
  })

function releasing(work: Work, key: string): Html {
  const { call } = work
  const { quarantine: words } = call.texts
  const form = releaseForm(key)
  const body = html`<p>${words.releaseText}</p>
    ${hidden('file', key)}${textarea(fieldIn(work, form, { name: 'reason', label: words.reason }), { rows: 3, maxlength: 1000 })}`
  return disclosure(
    `${form}-form`,
    { summary: words.release, open: isOpen(work, form) },
    postForm({
      ...{ action: `${workPath(call)}/file-release`, csrf: call.session.csrf, body },
      ...{ submit: words.release, look: 'warning' },
    }),
  )
}
