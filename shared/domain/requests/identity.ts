/** How sure a company is that the person asking is the person concerned; each level contains the ones before it. */
export const identityLevels = ['mailbox', 'onFile', 'nationalId'] as const

export type IdentityLevel = (typeof identityLevels)[number]

/** What each way of establishing identity can show at most (security.md, "Who is asking"). */
export const identityMethods = {
  /** The mailed link was used: whoever asks holds the mailbox, nothing more. */
  mailboxLink: 'mailbox',
  /** The contact is the one on the company's file, asserted by a source, an import or a member of staff. */
  contactOnFile: 'onFile',
  /** A code sent to a contact on file, never to one typed at intake. */
  codeToContactOnFile: 'onFile',
  /** Handed over from the company's own log-in (R22). */
  companyLogIn: 'onFile',
  /** The person stood at the counter and is known from the file. */
  inPerson: 'onFile',
  /** A document was seen; it is deleted after the check and only the fact stays (R20). */
  documentCheck: 'nationalId',
  nationalEid: 'nationalId',
} as const satisfies Record<string, IdentityLevel>

export type IdentityMethod = keyof typeof identityMethods

/** The second record beside the used link: how it was shown that the person asking is the person. */
export type IdentityRecord = {
  readonly method: IdentityMethod
  readonly level: IdentityLevel
  /** What was relied on, in words or as a reference; never a copy of a document. */
  readonly evidence: string
  /** The member of staff, source or program that established it. */
  readonly by: string
  readonly at: Date
}

/** Whether the record reaches the level that the company demands for this information (Art. 12(6), Art. 32). */
export const establishes = (record: IdentityRecord, demanded: IdentityLevel): boolean =>
  record.evidence.trim() !== '' &&
  rank(record.level) <= rank(identityMethods[record.method]) &&
  rank(record.level) >= rank(demanded)

/** What a company demands for one type of information, and why it differs (Art. 12(6): reasonable, not routine). */
export type LevelForType = {
  readonly informationType: string
  readonly level: IdentityLevel
  readonly reason: string
}

export type IdentityPolicy = {
  readonly identityLevel: IdentityLevel
  readonly identityLevels?: readonly LevelForType[]
}

/** For a request about several types the highest of what each demands; a type without its own has the company's. */
export function demandedLevel(
  { identityLevel, identityLevels = [] }: IdentityPolicy,
  informationTypes: readonly string[],
): IdentityLevel {
  const own = (type: string): IdentityLevel =>
    identityLevels.find(({ informationType }) => informationType === type)?.level ?? identityLevel
  if (informationTypes.length === 0) return identityLevel
  return informationTypes.map(own).reduce((one, other) => (rank(one) >= rank(other) ? one : other))
}

const rank = (level: IdentityLevel): number => identityLevels.indexOf(level)
