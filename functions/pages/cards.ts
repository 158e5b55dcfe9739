import { html } from './html.ts'
import type { Html } from './html.ts'

/** A word, how the column under it looks, or a word for those who hear the page. */
type Head = string | { readonly text: string; readonly look: 'number' | 'unseen' }

/** Rows that become cards on a phone; a region of its own, so that the keyboard can scroll it. Each cell names its column. */
export const cards = (
  { caption, heads }: { readonly caption: string; readonly heads: readonly Head[] },
  rows: readonly Html[],
): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table class="cards">
      <caption class="visually-hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads.map(headCell)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`

function headCell(head: Head): Html {
  if (typeof head === 'string') return html`<th scope="col">${head}</th>`
  return head.look === 'number'
    ? html`<th scope="col" class="number">${head.text}</th>`
    : html`<th scope="col"><span class="visually-hidden">${head.text}</span></th>`
}
