// Files leave byte for byte: where something is left out, which they are, what is known of each, and who answers for them.
import type { SealedContents } from '../../../shared/application/seals/seal-document.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { list, postForm, section } from '../parts.ts'
import { keyOf } from './withheld-boxes.ts'
import type { Opened } from './withheld-boxes.ts'
import { workPath } from './work.ts'
import type { Work } from './work.ts'

/** For whoever seals: nobody but them has looked into these. */
export function filesBeforeSealing({ call, content }: Work): Html {
  const { asTheyAre } = call.texts.withheld
  const leaving = content ? leavingOf(content) : []
  if (leaving.length === 0) return nothing
  return html`<p class="warning">${asTheyAre.beforeSealing}</p>
    ${list(leaving.map(({ name, asItIs }) => (asItIs ? `${name}: ${asTheyAre.looked.known}` : name)))}`
}

/** For whoever approves: what the seal knows of each. */
export function filesOfSeal({ call }: Work, { files }: SealedContents): Html {
  const { asTheyAre } = call.texts.withheld
  const told = files.flatMap(({ path, looked }) =>
    looked === undefined ? [] : [`${path}: ${asTheyAre.looked[looked]}`],
  )
  if (told.length === 0) return nothing
  return html`<p class="warning">${asTheyAre.beforeApproval}</p>
    ${list(told)}`
}

/** For whoever seals and approves: an answer must be intelligible (Art. 12(1)), and these may not be. */
export function hardToRead({ call }: Work, names: readonly string[]): Html {
  if (names.length === 0) return nothing
  return html`<p class="warning">${call.texts.work.files.hardToRead}</p>
    ${list(names)}`
}

/** Where somebody answers for those that have what is left out. */
export function fileBoxes({ call, content }: Opened): Html {
  const { asTheyAre } = call.texts.withheld
  const leaving = leavingOf(content)
  if (leaving.length === 0) return nothing
  const box = (file: (typeof leaving)[number], i: number) =>
    html`<div class="choice">
      <input
        type="checkbox"
        id="file-${i}"
        name="file"
        value="${keyOf(call, { file: file.name })}"
        ${file.asItIs === true && html` checked`}
      /><label for="file-${i}">${file.name}</label>
    </div>`
  const body = html`<p>${asTheyAre.text}</p>
    <fieldset class="group">
      <legend>${asTheyAre.legend}</legend>
      ${leaving.map(box)}
    </fieldset>`
  return section(
    'files',
    asTheyAre.title,
    postForm({
      ...{ action: `${workPath(call)}/withheld/files`, csrf: call.session.csrf, body },
      ...{ submit: asTheyAre.submit, look: 'second' },
    }),
  )
}

/** None where nothing is left out: then there is nothing that they could tell. */
function leavingOf({ files, withheld }: Opened['content']): Opened['content']['files'] {
  const leftOut = new Set(withheld.map((item) => ('file' in item ? item.file : undefined)))
  return withheld.length === 0 ? [] : files.filter(({ name }) => !leftOut.has(name))
}
