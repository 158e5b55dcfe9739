import type { Language } from '../templates/template.ts'
import type { MailFacts, MailKind } from './mail-facts.ts'
import { mailTextsDa } from './mail-texts-da.ts'
import { mailTextsEn } from './mail-texts-en.ts'

/** Paragraphs before and after the link. None of them names the company: it signs the mail, so previews do not show it. */
export type MailBody = {
  readonly subject: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Subjects that say neither who writes nor about what. */
export type NeutralSubject = 'message' | 'signIn' | 'code' | 'task'

/** A language is complete or does not compile. */
export type MailTexts = {
  readonly kinds: { readonly [Kind in MailKind]: (facts: MailFacts<Kind>) => MailBody }
  readonly neutral: Readonly<Record<NeutralSubject, string>>
  readonly code: string
  readonly reference: string
  readonly footer: string
}

export const mailTexts: Readonly<Record<Language, MailTexts>> = { da: mailTextsDa, en: mailTextsEn }
