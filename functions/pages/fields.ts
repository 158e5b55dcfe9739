// Fields of forms: each with its label, its hint and its error where it stands, and a summary above that leads to it.
import { html, nothing, verbatim } from './html.ts'
import type { Html } from './html.ts'

/** What is wrong with one field; `id` is the element that it leads to, `where` names it to who reads the summary. */
export type FieldError = { readonly id: string; readonly text: string; readonly where?: string }

export type Field = {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly value?: string | undefined
  readonly errors?: readonly FieldError[]
  readonly required?: boolean
}

export type InputKind = {
  readonly type?: 'text' | 'email' | 'date' | 'file' | 'password' | 'tel'
  readonly inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel'
  readonly autocomplete?: string
  readonly maxlength?: number
  /** Short values get a short field. */
  readonly width?: 'short' | 'medium'
}

export function input(field: Field, kind: InputKind = {}): Html {
  const { type = 'text', inputmode, autocomplete, maxlength, width } = kind
  return group(
    field,
    html`<input
      class="input${width && ` input-${width}`}"
      type="${type}"
      id="${field.id}"
      name="${field.name}"
      ${
        // What was chosen or is secret comes back to no page.
        type === 'file' || type === 'password' ? nothing : html` value="${verbatim(field.value ?? '')}"`
      }${attribute('inputmode', inputmode)}${attribute('autocomplete', autocomplete)}${attribute(
        'maxlength',
        maxlength,
      )}${described(field)}${field.required && html` required`}
    />`,
  )
}

/** A date field shows nothing for what is no date, and that would be lost: it then stays text. */
export const dateType = (value = ''): 'date' | 'text' =>
  value === '' || /^\d{4}-\d{2}-\d{2}$/.test(value) ? 'date' : 'text'

export const textarea = (field: Field, { rows, maxlength }: { rows: number; maxlength?: number }): Html =>
  group(
    field,
    // The line break after the tag belongs to HTML; without it a first empty line of the text would be lost.
    html`<textarea
      class="input"
      id="${field.id}"
      name="${field.name}"
      rows="${rows}"
      ${attribute('maxlength', maxlength)}${described(field)}${field.required && html` required`}
    >
${verbatim(field.value ?? '')}</textarea>`,
  )

export type Option = { readonly value: string; readonly label: string; readonly hint?: string }

export const select = (field: Field, options: readonly Option[]): Html =>
  group(
    field,
    html`<select class="input" id="${field.id}" name="${field.name}" ${described(field)}>
      ${options.map(
        ({ value, label }) =>
          html`<option value="${verbatim(value)}" ${value === (field.value ?? '') && html` selected`}>
            ${label}
          </option>`,
      )}
    </select>`,
  )

export type Choices = Omit<Field, 'value'> & {
  readonly kind: 'radio' | 'checkbox'
  readonly options: readonly Option[]
  readonly chosen: readonly string[]
}

/** The first choice carries the id, so that the error summary leads to something that can be answered. */
export function choices(field: Choices): Html {
  const { id, name, label, hint, errors, kind, options, chosen } = field
  const own = ownErrors(id, errors)
  return html`<fieldset class="group${own.length > 0 && ' group-error'}" ${described(field)}>
    <legend>${label}</legend>
    ${hintFor(id, hint)}${errorsFor(id, own)}
    ${options.map(({ value, label: text, hint: more }, i) => {
      const own = i === 0 ? id : `${id}-${i + 1}`
      return html`<div class="choice">
        <input
          type="${kind}"
          id="${own}"
          name="${name}"
          value="${value}"
          ${
            chosen.includes(value) && html` checked`
          }${more !== undefined && html` aria-describedby="${own}-more"`}
        /><label for="${own}">${text}</label>${
          more !== undefined && html`<span class="hint" id="${own}-more">${more}</span>`
        }
      </div>`
    })}
  </fieldset>`
}

export const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${verbatim(value)}" />`

/** At the head of a page whose form was refused; the script moves the focus here, and the title says it too. */
export function errorSummary(title: string, errors: readonly FieldError[]): Html {
  if (errors.length === 0) return nothing
  return html`<div class="error-summary" role="alert" tabindex="-1" data-focus>
    <h2>${title}</h2>
    <ul>
      ${errors.map(({ id, text, where }) => html`<li><a href="#${id}">${where !== undefined && `${where}: `}${text}</a></li>`)}
    </ul>
  </div>`
}

function group(field: Field, control: Html): Html {
  const own = ownErrors(field.id, field.errors)
  return html`<div class="group${own.length > 0 && ' group-error'}">
    <label for="${field.id}">${field.label}</label>${hintFor(
      field.id,
      field.hint,
    )}${errorsFor(field.id, own)}${control}
  </div>`
}

const ownErrors = (id: string, errors: readonly FieldError[] = []): readonly FieldError[] =>
  errors.filter((error) => error.id === id)

const hintFor = (id: string, hint: string | undefined): Html =>
  hint === undefined ? nothing : html`<span class="hint" id="${id}-hint">${hint}</span>`

const errorsFor = (id: string, errors: readonly FieldError[]): Html =>
  errors.length === 0
    ? nothing
    : html`<span class="error" id="${id}-error">${errors.map(({ text }) => text).join(' ')}</span>`

function described({ id, hint, errors }: Pick<Field, 'id' | 'hint' | 'errors'>): Html {
  const wrong = ownErrors(id, errors).length > 0
  const ids = [...(hint === undefined ? [] : [`${id}-hint`]), ...(wrong ? [`${id}-error`] : [])]
  return html`${ids.length > 0 && html` aria-describedby="${ids.join(' ')}"`}${wrong && html` aria-invalid="true"`}`
}

const attribute = (
  name: 'inputmode' | 'autocomplete' | 'maxlength',
  value: string | number | undefined,
): Html => (value === undefined ? nothing : html` ${name}="${value}"`)
