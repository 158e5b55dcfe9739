import { inert } from './inert.ts'

/** HTML that `markup` made; a plain string is never taken for it. */
export type Markup = { readonly html: string }

export type MarkupValue = string | number | Markup | readonly MarkupValue[]

/** Escapes every value that is not itself markup, so that nobody's text becomes a tag or an attribute. */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return { html: parts.map((part, index) => part + htmlOf(values[index] ?? '')).join('') }
}

function htmlOf(value: MarkupValue): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  return 'html' in value ? value.html : value.map(htmlOf).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return inert(text).replaceAll(/[&<>"']/gu, (sign) => entities[sign] as string)
}
