import { isValid, latestOf } from './receipt-facts.ts'
import type { ReceiptFacts, ReceiptPurpose, StatedEvent } from './receipt-facts.ts'
import { receiptTexts } from './receipt-texts.ts'

/** Kantara Initiative, Consent Receipt Specification v1.1, section 4. */
export type KantaraReceipt = {
  readonly version: 'KI-CR-v1.1.0'
  readonly jurisdiction: string
  readonly consentTimestamp: number
  readonly collectionMethod: string
  readonly consentReceiptID: string
  readonly language: string
  readonly piiPrincipalId: string
  readonly piiControllers: readonly KantaraController[]
  readonly policyUrl: string
  readonly services: readonly KantaraService[]
  readonly sensitive: boolean
  readonly spiCat: readonly string[]
}

type KantaraController = {
  readonly piiController: string
  readonly contact: string
  readonly address: string
  readonly email: string
  readonly phone: string
}

type KantaraService = {
  readonly service: string
  readonly purposes: readonly KantaraPurpose[]
}

type KantaraPurpose = {
  readonly purpose: string
  readonly purposeCategory: readonly string[]
  readonly consentType: 'EXPLICIT'
  readonly piiCategory: readonly string[]
  readonly primaryPurpose: false
  readonly termination: string
  readonly thirdPartyDisclosure: boolean
  readonly thirdPartyName?: string
}

/**
 * For systems that know no other. It has the purposes that were given, and no event beside the giving: what ended one
 * since is said where it has a place, in `termination`. Nothing was given: there is none.
 */
export function kantaraReceiptOf(facts: ReceiptFacts): KantaraReceipt | undefined {
  const given = facts.purposes.flatMap((purpose) => {
    const giving = purpose.history.findLast(({ state }) => isValid(state))
    return giving ? [{ purpose, giving }] : []
  })
  const [first] = given
  if (!first) return undefined
  const special = given.filter(({ purpose }) => purpose.explicit)
  return {
    version: 'KI-CR-v1.1.0',
    jurisdiction: facts.country,
    consentTimestamp: Math.floor(first.giving.at.getTime() / 1000),
    collectionMethod: receiptTexts(facts.language).methods[first.giving.method],
    consentReceiptID: facts.receiptUuid,
    language: facts.language,
    piiPrincipalId: facts.subjectRef,
    piiControllers: [controllerOf(facts)],
    policyUrl: facts.notice.url,
    services: [
      { service: facts.notice.title, purposes: given.map(({ purpose }) => purposeOf(facts, purpose)) },
    ],
    sensitive: special.length > 0,
    spiCat: [...new Set(special.flatMap(({ purpose }) => purpose.dataCategories))],
  }
}

const controllerOf = ({ controller, country }: ReceiptFacts): KantaraController => ({
  piiController: controller.name,
  contact: controller.name,
  address: controller.address ?? country,
  email: controller.email ?? '',
  phone: controller.phone ?? '',
})

const purposeOf = (facts: ReceiptFacts, purpose: ReceiptPurpose): KantaraPurpose => ({
  purpose: purpose.text,
  purposeCategory: [purpose.purposeId],
  consentType: 'EXPLICIT',
  piiCategory: purpose.dataCategories,
  primaryPurpose: false,
  termination: terminationOf(facts, latestOf(purpose)),
  thirdPartyDisclosure: purpose.recipients.length > 0,
  ...(purpose.recipients.length > 0 && { thirdPartyName: purpose.recipients.join(', ') }),
})

function terminationOf({ language, withdrawal }: ReceiptFacts, latest: StatedEvent | undefined): string {
  const { states, untilWithdrawn } = receiptTexts(language)
  if (latest && !isValid(latest.state)) return `${states[latest.state]}: ${latest.at.toISOString()}`
  const until = latest?.validUntil ? `; ${latest.validUntil.toISOString()}` : ''
  return `${untilWithdrawn}: ${withdrawal.url}${until}`
}
