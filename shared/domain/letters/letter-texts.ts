import type { AtOnceRight, Right } from '../requests/right.ts'
import type { Language } from '../templates/template.ts'
import type { DeliveryLock, ExpiryFacts, ExtensionFacts, LetterPart, PauseFacts } from './letter-facts.ts'
import { letterTextsDa } from './letter-texts-da.ts'
import { letterTextsEn } from './letter-texts-en.ts'

export type LetterTitle =
  | 'acknowledgement'
  | 'extension'
  | 'identityInformation'
  | 'specification'
  | 'access'
  | 'portability'
  | 'accessAndPortability'
  | 'refusalWhole'
  | 'refusalPart'
  | 'expiry'
  | 'withdrawal'
  | 'purge'
  | 'atOnce'

/** Parts that stand in the head of the letter and have no section. */
export type HeadPart = 'sender' | 'reference' | 'writtenOn'

/** A language is complete or does not compile. Days come in words. */
export type LetterTexts = {
  readonly labels: { readonly from: string; readonly reference: string; readonly writtenOn: string }
  readonly titles: Readonly<Record<LetterTitle, string>>
  readonly headings: Readonly<Record<Exclude<LetterPart, HeadPart>, string>>
  readonly rights: Readonly<Record<Right, string>>
  readonly received: (day: string) => string
  readonly period: (from: string, to: string) => string
  readonly asked: string
  readonly everything: string
  readonly aboutTypes: (types: string) => string
  readonly next: readonly string[]
  readonly followByLink: string
  readonly followOnPaper: string
  readonly contact: (contact: string) => string
  readonly officer: (officer: string) => string
  readonly extensionReasons: Readonly<Record<ExtensionFacts['reasonCode'], string>>
  readonly newDate: (first: string, day: string) => string
  readonly sentInTime: (sent: string, end: string) => string
  readonly pauseReasons: Readonly<Record<PauseFacts['reasonCode'], string>>
  readonly needed: string
  readonly answerByLink: string
  readonly answerOnPaper: string
  readonly suspension: (from: string, until: string) => string
  readonly proofDeletion: string
  readonly answerBehindLink: string
  readonly answerEnclosed: string
  readonly expiryDate: (day: string) => string
  readonly howToOpen: string
  readonly locks: Readonly<Record<DeliveryLock, string>>
  readonly contents: string
  readonly leftOut: string
  readonly nothingLeftOut: string
  readonly informationInPackage: string
  readonly informationEnclosed: string
  readonly keeping: readonly string[]
  readonly refusedWhole: string
  readonly refusedPart: string
  readonly complaint: (authority: string) => string
  readonly remedy: string
  readonly expiryReasons: Readonly<Record<ExpiryFacts['reasonCode'], string>>
  readonly againByLink: string
  readonly againOnPaper: string
  readonly withdrawn: (day: string) => string
  readonly destroyedBy: (day: string) => string
  readonly askAnew: string
  readonly destroyed: (unreadable: string, gone: string) => string
  readonly kept: readonly string[]
  readonly certificateByLink: string
  readonly certificateOnPaper: string
  readonly stopsSince: (day: string) => string
  readonly stops: Readonly<Record<AtOnceRight, string>>
  readonly stopsLimits: readonly string[]
  readonly restGoesOn: string
}

export const letterTexts: Readonly<Record<Language, LetterTexts>> = { da: letterTextsDa, en: letterTextsEn }
