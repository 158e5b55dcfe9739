import { addDays } from '../time.ts'

/** The project's chosen values, not the law's (R62); each counts from the ending, never from entry. */
const contentDays = 32
const proofDays = 90
const linkDays = contentDays + 7

/** What was answered on the last day before a company began to leave is there for all its days, and is purged before. */
const closingDays = contentDays + 3

export const closingEndsAt = (askedAt: Date): Date => addDays(askedAt, closingDays)

/** When keys and content are destroyed: 32 days after delivery, refusal, withdrawal or expiry alike. */
export const contentPurgeAt = (endedAt: Date): Date => addDays(endedAt, contentDays)

const reminderDays = 7

/** When the person is reminded that the answer will be destroyed (regulation.md e.3), a week before. */
export const deliveryReminderAt = (deliveredAt: Date): Date =>
  addDays(contentPurgeAt(deliveredAt), -reminderDays)

/** When the detail of audit entries and logs goes; hashes, outcomes and consent proof stay. */
export const proofPurgeAt = (endedAt: Date): Date => addDays(endedAt, proofDays)

/**
 * How many years what remains of an answered request is kept, pseudonymous: that it was answered, when, and by whom
 * (Art. 5(2)). The law names no period; this one covers the years in which an infringement can be pursued (five in
 * Denmark: databeskyttelsesloven § 41(7)), and a company may state another within the bounds.
 */
export const outcomeYears = { least: 1, usual: 5, most: 10 } as const

export const outcomeYearsOf = (
  company: { readonly retention?: { readonly outcomeYears: number } } | undefined,
): number => company?.retention?.outcomeYears ?? outcomeYears.usual

export function outcomePurgeAt(endedAt: Date, years: number): Date {
  const at = new Date(endedAt)
  at.setUTCFullYear(at.getUTCFullYear() + years)
  return at
}

/** The delivery's link shows the purge certificate for another seven days. */
export const linkExpiresAt = (endedAt: Date): Date => addDays(endedAt, linkDays)
