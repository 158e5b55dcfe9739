import type { Language } from '../templates/template.ts'
import type { ConsentEventType, ConsentMethod } from './event.ts'

/** The rights that go with consent; objection (Art. 21) does not. */
export const receiptRights = ['A7-3', 'A15', 'A16', 'A17', 'A18', 'A20', 'A77'] as const

export type ReceiptRight = (typeof receiptRights)[number]

/** A language is complete or does not compile. */
export type ReceiptTexts = {
  readonly rights: Readonly<Record<ReceiptRight, string>>
  readonly methods: Readonly<Record<ConsentMethod, string>>
  readonly states: Readonly<Record<ConsentEventType, string>>
  /** How long an event counts, where no day ends it. */
  readonly untilWithdrawn: string
  readonly untilDecidedAgain: string
}

const da: ReceiptTexts = {
  rights: {
    'A7-3': 'Ret til at trække samtykket tilbage (artikel 7, stk. 3)',
    A15: 'Ret til indsigt (artikel 15)',
    A16: 'Ret til berigtigelse (artikel 16)',
    A17: 'Ret til sletning (artikel 17)',
    A18: 'Ret til begrænsning af behandling (artikel 18)',
    A20: 'Ret til dataportabilitet (artikel 20)',
    A77: 'Ret til at klage til tilsynsmyndigheden (artikel 77)',
  },
  methods: {
    webForm: 'På en webside',
    apiThirdParty: 'I et program, der er tilsluttet',
    magicLink: 'Med et link, der blev sendt med e-mail',
    paper: 'På papir',
    phone: 'I telefonen',
    automatedAgent: 'Ved et program på personens vegne',
  },
  states: {
    requested: 'Der er bedt om det; endnu ikke bekræftet',
    given: 'Givet',
    refused: 'Afslået',
    renewed: 'Givet igen',
    withdrawn: 'Trukket tilbage',
    expired: 'Udløbet',
    revoked: 'Ophævet af andre end dig',
    invalidated: 'Erklæret ugyldigt',
  },
  untilWithdrawn: 'Indtil det trækkes tilbage',
  untilDecidedAgain: 'Indtil der tages stilling igen',
}

const en: ReceiptTexts = {
  rights: {
    'A7-3': 'Right to withdraw the consent (Art. 7(3))',
    A15: 'Right of access (Art. 15)',
    A16: 'Right to rectification (Art. 16)',
    A17: 'Right to erasure (Art. 17)',
    A18: 'Right to restriction of processing (Art. 18)',
    A20: 'Right to data portability (Art. 20)',
    A77: 'Right to complain to the supervisory authority (Art. 77)',
  },
  methods: {
    webForm: 'On a web page',
    apiThirdParty: 'In a connected program',
    magicLink: 'By a link that was sent by e-mail',
    paper: 'On paper',
    phone: 'By telephone',
    automatedAgent: 'By a program for the person',
  },
  states: {
    requested: 'Asked for; not confirmed yet',
    given: 'Given',
    refused: 'Refused',
    renewed: 'Given again',
    withdrawn: 'Withdrawn',
    expired: 'Expired',
    revoked: 'Ended by someone other than you',
    invalidated: 'Declared invalid',
  },
  untilWithdrawn: 'Until it is withdrawn',
  untilDecidedAgain: 'Until it is decided again',
}

const texts: Readonly<Record<Language, ReceiptTexts>> = { da, en }

/** A form may be in any language; the words that are ours are English where we do not have its own. */
export const wordsLanguage = (language: string): Language => (language === 'da' ? 'da' : 'en')

export const receiptTexts = (language: string): ReceiptTexts => texts[wordsLanguage(language)]
