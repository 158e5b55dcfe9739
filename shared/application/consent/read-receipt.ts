import { kantaraReceiptOf } from '../../domain/consent/kantara.ts'
import type { KantaraReceipt } from '../../domain/consent/kantara.ts'
import { receiptOf } from '../../domain/consent/receipt.ts'
import type { ReceiptFacts } from '../../domain/consent/receipt-facts.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import { subjectPartition } from '../place.ts'
import type { Stored } from '../ports/documents.ts'
import { readAll } from '../read-all.ts'
import { mayConsent } from './consent-caller.ts'
import type { ConsentCaller } from './consent-caller.ts'
import { consentEventPrefix } from './consent-document.ts'
import type { ConsentEventDocument } from './consent-document.ts'
import type { ConsentFormVersionDocument } from './form-document.ts'
import { makeConsentFormStore } from './form-store.ts'
import { findConsent } from './read-consents.ts'
import { receiptFacts } from './receipt-source.ts'
import type { ReceiptSource } from './receipt-source.ts'
import { signReceipt } from './sign-receipt.ts'
import type { SignedReceipt } from './sign-receipt.ts'

/** `kantara`: for systems that know no other; there is none of a consent of which nothing was given. */
export type ReceiptFormat = 'dpv' | 'kantara'

/** The receipt of a consent as it stands now: every event is in it. */
export type ReadReceipt = (input: {
  readonly caller: ConsentCaller
  readonly consentId: string
  readonly format: ReceiptFormat
}) => Promise<
  Result<SignedReceipt | KantaraReceipt, { readonly code: 'notFound' | 'forbidden' | 'consentNotGiven' }>
>

type Deps = Pick<Core, 'companies' | 'documents' | 'keys' | 'crypto' | 'clock' | 'hosts'>

export function makeReadReceipt(deps: Deps): ReadReceipt {
  return async ({ caller, consentId, format }) => {
    const may = mayConsent(caller, caller.companyId, 'seeConsents')
    if (!may.ok) return may
    const source = await readReceiptSource(deps, { companyId: caller.companyId, consentId })
    if (!source) return err({ code: 'notFound' })
    const address = await deps.hosts.addressOf(source.company)
    const facts = receiptFacts(source, address, deps.clock.now())
    if (format === 'dpv') return ok(await signedReceiptOf(deps, facts))
    const receipt = kantaraReceiptOf(facts)
    return receipt ? ok(receipt) : err({ code: 'consentNotGiven' })
  }
}

export const signedReceiptOf = (
  deps: Pick<Core, 'keys' | 'crypto'>,
  facts: ReceiptFacts,
): Promise<SignedReceipt> => signReceipt(deps, facts.controller.id, receiptOf(facts))

/** A consent with its text and its history; undefined where the company has none of that id. */
export async function readReceiptSource(
  { companies, documents }: Pick<Core, 'companies' | 'documents'>,
  { companyId, consentId }: { readonly companyId: string; readonly consentId: string },
): Promise<ReceiptSource | undefined> {
  const company = await companies.find(companyId)
  const consent = company && (await findConsent(documents, companyId, consentId))
  if (!company || !consent) return undefined
  const { formId, formVersion, subjectRef } = consent.value
  const version = await makeConsentFormStore({ documents }).version(companyId, formId, formVersion)
  const asked = { ...subjectPartition(companyId, subjectRef), idPrefix: consentEventPrefix }
  const events = (await readAll<ConsentEventDocument>(documents, asked)).map(({ value }) => value.event)
  return {
    ...{ company, consent: consent.value },
    // What somebody was asked with is published, and never removed.
    version: (version as Stored<ConsentFormVersionDocument>).value,
    events: events.filter((event) => event.consentId === consentId),
  }
}
