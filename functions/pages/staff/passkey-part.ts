// A button that the script makes work: hidden where there is none, and where the browser knows no passkeys.
import { assetPath } from '../assets/assets.ts'
import { hidden } from '../fields.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'

type PasskeyPart = {
  /** Made, or shown. */
  readonly how: 'create' | 'get'
  /** Where the script asks for the options. */
  readonly options: string
  readonly button: string
  /** What is said when nothing came of it. */
  readonly failed: string
  readonly known?: string
  /** Between it and another way. */
  readonly or?: string
}

/** Stands in the form that carries the answer. */
export const passkeyPart = ({ how, options, button, failed, known = '', or }: PasskeyPart): Html =>
  html`<div
    data-passkey="${how}"
    data-options="${options}"
    data-failed="${failed}"
    data-known="${known}"
    hidden
  >
    ${hidden('passkey', '')}
    <p><button type="${how === 'get' ? 'button' : 'submit'}" class="button">${button}</button></p>
    <p role="status" data-state></p>
    ${or === undefined ? nothing : html`<p>${or}</p>`}
    <script type="module" src="${assetPath('passkey.js')}"></script>
  </div>`
