// A JSON Schema in words, with links to the named ones.
import type { JsonSchema } from '../../../shared/contracts/openapi/surface.ts'
import { html, nothing } from '../html.ts'
import type { Html, HtmlValue } from '../html.ts'
import { nameIn } from './document.ts'

/** "list of RequestView", "text: open or closed": the type in a phrase. */
export function typeOf(schema: JsonSchema): HtmlValue {
  const { $ref, type, items, anyOf, oneOf, enum: words, const: only, format, additionalProperties } = schema
  if (typeof $ref === 'string') return html`<a href="#${nameIn($ref)}">${nameIn($ref)}</a>`
  if (only !== undefined) return html`<code>${JSON.stringify(only)}</code>`
  if (Array.isArray(words)) return html`${joined(words.map((word) => html`<code>${String(word)}</code>`))}`
  if (isSchema(items)) return html`list of ${typeOf(items)}`
  const alternatives = anyOf ?? (schema['properties'] === undefined ? oneOf : undefined)
  if (Array.isArray(alternatives)) return joined((alternatives as readonly JsonSchema[]).map(typeOf))
  if (propertiesOf(schema).length > 0) return membersOf(schema)
  if (isSchema(additionalProperties)) return html`object of ${typeOf(additionalProperties)}`
  return [type, format].filter((word) => typeof word === 'string').join(', ') || 'anything'
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null

const joined = (parts: readonly HtmlValue[]): HtmlValue =>
  parts.map((part, at) => (at === 0 ? part : html` or ${part}`))

const propertiesOf = ({ properties }: JsonSchema): readonly (readonly [string, JsonSchema])[] =>
  Object.entries((properties ?? {}) as Readonly<Record<string, JsonSchema>>)

/** Every member with its type, and whether it must be there. */
export function membersOf(schema: JsonSchema): Html {
  const properties = propertiesOf(schema)
  const required = (schema['required'] ?? []) as readonly string[]
  if (properties.length === 0) return html`<p>${typeOf(schema)}</p>`
  return html`<ul>
    ${properties.map(
      ([name, member]) =>
        html`<li>
          <code>${name}</code>${required.includes(name) ? ', always' : nothing}:
          ${typeOf(member)}${wordsOf(member)}
        </li>`,
    )}
  </ul>`
}

const wordsOf = ({ description }: JsonSchema): HtmlValue =>
  typeof description === 'string' && html`<span class="hint">${description}</span>`
