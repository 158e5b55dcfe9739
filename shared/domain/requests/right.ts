/** The rights that a person can exercise here; the names are fixed at the edge. */
export const rights = [
  'access',
  'portability',
  'rectification',
  'erasure',
  'restriction',
  'objection',
  'consentWithdrawal',
] as const

export type Right = (typeof rights)[number]

const articles = {
  access: 'Art. 15',
  portability: 'Art. 20',
  rectification: 'Art. 16',
  erasure: 'Art. 17',
  restriction: 'Art. 18',
  objection: 'Art. 21',
  consentWithdrawal: 'Art. 7(3)',
} as const satisfies Record<Right, string>

/** The article of the GDPR that grants the right. */
export const articleOf = (right: Right): string => articles[right]

/** Only these are answered with data; each has a package of its own (Art. 15(3), Art. 20(1)). */
export const getsPackage = (right: Right): right is 'access' | 'portability' =>
  right === 'access' || right === 'portability'

/** What an objection is about: to direct marketing it needs no reason and no weighing (Art. 21(2) and (3)). */
export const objectionPurposes = ['directMarketing', 'other'] as const

export type ObjectionPurpose = (typeof objectionPurposes)[number]

/** The rights that can be answered the moment they are made. */
export type AtOnceRight = 'consentWithdrawal' | 'objection'

/**
 * Answered the moment it is made: no month, extension, refusal or second person.
 * Withdrawal of consent (Art. 7(3)) and objection to direct marketing (Art. 21(2) and (3)).
 */
export const isAnsweredAtOnce = (right: Right, purpose: ObjectionPurpose): right is AtOnceRight =>
  right === 'consentWithdrawal' || (right === 'objection' && purpose === 'directMarketing')

export const isRight = (text: string): text is Right => (rights as readonly string[]).includes(text)
