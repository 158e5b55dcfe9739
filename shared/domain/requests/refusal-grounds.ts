import type { Text } from '../templates/template.ts'
import type { Right } from './right.ts'

/** Why a right may be refused. The controller bears the burden of proof, so facts always go with it (R38). */
export type RefusalGround = {
  readonly code: string
  readonly article: string
  readonly rights: readonly Right[]
  /** Whether it can carry a refusal of all that was asked, of a part of it, or either. */
  readonly partial: 'whole' | 'part' | 'both'
  /** For the letter, in plain words; the facts of the case follow it. */
  readonly text: Text
}

/** Withdrawing consent can never be refused (Art. 7(3)): it is on no list. */
const refusable: readonly Right[] = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  'objection',
]

/** Grounds in the GDPR itself. That nothing is held is an answer and not on this list. */
export const regulationGrounds: readonly RefusalGround[] = [
  {
    code: 'cannotIdentify',
    article: 'Art. 11(2), 12(2)',
    rights: refusable,
    partial: 'whole',
    text: {
      da: 'Vi kan påvise, at vi ikke er i stand til at identificere dig i de oplysninger, vi behandler.',
      en: 'We can show that we are not able to identify you in the data that we process.',
    },
  },
  {
    code: 'manifestlyUnfounded',
    article: 'Art. 12(5)',
    rights: refusable,
    partial: 'whole',
    text: {
      da: 'Anmodningen er åbenbart grundløs.',
      en: 'The request is manifestly unfounded.',
    },
  },
  {
    code: 'manifestlyExcessive',
    article: 'Art. 12(5)',
    rights: refusable,
    partial: 'both',
    text: {
      da: 'Anmodningen er overdreven, især fordi den gentages.',
      en: 'The request is manifestly excessive, in particular because it is repeated.',
    },
  },
  {
    code: 'rightsOfOthersAccess',
    article: 'Art. 15(4)',
    rights: ['access'],
    partial: 'part',
    text: {
      da: 'En kopi af disse oplysninger ville krænke andres rettigheder og frihedsrettigheder.',
      en: 'A copy of this data would adversely affect the rights and freedoms of others.',
    },
  },
  {
    code: 'accurate',
    article: 'Art. 16',
    rights: ['rectification'],
    partial: 'both',
    text: {
      da: 'Vi har kontrolleret oplysningerne og fundet dem rigtige. Vi noterer, at du er uenig.',
      en: 'We have checked the data and found it accurate. We keep a note that you disagree.',
    },
  },
  {
    code: 'noErasureGround',
    article: 'Art. 17(1)',
    rights: ['erasure'],
    partial: 'both',
    text: {
      da: 'Ingen af lovens betingelser for sletning er opfyldt; oplysningerne er stadig nødvendige og behandles lovligt.',
      en: 'None of the legal conditions for erasure is met; the data is still necessary and lawfully processed.',
    },
  },
  {
    code: 'freedomOfExpression',
    article: 'Art. 17(3)(a)',
    rights: ['erasure'],
    partial: 'both',
    text: {
      da: 'Oplysningerne er nødvendige for at udøve retten til ytrings- og informationsfrihed.',
      en: 'The data is necessary for exercising the right of freedom of expression and information.',
    },
  },
  {
    code: 'legalObligation',
    article: 'Art. 17(3)(b)',
    rights: ['erasure'],
    partial: 'both',
    text: {
      da: 'En lov pålægger os at behandle oplysningerne, eller de er nødvendige for en opgave i samfundets interesse.',
      en: 'A law obliges us to process the data, or it is necessary for a task in the public interest.',
    },
  },
  {
    code: 'publicHealth',
    article: 'Art. 17(3)(c)',
    rights: ['erasure'],
    partial: 'both',
    text: {
      da: 'Oplysningerne er nødvendige af hensyn til samfundsinteresser på folkesundhedsområdet.',
      en: 'The data is necessary for reasons of public interest in the area of public health.',
    },
  },
  {
    code: 'archivingOrResearch',
    article: 'Art. 17(3)(d), 89(1)',
    rights: ['erasure'],
    partial: 'both',
    text: {
      da: 'Sletning ville gøre arkivering i samfundets interesse, forskning eller statistik umulig eller hæmme det alvorligt.',
      en: 'Erasure would make archiving in the public interest, research or statistics impossible or seriously impair it.',
    },
  },
  {
    code: 'legalClaims',
    article: 'Art. 17(3)(e)',
    rights: ['erasure'],
    partial: 'both',
    text: {
      da: 'Oplysningerne er nødvendige for at fastlægge, gøre gældende eller forsvare et retskrav.',
      en: 'The data is necessary to establish, exercise or defend a legal claim.',
    },
  },
  {
    code: 'noRestrictionGround',
    article: 'Art. 18(1)',
    rights: ['restriction'],
    partial: 'both',
    text: {
      da: 'Ingen af lovens betingelser for begrænsning af behandling er opfyldt.',
      en: 'None of the legal conditions for restricting the processing is met.',
    },
  },
  {
    code: 'notConsentOrContract',
    article: 'Art. 20(1)(a)',
    rights: ['portability'],
    partial: 'both',
    text: {
      da: 'Behandlingen bygger hverken på dit samtykke eller på en kontrakt med dig.',
      en: 'The processing rests neither on your consent nor on a contract with you.',
    },
  },
  {
    code: 'notAutomated',
    article: 'Art. 20(1)(b)',
    rights: ['portability'],
    partial: 'both',
    text: {
      da: 'Oplysningerne behandles ikke automatisk.',
      en: 'The data is not processed by automated means.',
    },
  },
  {
    code: 'notProvidedByPerson',
    article: 'Art. 20(1)',
    rights: ['portability'],
    partial: 'both',
    text: {
      da: 'Oplysningerne stammer ikke fra dig eller din brug, men er afledt eller kommer fra andre.',
      en: 'The data does not come from you or your use; it was derived, or came from others.',
    },
  },
  {
    code: 'publicTask',
    article: 'Art. 20(3)',
    rights: ['portability'],
    partial: 'both',
    text: {
      da: 'Behandlingen er nødvendig for en opgave i samfundets interesse eller offentlig myndighedsudøvelse.',
      en: 'The processing is necessary for a task in the public interest or the exercise of official authority.',
    },
  },
  {
    code: 'rightsOfOthersPortability',
    article: 'Art. 20(4)',
    rights: ['portability'],
    partial: 'part',
    text: {
      da: 'Udlevering af disse oplysninger ville krænke andres rettigheder og frihedsrettigheder.',
      en: 'Handing over this data would adversely affect the rights and freedoms of others.',
    },
  },
  {
    code: 'notOpenToObjection',
    article: 'Art. 21(1)',
    rights: ['objection'],
    partial: 'both',
    text: {
      da: 'Behandlingen bygger hverken på en samfundsopgave eller på legitime interesser, så der er ikke ret til indsigelse.',
      en: 'The processing rests neither on a public task nor on legitimate interests, so there is no right to object.',
    },
  },
  {
    code: 'compellingGrounds',
    article: 'Art. 21(1)',
    rights: ['objection'],
    partial: 'both',
    text: {
      da: 'Vægtige legitime grunde til behandlingen går forud for dine interesser, eller retskrav kræver den.',
      en: 'Compelling legitimate grounds for the processing override your interests, or legal claims require it.',
    },
  },
  {
    code: 'researchInPublicInterest',
    article: 'Art. 21(6)',
    rights: ['objection'],
    partial: 'both',
    text: {
      da: 'Behandlingen til forskning eller statistik er nødvendig for en opgave i samfundets interesse.',
      en: 'The processing for research or statistics is necessary for a task in the public interest.',
    },
  },
]
