import type { Language } from '../templates/template.ts'

const texts: Readonly<Record<Language, (code: string) => string>> = {
  da: (code) => `Din kode: ${code}. Den gælder i ti minutter. Giv den aldrig videre.`,
  en: (code) => `Your code: ${code}. It is valid for ten minutes. Never pass it on.`,
}

/** One text message (GSM 7 bit, 160 characters). It names no company: that one has to do with it is personal already. */
export const codeText = (language: Language, code: string): string => texts[language](code)
