// How a person looks in a system by hand, in the words of the catalogue's codes.
import type { KnownSystem } from '../../../shared/domain/connectors/known-system.ts'
import type { StaffCall } from '../call.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { facts, list } from '../parts.ts'

export function guideView(call: StaffCall, system: Omit<KnownSystem, 'id' | 'categories'>): Html {
  const { catalogue: words } = call.texts.systems
  const { guide } = system
  return html`${facts([
      [words.guide.who, words.who[guide.who]],
      [words.guide.where, html`<span lang="en">${guide.where}</span>`],
      [words.guide.holds, system.dataCategories.map((one) => words.held[one]).join(', ')],
    ])}
    <p>${words.guide.steps}:</p>
    <ol>
      ${[...guide.how.map((one) => words.how[one]), words.guide.last].map((step) => html`<li>${step}</li>`)}
    </ol>
    <p>${docsLink(call, system)}</p>
    <p class="hint">${words.guide.unverified}</p>`
}

/** In a tab of its own: whoever works on a request comes back to it as it was. */
export function docsLink(call: StaffCall, { name, docs }: Pick<KnownSystem, 'name' | 'docs'>): Html {
  const { guide: words } = call.texts.systems.catalogue
  return html`<a href="${docs}" target="_blank" rel="noreferrer">${words.docs(name)} (${words.elsewhere})</a>`
}

/** Names of the catalogue are the vendors' own; nothing of them is drawn. */
export const heldWords = (
  { texts }: StaffCall,
  { dataCategories }: Pick<KnownSystem, 'dataCategories'>,
): Html => list(dataCategories.map((one) => texts.systems.catalogue.held[one]))
