// One field on which sources differ: what each says, the choice, and what was chosen.
import type { FieldConflict } from '../../../shared/application/collecting/merged-forms.ts'
import { stepsOf } from '../../../shared/domain/package/pointer.ts'
import type { StaffCall } from '../call.ts'
import { choices, hidden } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { badge, facts, list, postForm, said } from '../parts.ts'
import type { Leaf, Part } from './data-model.ts'
import { canTypeRows, typedRows } from './merged-rows.ts'
import { typedField } from './typed-field.ts'

export type Around = {
  readonly call: StaffCall
  readonly labelOf: (sourceId: string) => string
  readonly parts: readonly Part[]
  readonly errors: readonly FieldError[]
  readonly form: FormValues | undefined
  readonly etag: string
  readonly action: string
}

type Shown = {
  readonly conflict: FieldConflict
  /** One of the sources of the form. */
  readonly source: string
  readonly id: string
}

/** The field of a form that a pointer names, where a page can show it. */
export function leafAt(parts: readonly Part[], pointer: string): Leaf | undefined {
  const [first = '', second] = stepsOf(pointer)
  const inRoot = (part: Part) => part.kind === 'root' && second === undefined
  const part = parts.find((one) => inRoot(one) || (one.kind === 'group' && one.name === first))
  return part?.leaves.find(({ name }) => name === (second ?? first))
}

export const rowsAt = (parts: readonly Part[], pointer: string): Part | undefined =>
  parts.find(({ kind, name }) => kind === 'rows' && name === stepsOf(pointer)[0])

function titleOf(parts: readonly Part[], pointer: string): string {
  const leaf = leafAt(parts, pointer)
  const rows = rowsAt(parts, pointer)
  return leaf?.label ?? rows?.title ?? stepsOf(pointer).join(', ')
}

export function conflictView(around: Around, { conflict, source, id }: Shown): Html {
  const { call, parts, labelOf, etag, action } = around
  const { merged: words } = call.texts
  const { pointer, values, resolution } = conflict
  const common = html`${hidden('etag', etag)}${hidden('of', source)}${hidden('pointer', pointer)}${hidden('id', id)}`
  const told = facts(
    values.map((one) => [words.who(labelOf(one.source)), valueView(around, pointer, one.value)] as const),
  )
  const form = { action, csrf: call.session.csrf }
  return html`<div class="panel">
    <h3>${titleOf(parts, pointer)}${resolution && html` ${badge(words.holds, 'good')}`}</h3>
    ${told}${
      resolution
        ? html`<p>${takenText(around, resolution)}</p>
            ${postForm({ ...form, body: html`${common}${hidden('take', 'nothing')}`, submit: words.undo, look: 'second' })}`
        : postForm({ ...form, body: html`${common}${choice(around, conflict, id)}`, submit: words.submit })
    }
  </div>`
}

function takenText(
  { call, labelOf, parts }: Around,
  resolution: NonNullable<FieldConflict['resolution']>,
): string {
  const { taken } = call.texts.merged
  if (resolution.take === 'source') return taken.source(labelOf(resolution.source))
  if (resolution.take === 'all') return taken.all
  const { pointer, value } = resolution
  if (Array.isArray(value)) return taken.rows(value.length)
  return taken.value(leafText(call, leafAt(parts, pointer), value))
}

/** What a source says, the rows of all, or something that is typed. */
function choice({ call, labelOf, parts, errors, form }: Around, conflict: FieldConflict, id: string): Html {
  const { merged: words } = call.texts
  const mine = form && lineOf(form, 'id') === id ? form : undefined
  const areLists = conflict.values.every(({ value }) => Array.isArray(value))
  const options = conflict.values.map(({ source }) => ({
    value: `source:${source}`,
    label: words.taken.source(labelOf(source)),
  }))
  const chosen = mine ? [lineOf(mine, 'take')] : []
  const rows = areLists ? rowsAt(parts, conflict.pointer) : undefined
  const canType = canTypeRows(rows, conflict)
  const others = areLists
    ? [{ value: 'all', label: words.all }, ...(canType ? [{ value: 'value', label: words.otherRows }] : [])]
    : [{ value: 'value', label: words.other }]
  return html`${choices({
    ...{ id, name: 'take', label: words.choice, kind: 'radio', options: [...options, ...others], chosen },
    errors,
  })}${canType && typedRows(call, { part: rows, conflict, id, mine })}${
    !areLists &&
    typedField(call, leafAt(parts, conflict.pointer), {
      ...{ id: `${id}-value`, name: 'value', label: words.otherLabel },
      value: mine?.get('value') ?? '',
    })
  }`
}

const mostRowsShown = 50

function valueView({ call, parts }: Around, pointer: string, value: unknown): Html {
  if (!Array.isArray(value)) return said(leafText(call, leafAt(parts, pointer), value))
  const { merged: words } = call.texts
  const leaves = rowsAt(parts, pointer)?.leaves ?? []
  const rows = value.slice(0, mostRowsShown).map((row) => rowText(call, leaves, row))
  return html`<details>
    <summary>${words.rows(value.length)}</summary>
    <div class="inside">${list(rows)}${value.length > mostRowsShown && html`<p>…</p>`}</div>
  </details>`
}

function rowText(call: StaffCall, leaves: readonly Leaf[], row: unknown): string {
  const members = Object.entries((row ?? {}) as Readonly<Record<string, unknown>>)
  const texts = members.map(([name, value]) => {
    const leaf = leaves.find((one) => one.name === name)
    return `${leaf?.label ?? name}: ${leafText(call, leaf, value)}`
  })
  return texts.join('; ')
}

/** Codes by their words; what is no text as it is written down. */
function leafText({ texts }: StaffCall, leaf: Leaf | undefined, value: unknown): string {
  if (typeof value === 'boolean') return value ? texts.common.yes : texts.common.no
  const option = leaf?.options.find((one) => one.value === value)
  return option?.label ?? (typeof value === 'string' ? value : JSON.stringify(value))
}
