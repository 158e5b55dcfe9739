import type { Language } from '../../shared/domain/templates/template.ts'
import { acceptedLanguage } from '../http/accepted-language.ts'

/** Each in itself: whoever looks for Danish does not look for "Danish". */
export const languageNames: Readonly<Record<Language, string>> = { da: 'Dansk', en: 'English' }

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
