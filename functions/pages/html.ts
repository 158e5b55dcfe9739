// Views are tagged templates that escape every value; nothing else makes HTML here.
import { html as template } from 'hono/html'
import { inert } from '../../shared/domain/letters/inert.ts'

/** HTML that `html` made. A plain string is never taken for it. */
export type Html = { readonly isEscaped: true; readonly toString: () => string }

export type HtmlValue = string | number | Html | undefined | false | readonly HtmlValue[]

/** Text becomes text: escaped, and without marks that turn or hide what stands around it. */
export const html = (parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html =>
  // Without promises among the values the template answers at once.
  template(parts, ...values.map(shown)) as Html

/** A value that comes back in a form: escaped, and otherwise exactly as it is kept. */
export const verbatim = (text: string): Html => template`${text}` as Html

export const nothing: Html = html``

function shown(value: HtmlValue): unknown {
  if (typeof value === 'string') return inert(value)
  return isList(value) ? value.map(shown) : value
}

const isList = (value: HtmlValue): value is readonly HtmlValue[] => Array.isArray(value)
