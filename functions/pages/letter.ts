import type { Letter } from '../../shared/domain/letters/letter-facts.ts'
import type { Language } from '../../shared/domain/templates/template.ts'
import { isWebAddress } from '../../shared/domain/letters/inert.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import { list, paragraphs } from './parts.ts'

/** A letter as it was written; its language is the request's, whatever the page's. */
export function letterView(
  { title, from, reference, writtenOn, labels, sections }: Letter,
  language: Language,
): Html {
  return html`<article class="letter" lang="${language}">
    <h3>${title}</h3>
    <p>
      ${labels.from}: ${from}<br />${labels.reference}: ${reference}<br />${labels.writtenOn}: ${writtenOn}
    </p>
    ${sections.map(
      ({ heading, paragraphs: texts, items, url }) =>
        html`<h4>${heading}</h4>
          ${paragraphs(texts)}${list(items)}${url !== undefined && address(url)}`,
    )}
  </article>`
}

const address = (url: string): Html =>
  isWebAddress(url) ? html`<p><a href="${url}" rel="noreferrer">${url}</a></p>` : html`<p>${url}</p>`
