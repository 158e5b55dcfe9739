// What is said of a purpose beside its text: the same before it is answered and on the page of the receipt (Art. 13).
import type { ReceiptPurpose } from '../../../shared/domain/consent/receipt-facts.ts'
import { categoryLabel } from '../../../shared/domain/templates/dpv-categories.ts'
import type { Language } from '../../../shared/domain/templates/template.ts'
import type { CompanyCall } from '../call.ts'
import { html } from '../html.ts'
import type { Html, HtmlValue } from '../html.ts'

type Told = Pick<ReceiptPurpose, 'dataCategories' | 'recipients' | 'retention' | 'thirdCountries'>

/** The company's own words stay in the language in which they are shown (WCAG 3.1.2). */
export const wordsIn = (language: string, text: string): Html => html`<span lang="${language}">${text}</span>`

export function purposeFacts(
  call: CompanyCall,
  { dataCategories, recipients, retention, thirdCountries }: Told,
  language: string,
): readonly (readonly [string, HtmlValue])[] {
  const { consent: words } = call.texts
  return [
    ...(dataCategories.length === 0
      ? []
      : [[words.uses, dataCategories.map((one) => plainCategory(one, call.language)).join(', ')] as const]),
    [words.recipients, recipients.length === 0 ? words.nobodyElse : recipients.join(', ')],
    [words.kept, wordsIn(language, retention)],
    ...thirdCountries.map(
      ({ country, safeguard }) => [words.abroad, wordsIn(language, `${country}: ${safeguard}`)] as const,
    ),
  ]
}

/** `dpv-pd:EmailAddress` is for programs; people read the words for it. */
const plainCategory = (category: string, language: Language): string =>
  categoryLabel(category)?.[language] ?? category.replace(/^dpv-pd:/, '')
