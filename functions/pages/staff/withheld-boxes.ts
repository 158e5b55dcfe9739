// Everything that can be left out of the answer, each with a box that names its place.
import type { FormContent, RequestContent } from '../../../shared/application/collecting/read-content.ts'
import type { WithheldPlace } from '../../../shared/domain/package/package-facts.ts'
import type { StaffCall } from '../call.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure } from '../parts.ts'
import { fileKey } from './file-key.ts'
import { placesOf } from './withheld-places.ts'
import type { Work } from './work.ts'

/** With what was collected, which only those who work on it see. */
export type Opened = Work & { readonly content: RequestContent }

/** Names of files stand in no page twice: this names a place within the session. */
export const keyOf = ({ session }: StaffCall, item: WithheldPlace): string =>
  fileKey(session.cookie, 'file' in item ? item.file : JSON.stringify([item.source, item.pointer]))

export type Box = { readonly place: WithheldPlace; readonly label: string; readonly depth: number }

export function boxesOf(work: Opened): readonly { readonly title: string; readonly boxes: readonly Box[] }[] {
  const { call, content, view } = work
  const labelOf = (id: string) => view.sources.find((source) => source.id === id)?.label ?? id
  const held = content.forms.filter(({ data }) => data !== undefined)
  const forms = held.map((form: FormContent) => ({
    title: labelOf(form.sourceId),
    boxes: placesOf(form.template, form.data, { language: call.language, words: call.texts.withheld }).map(
      ({ pointer, label, depth }) => ({ place: { source: form.sourceId, pointer }, label, depth }),
    ),
  }))
  const files = content.files.map(({ name }) => ({ place: { file: name }, label: name, depth: 0 }))
  return [...forms, ...(files.length === 0 ? [] : [{ title: call.texts.withheld.files, boxes: files }])]
}

export function boxGroup(
  { call, content }: Opened,
  { title, boxes }: ReturnType<typeof boxesOf>[number],
  { g, ticked }: { readonly g: number; readonly ticked: ReadonlySet<string> },
): Html {
  const kept = new Set(content.withheld.map((item) => keyOf(call, item)))
  const choice = ({ place, label, depth }: Box, i: number) => {
    const key = keyOf(call, place)
    const id = g === 0 && i === 0 ? 'place' : `place-${g}-${i}`
    return kept.has(key)
      ? nothing
      : html`<div class="choice${depth > 0 && ` choice-${Math.min(depth, 3)}`}">
          <input
            type="checkbox"
            id="${id}"
            name="place"
            value="${key}"
            ${ticked.has(key) && html` checked`}
          /><label for="${id}">${label}</label>
        </div>`
  }
  return disclosure(
    `group-${g}`,
    { summary: title, open: true },
    html`<fieldset class="group">
      <legend class="visually-hidden">${title}</legend>
      ${boxes.map(choice)}
    </fieldset>`,
  )
}
