// Files in quarantine on the page of a request: why each waits, and what can become of it.
import { moment } from '../days.ts'
import { hidden, textarea } from '../fields.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, list, postForm, said } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
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

/** Whoever works on the request, and whoever approves it, reads who answered for which file, of what, and why. */
export function releasedPart(work: Work): Html {
  const { call } = work
  const { quarantine: words } = call.texts
  const reader = readerOf(call)
  const files = work.content?.files ?? []
  const told = files.flatMap(({ name, released }) =>
    released === undefined
      ? []
      : [
          html`<strong>${name}</strong>: ${whoReleased(work, released.by)}, ${moment(released.at, reader)}.
            ${released.doubts.map((doubt) => words.doubts[doubt]).join(' ')} ${said(released.reason)}`,
        ],
  )
  if (told.length === 0) return nothing
  return html`<h3>${words.releasedTitle}</h3>
    <p>${words.releasedLead}</p>
    ${list(told)}`
}

/** By name where one may know it. */
function whoReleased({ call, names }: Work, by: string): string {
  if (by === call.session.actor.employeeId) return call.texts.staff.queue.me
  return names.get(by) ?? call.texts.quarantine.aManager
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
