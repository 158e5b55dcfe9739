import type { Language } from '../../shared/domain/templates/template.ts'

export const languages = ['da', 'en'] as const satisfies readonly Language[]

/** Each in itself: whoever looks for Danish does not look for "Danish". */
export const languageNames: Readonly<Record<Language, string>> = { da: 'Dansk', en: 'English' }

export const isLanguage = (text: string | null | undefined): text is Language =>
  text === 'da' || text === 'en'

export type LanguageWish = {
  /** What the reader picked, now or before. */
  readonly chosen: Language | undefined
  /** The language of the request that the page is about. */
  readonly own?: Language | undefined
  readonly accepted: string | null
}

/** What was picked goes first, then the request's own language, then the browser's; English is never missing. */
export const languageFor = ({ chosen, own, accepted }: LanguageWish): Language =>
  chosen ?? own ?? acceptedLanguage(accepted) ?? 'en'

/** RFC 9110 section 12.5.4: the highest weight that we can serve. */
function acceptedLanguage(header: string | null): Language | undefined {
  const wishes = (header ?? '').slice(0, 500).split(',').map(parseWish)
  return wishes
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language)
    .find(isLanguage)
}

function parseWish(text: string) {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim())
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return { language: tag.split('-')[0]?.toLowerCase(), weight: weight === undefined ? 1 : Number(weight) }
}
