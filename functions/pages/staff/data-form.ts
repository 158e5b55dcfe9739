// The form of one source, made from its template: labels, hints, and what is wrong where it is wrong.
import { dateType, input, select, textarea } from '../fields.ts'
import type { Field, FieldError } from '../fields.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import type { formsEn } from '../texts/forms-en.ts'
import { fieldName, rowsName } from './data-entries.ts'
import type { Entries } from './data-entries.ts'
import type { Leaf, Part } from './data-model.ts'

export type DataTexts = (typeof formsEn)['data']

export type DataFields = {
  readonly parts: readonly Part[]
  readonly entries: Entries
  readonly errors: readonly FieldError[]
  readonly words: DataTexts
  readonly yesNo: { readonly yes: string; readonly no: string }
}

export const dataFields = (fields: DataFields): Html =>
  html`${fields.parts.map((part, i) => partView(fields, part, i))}`

function partView(fields: DataFields, part: Part, at: number): Html {
  const { entries, words, errors } = fields
  const rows = entries.get(part.name) ?? []
  const leavesOf = (row: number) =>
    part.leaves.map((leaf, i) => leafView(fields, { part, at, row, leaf, place: i }))
  if (part.kind === 'root') return html`${leavesOf(0)}`
  if (part.kind === 'group')
    return html`<fieldset class="rows">
      <legend>${part.title}</legend>
      ${leavesOf(0)}
    </fieldset>`
  const wrong = errors.filter(({ id }) => id === rowsName(at))
  return html`<section aria-labelledby="part${at}">
    <h2 id="part${at}">${part.title}</h2>
    ${wrong.map(({ text }) => html`<p class="error">${text}</p>`)}<input
      type="hidden"
      name="${rowsName(at)}"
      value="${rows.length}"
    />${rows.map(
      (_, row) =>
        html`<fieldset class="rows" id="part${at}-${row}">
          <legend>${words.row(part.title, row + 1)}</legend>
          ${leavesOf(row)}
          <p>
            <button
              type="submit"
              class="button button-second"
              name="remove"
              value="${at}-${row}"
              formaction="#part${at}"
            >
              ${words.removeRow(part.title, row + 1)}
            </button>
          </p>
        </fieldset>`,
    )}
    <p>
      <button
        type="submit"
        class="button button-second"
        id="${rowsName(at)}"
        name="add"
        value="${at}"
        formaction="#part${at}-${rows.length}"
      >
        ${words.add(part.title)}
      </button>
    </p>
  </section>`
}

type Place = {
  readonly part: Part
  readonly at: number
  readonly row: number
  readonly leaf: Leaf
  readonly place: number
}

function leafView(fields: DataFields, { part, at, row, leaf, place }: Place): Html {
  const { entries, errors, words } = fields
  const id = fieldName(at, row, place)
  const value = entries.get(part.name)?.[row]?.[leaf.name] ?? ''
  const hint = leaf.kind === 'date' && dateType(value) === 'date' ? undefined : hintOf(leaf, words)
  const field: Field = {
    ...{ id, name: id, errors },
    label: leaf.required ? `${leaf.label} (${words.required})` : leaf.label,
    value,
    ...(hint === undefined ? {} : { hint }),
  }
  return control(fields, leaf, field)
}

function control({ words, yesNo }: DataFields, { kind, options }: Leaf, field: Field): Html {
  const empty = { value: '', label: words.empty }
  switch (kind) {
    case 'prose':
      return textarea(field, { rows: 3 })
    case 'yesNo':
      return select(field, [empty, { value: 'true', label: yesNo.yes }, { value: 'false', label: yesNo.no }])
    case 'list':
      return select(field, [empty, ...options])
    case 'number':
      return input(field, { inputmode: 'decimal', width: 'medium', autocomplete: 'off' })
    case 'date':
      return input(field, { type: dateType(field.value), width: 'medium' })
    case 'date-time':
      return input(field, { width: 'medium', autocomplete: 'off' })
    case 'email':
    case 'line':
      return input(field, { autocomplete: 'off' })
  }
}

function hintOf({ hint, kind, example }: Leaf, words: DataTexts): string | undefined {
  if (hint !== undefined) return hint
  if (kind === 'date' || kind === 'date-time' || kind === 'number') return words.formats[kind]
  return example === undefined ? undefined : words.example(example)
}

type Broken = { readonly pointer: string; readonly code: string }

/** Each broken rule at its field; what concerns a list as a whole stands at its button. One text for each field. */
export function dataErrors(
  parts: readonly Part[],
  broken: readonly Broken[],
  words: DataTexts,
): readonly FieldError[] {
  const found = new Map<string, FieldError>()
  for (const { pointer, code } of broken) {
    const id = idOf(parts, pointer)
    const where = labelOf(parts, pointer)
    const text = ruleText(words, code, leafAt(parts, pointer))
    if (!found.has(id)) found.set(id, { id, text, ...(where === '' ? {} : { where }) })
  }
  return [...found.values()]
}

/** Of a wrong shape the field's kind says what is right; a hint is named only where one stands. */
function ruleText(words: DataTexts, code: string, leaf: Leaf | undefined): string {
  const { rules, shapes } = words
  if (leaf && ['type', 'format', 'pattern'].includes(code)) {
    const { kind } = leaf
    if (kind === 'date' || kind === 'date-time' || kind === 'number' || kind === 'email') return shapes[kind]
    return hintOf(leaf, words) === undefined ? rules.other : rules.hint
  }
  const known: Readonly<Record<string, string>> = rules
  return (Object.hasOwn(known, code) ? known[code] : undefined) ?? rules.other
}

function idOf(parts: readonly Part[], pointer: string): string {
  const { part, at, row, place } = find(parts, pointer)
  if (!part) return 'data'
  if (place >= 0) return fieldName(at, row, place)
  return part.kind === 'rows' ? rowsName(at) : fieldName(at, row, 0)
}

function leafAt(parts: readonly Part[], pointer: string): Leaf | undefined {
  const { part, place } = find(parts, pointer)
  return part?.leaves[place]
}

function labelOf(parts: readonly Part[], pointer: string): string {
  const { part, row, place } = find(parts, pointer)
  const label = part?.leaves[place]?.label
  if (!part) return ''
  const where = part.kind === 'rows' ? `${part.title} ${row + 1}` : part.title
  return [where, label].filter((text) => text !== undefined && text !== '').join(', ')
}

function find(parts: readonly Part[], pointer: string) {
  const [, first = '', second = '', third = ''] = pointer
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  const named = parts.findIndex(({ kind, name }) => kind !== 'root' && name === first)
  const at = named >= 0 ? named : parts.findIndex(({ kind }) => kind === 'root')
  const part = parts[at]
  const isRows = part?.kind === 'rows'
  const leaf = part?.kind === 'root' ? first : isRows ? third : second
  const place = part?.leaves.findIndex(({ name }) => name === leaf) ?? -1
  return { part, at, row: isRows ? Number(second) || 0 : 0, place }
}

/** The first button of a form is the one that Enter presses: it must save, not remove. */
export const saveByEnter = (words: DataTexts): Html =>
  html`<button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true">${words.save}</button>`

export const noFields = (words: DataTexts): Html => html`<p>${words.noForm}</p>`
