import type { Language } from '../../shared/domain/templates/template.ts'

export const languages = ['da', 'en'] as const satisfies readonly Language[]

export const isLanguage = (text: string | null | undefined): text is Language =>
  text === 'da' || text === 'en'

/** RFC 9110 section 12.5.4: the one of the highest weight that we can serve; undefined where none is named. */
export function acceptedLanguage(header: string | null): Language | undefined {
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

/** What an answer says of its words, where they could have been in another language. */
export const spoken = (language: Language) => ({ 'content-language': language, vary: 'Accept-Language' })
