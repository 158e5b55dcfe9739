// What the catalogue says of every system: where it is documented, what lies there, and how a person looks by hand.

export type SystemCategory =
  | 'accounting'
  | 'analytics'
  | 'archive'
  | 'billing'
  | 'chat'
  | 'commerce'
  | 'community'
  | 'crm'
  | 'developerTools'
  | 'erp'
  | 'eSignature'
  | 'events'
  | 'files'
  | 'hr'
  | 'identity'
  | 'insurance'
  | 'learning'
  | 'mail'
  | 'marketing'
  | 'meetings'
  | 'payments'
  | 'publicSector'
  | 'recruiting'
  | 'scheduling'
  | 'support'
  | 'survey'
  | 'telephony'
  | 'website'
  | 'workManagement'

/** What kinds of data about a person lie there. */
export type HeldCategory =
  | 'account'
  | 'answers'
  | 'applications'
  | 'behaviour'
  | 'calls'
  | 'contact'
  | 'contracts'
  | 'correspondence'
  | 'employment'
  | 'files'
  | 'finance'
  | 'health'
  | 'location'
  | 'meetings'
  | 'orders'
  | 'payments'
  | 'logs'
  | 'tasks'

/** Who in a company usually has the rights to look: a function, never a name. */
export type GuideWho =
  'customerService' | 'finance' | 'hr' | 'it' | 'marketing' | 'operations' | 'sales' | 'security'

export type GuideHow =
  | 'searchByEmail'
  | 'searchByName'
  | 'searchByPhone'
  | 'searchByNumber'
  | 'exportRecord'
  | 'exportList'
  | 'adminExport'
  | 'privacyTool'
  | 'eDiscovery'
  | 'askVendor'

/** The task of whoever looks by hand: told in each language by the words of these codes. */
export type Guide = {
  readonly who: GuideWho
  /** The area of the product in which persons are found, as the product names it. */
  readonly where: string
  readonly how: readonly GuideHow[]
}

/** A system of the catalogue. Without `run` it is a guided task, and nothing more is claimed of it. */
export type KnownSystem = {
  readonly id: string
  readonly name: string
  readonly categories: readonly SystemCategory[]
  readonly dataCategories: readonly HeldCategory[]
  /** Where the vendor documents it. */
  readonly docs: string
  readonly guide: Guide
}
