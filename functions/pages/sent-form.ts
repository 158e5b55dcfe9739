// A form as it was sent: what was typed and ticked stays in its field, and what is wrong stands at it.
import { choices } from './fields.ts'
import type { Choices, FieldError } from './fields.ts'
import type { FormValues } from './form.ts'
import type { Html } from './html.ts'

export type SentForm = { readonly form: FormValues; readonly errors: readonly FieldError[] }

/** A field of text, by its name. */
export const named = ({ form, errors }: SentForm, name: string) => ({
  ...{ id: name, name, errors },
  value: form.get(name) ?? '',
})

type Chosen = Pick<Choices, 'kind' | 'label' | 'options'> & { readonly hint?: string }

/** Boxes or radios, by their name. */
export const chosen = ({ form, errors }: SentForm, name: string, rest: Chosen): Html =>
  choices({ ...rest, id: name, name, errors, chosen: form.getAll(name) })

/** By the first step of its pointer each broken rule belongs to one field; of several fields, in the order of the form. */
export function errorsAt(
  pointers: readonly string[],
  fields: readonly (FieldError & { readonly step: string })[],
): readonly FieldError[] {
  const steps = new Set(pointers.map((pointer) => pointer.split('/')[1] ?? ''))
  return fields.filter(({ step }) => steps.has(step)).map(({ id, text }) => ({ id, text }))
}
