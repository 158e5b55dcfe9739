// Files of a request: what is there, and the form that adds one.
import { fileTypes } from '../../../shared/domain/requests/upload-limits.ts'
import { cards } from '../cards.ts'
import { sizeInWords } from '../days.ts'
import { choices, hidden, input, select } from '../fields.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, disclosure, section } from '../parts.ts'
import { fileKey } from './file-key.ts'
import { quarantinePart, releasedPart } from './quarantine.ts'
import { fieldIn, isOpen, may, workPath } from './work.ts'
import type { Work } from './work.ts'

export function filesSection(work: Work): Html {
  const { call, content } = work
  if (!content) return nothing
  const { files: words } = call.texts.work
  return section(
    'files',
    words.title,
    html`${content.files.length === 0 ? html`<p>${words.none}</p>` : fileTable(work, content.files)}${quarantinePart(work)}${releasedPart(work)}${may(work, 'enterData') && uploadForm(work)}`,
  )
}

function fileTable(work: Work, files: readonly File[]): Html {
  const { files: words } = work.call.texts.work
  const heads = [
    words.name,
    { text: words.size, look: 'number' } as const,
    words.source,
    { text: words.remove, look: 'unseen' } as const,
  ]
  return cards(
    { caption: words.caption, heads },
    files.map((file) => fileRow(work, file)),
  )
}

type File = NonNullable<Work['content']>['files'][number]

function fileRow(work: Work, file: File): Html {
  const { name, sizeBytes, quarantined, hardToRead } = file
  const { call } = work
  const { files: words } = call.texts.work
  const key = fileKey(call.session.cookie, name)
  return html`<tr>
    <th scope="row">
      ${
        quarantined
          ? html`${name} ${badge(call.texts.quarantine.badge, 'wait')}`
          : html`<a href="${workPath(call)}/files/${key}">${name}</a>`
      }${hardToRead && html` ${badge(words.hard, 'wait')}`}
    </th>
    <td class="number" data-label="${words.size}">${sizeInWords(sizeBytes, call.language)}</td>
    <td data-label="${words.source}">${originInWords(work, file)}</td>
    <td>${may(work, 'enterData') && removeForm(work, key, name)}</td>
  </tr>`
}

function originInWords({ call, view }: Work, { source, providedByPerson }: File): string {
  const { noSource, origin } = call.texts.work.files
  const label = view.sources.find(({ id }) => id === source)?.label ?? noSource
  return providedByPerson === undefined ? label : `${label}; ${origin.said[`${providedByPerson}`]}`
}

const removeForm = ({ call }: Work, key: string, name: string): Html =>
  html`<form method="post" action="${workPath(call)}/file-removal" data-once>
    ${hidden('csrf', call.session.csrf)}${hidden('file', key)}<button
      type="submit"
      class="button button-second"
    >
      ${call.texts.work.files.remove}<span class="visually-hidden"> ${name}</span>
    </button>
  </form>`

/** What the company takes and what is left of it, before anybody chooses a file. */
function uploadHint({ call, content }: Work): string {
  const { uploads: words } = call.texts
  const { largestFileBytes, totalBytes, files, types } = call.company.uploads
  const size = (bytes: number) => sizeInWords(bytes, call.language)
  const held = content?.files ?? []
  const heldBytes = held.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const limits = words.limits({
    largest: size(largestFileBytes),
    total: size(totalBytes),
    left: size(Math.max(0, totalBytes - heldBytes)),
    files,
    filesLeft: Math.max(0, files - held.length),
  })
  const taken = types.length === fileTypes.length ? words.anyType : words.onlyTypes(types)
  return `${taken} ${limits} ${words.hint}`
}

/** Asked only where there is a package that it could stay out of. */
function originField(work: Work): Html {
  const { view, call } = work
  if (!view.rights.some(({ right }) => right === 'portability')) return nothing
  const { title, notFromPerson, hint } = call.texts.work.files.origin
  const field = fieldIn(work, 'upload', { name: 'providedByPerson', label: title })
  return choices({
    ...{ ...field, kind: 'checkbox', chosen: field.value === undefined ? [] : [field.value] },
    options: [{ value: 'false', label: notFromPerson, hint }],
  })
}

/** Without script one multipart body; with it blocks, each sent again until it arrives. The token goes first, the file last. */
function uploadForm(work: Work): Html {
  const { call, view } = work
  const { files: words } = call.texts.work
  const path = workPath(call)
  const form = html`<form
    method="post"
    action="${path}/files"
    enctype="multipart/form-data"
    novalidate
    data-upload="${path}/uploads"
    data-busy="${words.busy}"
    data-failed="${words.failed}"
  >
    ${hidden('csrf', call.session.csrf)}${select(
      fieldIn(work, 'upload', { name: 'source', label: words.source }),
      [{ value: '', label: words.noSource }, ...view.sources.map(({ id, label }) => ({ value: id, label }))],
    )}${originField(work)}${input(fieldIn(work, 'upload', { name: 'file', label: words.file, hint: uploadHint(work) }), { type: 'file' })}
    <progress max="100" value="0" hidden aria-label="${words.busy}"></progress>
    <p data-state role="status"></p>
    <button type="submit" class="button">${words.submit}</button>
  </form>`
  return disclosure('upload', { summary: words.upload, open: isOpen(work, 'upload') }, form)
}
