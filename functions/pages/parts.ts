// What several pages show alike.
import { hidden } from './fields.ts'
import { html, nothing } from './html.ts'
import type { Html, HtmlValue } from './html.ts'

/** A list of facts: what, and how it is. */
export const facts = (rows: readonly (readonly [what: string, how: HtmlValue])[]): Html =>
  html`<dl class="facts">
    ${rows.map(
      ([what, how]) =>
        html`<div>
          <dt>${what}</dt>
          <dd>${how}</dd>
        </div>`,
    )}
  </dl>`

export type Tone = 'plain' | 'good' | 'wait' | 'bad'

/** Says in words what its colour says. */
export const badge = (text: string, tone: Tone): Html =>
  html`<strong class="badge badge-${tone}">${text}</strong>`

/** A heading and what belongs under it, as a landmark that can be jumped to. */
export const section = (id: string, title: HtmlValue, body: HtmlValue): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section>`

export const disclosure = (
  id: string,
  { summary, open }: { summary: string; open?: boolean },
  body: HtmlValue,
): Html =>
  html`<details id="${id}" ${open === true && html` open`}>
    <summary>${summary}</summary>
    <div class="inside">${body}</div>
  </details>`

/** What has just been done, told once on the page that follows it. */
export const notice = (text: string | undefined): Html =>
  text === undefined ? nothing : html`<p class="notice" role="status">${text}</p>`

export const paragraphs = (texts: readonly string[]): Html =>
  html`${texts.map((text) => html`<p>${text}</p>`)}`

export const list = (items: readonly HtmlValue[]): Html =>
  items.length === 0
    ? nothing
    : html`<ul>
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`

/** Text of a person, with its line breaks. */
export const said = (text: string): Html => html`<div class="said">${text}</div>`

export type FormParts = {
  readonly action: string
  readonly csrf?: string | undefined
  readonly body: HtmlValue
  readonly submit: string
  readonly look?: 'main' | 'second' | 'warning'
}

/** A form that works as it is; the script only keeps it from being sent twice. */
export const postForm = ({ action, csrf, body, submit, look = 'main' }: FormParts): Html =>
  html`<form method="post" action="${action}" novalidate data-once>
    ${csrf !== undefined && hidden('csrf', csrf)} ${body}
    <button type="submit" class="button button-${look}">${submit}</button>
  </form>`
