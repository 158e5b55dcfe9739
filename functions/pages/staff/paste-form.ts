// A table that somebody copied, put into a list of the form: its own form, since it saves by itself.
import { select, textarea } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import type { FormValues } from '../form.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, postForm } from '../parts.ts'
import type { DataTexts } from './data-form.ts'
import type { Part } from './data-model.ts'

export type Pasting = {
  readonly action: string
  readonly csrf: string
  readonly words: DataTexts['paste']
  readonly parts: readonly Part[]
  /** What was sent and not taken. */
  readonly form?: FormValues | undefined
  readonly errors: readonly FieldError[]
}

export function pasteForm({ action, csrf, words, parts, form, errors }: Pasting): Html {
  const lists = parts.filter(({ kind }) => kind === 'rows')
  if (lists.length === 0) return nothing
  const field = { id: 'list', name: 'list', label: words.list, value: form?.get('list') ?? '' }
  const columns = lists.map(
    ({ title, leaves }) => html`<li>${title}: ${leaves.map(({ label }) => label).join(', ')}</li>`,
  )
  const body = html`<p>${words.text}</p>
    <ul>
      ${columns}
    </ul>
    ${select(
      field,
      lists.map(({ name, title }) => ({ value: name, label: title })),
    )}${textarea(
      {
        ...{ id: 'table', name: 'table', label: words.table, hint: words.hint, errors },
        value: form?.get('table') ?? '',
      },
      { rows: 8 },
    )}`
  return disclosure(
    'paste',
    { summary: words.title, open: errors.length > 0 },
    postForm({ action, csrf, body, submit: words.submit, look: 'second' }),
  )
}
