// A list on which sources differ, typed anew: it begins with the rows of all of them, to be changed, emptied and added to.
import type { FieldConflict } from '../../../shared/application/collecting/merged-forms.ts'
import type { StaffCall } from '../call.ts'
import { hidden } from '../fields.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure } from '../parts.ts'
import {
  dataOf,
  entriesOfData,
  entriesOfForm,
  fieldName,
  rowsName,
  withoutEmptyRows,
} from './data-entries.ts'
import type { Part } from './data-model.ts'
import { typedField } from './typed-field.ts'

/** More fields than that nobody looks through; then one source holds, or the rows of all. */
const mostRows = 20

/** For what none of the sources has. */
const spareRows = 2

type Row = Readonly<Record<string, string>>

/** Alike in every field they are one row. */
function rowsOf(part: Part, { values }: FieldConflict): readonly Row[] {
  const together = values.flatMap(({ value }) => value as readonly unknown[])
  const rows = entriesOfData([part], { [part.name]: together }).get(part.name) ?? []
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()]
}

export const canTypeRows = (part: Part | undefined, conflict: FieldConflict): part is Part =>
  part !== undefined && rowsOf(part, conflict).length <= mostRows

type Shown = {
  readonly part: Part
  readonly conflict: FieldConflict
  readonly id: string
  /** What was sent and not taken. */
  readonly mine: FormValues | undefined
}

export function typedRows(call: StaffCall, { part, conflict, id, mine }: Shown): Html {
  const { merged: words, work } = call.texts
  const kept = mine && entriesOfForm([part], mine).get(part.name)
  const rows: readonly Row[] = kept ?? [...rowsOf(part, conflict), ...Array<Row>(spareRows).fill({})]
  const fieldsOf = (row: Row, at: number) =>
    part.leaves.map((leaf, i) => {
      const name = fieldName(0, at, i)
      return typedField(call, leaf, {
        id: `${id}-${name}`,
        name,
        label: leaf.label,
        value: row[leaf.name] ?? '',
      })
    })
  const body = html`<p>${words.rowsLead}</p>
    ${hidden(rowsName(0), String(rows.length))}${rows.map(
      (row, at) =>
        html`<fieldset class="rows">
          <legend>${work.data.row(part.title, at + 1)}</legend>
          ${fieldsOf(row, at)}
        </fieldset>`,
    )}`
  return disclosure(`${id}-rows`, { summary: words.rowsTitle, open: mine?.get('take') === 'value' }, body)
}

/** The rows in which something stands; nothing where there is none. */
export function rowsIn(part: Part, form: FormValues, timeZone: string): unknown {
  const entries = withoutEmptyRows([part], entriesOfForm([part], form))
  return dataOf([part], entries, timeZone)[part.name]
}
