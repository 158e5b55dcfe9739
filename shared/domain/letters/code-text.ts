import type { Language } from '../templates/template.ts'

type Minutes = 'five' | 'ten'

const danish = { five: 'fem', ten: 'ti' } as const

const texts: Readonly<Record<Language, (code: string, minutes: Minutes) => string>> = {
  da: (code, minutes) =>
    `Din kode: ${code}. Den gælder i ${danish[minutes]} minutter. Giv den aldrig videre.`,
  en: (code, minutes) => `Your code: ${code}. It is valid for ${minutes} minutes. Never pass it on.`,
}

/** One text message (GSM 7 bit, 160 characters). It names no company: that one has to do with it is personal already. */
export const codeText = (language: Language, code: string, minutes: Minutes = 'ten'): string =>
  texts[language](code, minutes)
