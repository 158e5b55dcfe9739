// The person's page of one consent, at the address that their receipt names: no sign-in, as giving needed none.
import type { PurposeDecision } from '../../domain/consent/event.ts'
import { shownForm } from '../../domain/consent/form.ts'
import type { ShownForm } from '../../domain/consent/form.ts'
import type { ReceiptFacts } from '../../domain/consent/receipt-facts.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { utf8 } from '../bytes.ts'
import type { Core } from '../core.ts'
import { companyOf } from '../letters/settle-mail.ts'
import type { Stored } from '../ports/documents.ts'
import { makeConfirmConsent } from './confirm-consent.ts'
import type { ConfirmRefusal } from './confirm-consent.ts'
import { confirmedBy } from './confirmation-time.ts'
import type { ConsentDocument, ConsentStateDocument } from './consent-document.ts'
import { makeConsentStore } from './consent-store.ts'
import { checkedPurpose } from './read-consents.ts'
import type { CheckedPurpose } from './read-consents.ts'
import { receiptCode } from './receipt-code.ts'
import { readReceiptSource, signedReceiptOf } from './read-receipt.ts'
import { receiptFacts } from './receipt-source.ts'
import type { SignedReceipt } from './sign-receipt.ts'
import { makeRenewConsent } from './renew-consent.ts'
import type { Renewal, RenewRefusal } from './renew-consent.ts'
import { toldOf } from './told-systems.ts'
import type { ToldSystem } from './told-systems.ts'
import { makeWithdrawConsent } from './withdraw-consent.ts'
import type { TakingBack, Withdrawn } from './withdraw-consent.ts'

export type OwnConsent = {
  readonly facts: ReceiptFacts
  /** What was shown, in the language in which it was. */
  readonly shown: ShownForm
  /** What holds now, whichever consent said it last. */
  readonly current: readonly CheckedPurpose[]
  /** Of each purpose, what was answered, or will have been once it is confirmed. */
  readonly wished: Readonly<Record<string, PurposeDecision['decision']>>
  /** Where it waits for their confirmation: until when. */
  readonly confirmBy?: Date
  /** With what they confirm it beside the link. */
  readonly asks?: 'passcode'
  /** Where some of it runs out soon: what they are asked again. */
  readonly renewal?: Renewal
  /** Which systems were told that it ended. */
  readonly told: readonly ToldSystem[]
}

/** Whoever has the address; the code in it is worthless with any other consent. */
export type ByReceiptLink = {
  readonly companyId: string
  readonly consentId: string
  readonly code: string
}

/** Nobody answered by their mail yet, and it is not too late to. */
const waits = (consent: ConsentDocument, now: Date): boolean =>
  consent.standing === 'requested' && now < confirmedBy(consent)

type NotFound = { readonly code: 'notFound' }

export type OwnConsents = {
  /** The same answer for every reason why there is nothing. */
  readonly view: (link: ByReceiptLink) => Promise<Result<OwnConsent, NotFound>>
  /** What was only asked for becomes what they said. */
  readonly confirm: (
    link: ByReceiptLink & { readonly passcode?: string },
  ) => Promise<Result<void, ConfirmRefusal>>
  /** Answers the address of what then holds: their own page of it. */
  readonly renew: (
    link: ByReceiptLink & { readonly version: number; readonly purposes: readonly string[] },
  ) => Promise<Result<Omit<ByReceiptLink, 'companyId'>, RenewRefusal>>
  readonly receipt: (link: ByReceiptLink) => Promise<Result<SignedReceipt, NotFound>>
  /** At once, without a reason and without signing in (Art. 7(3)): all of it, unless purposes are named. */
  readonly withdraw: (
    link: ByReceiptLink & { readonly purposes?: readonly string[] },
  ) => Promise<
    Result<Withdrawn, { readonly code: 'notFound' | 'purposeUnknown' | 'versionConflict' | 'forbidden' }>
  >
}

/** It came to their mailbox, and nobody else has it. */
const person: TakingBack = {
  ...{ by: 'subject', method: 'magicLink', evidence: { factors: ['emailLink'] } },
  ref: { kind: 'requester' },
}

type Deps = Pick<
  Core,
  | 'passcodes'
  | 'companies'
  | 'documents'
  | 'messages'
  | 'secrets'
  | 'keys'
  | 'crypto'
  | 'clock'
  | 'random'
  | 'log'
  | 'hosts'
>

export function makeOwnConsents(deps: Deps): OwnConsents {
  const { companies, documents, secrets, crypto, clock, hosts } = deps
  const store = makeConsentStore(deps)
  const withdrawal = makeWithdrawConsent(deps)
  const confirm = makeConfirmConsent(deps)
  const renewals = makeRenewConsent(deps)

  /** Compared before anything of the consent is read: a guess learns nothing by its time. */
  async function opens({ companyId, consentId, code }: ByReceiptLink): Promise<boolean> {
    const company = await companies.find(companyId)
    if (!company) return false
    return crypto.equal(utf8(await receiptCode(secrets, company, consentId)), utf8(code))
  }

  const sourceOf = async (link: ByReceiptLink) =>
    (await opens(link)) ? readReceiptSource(deps, link) : undefined

  return {
    async view(link) {
      const source = await sourceOf(link)
      if (!source) return err({ code: 'notFound' })
      const { consent, version } = source
      const now = clock.now()
      // Whoever has a consent has a state: both are written in one batch.
      const state = (await store.state(consent)) as Stored<ConsentStateDocument>
      const renewal = await renewals.offered(consent, state.value.purposes)
      return ok({
        facts: receiptFacts(source, await hosts.addressOf(source.company), now),
        shown: shownForm(version.form, consent.language),
        wished: Object.fromEntries(consent.purposes.map(({ purposeId, decision }) => [purposeId, decision])),
        ...(renewal && { renewal }),
        told: await toldOf(documents, consent),
        ...(waits(consent, now) && { confirmBy: confirmedBy(consent) }),
        ...(consent.sealedPasscode !== undefined && { asks: 'passcode' as const }),
        current: consent.purposes.map(({ purposeId }) =>
          checkedPurpose(state.value.purposes, purposeId, now),
        ),
      })
    },

    async confirm(link) {
      return (await opens(link)) ? confirm(link) : err({ code: 'notFound' })
    },

    async renew({ version, purposes, ...link }) {
      if (!(await opens(link))) return err({ code: 'notFound' })
      const renewed = await renewals.renew({ ...link, version, purposes })
      if (!renewed.ok) return renewed
      const { consentId } = renewed.value
      const company = await companyOf(companies, link)
      return ok({ consentId, code: await receiptCode(secrets, company, consentId) })
    },

    async receipt(link) {
      const source = await sourceOf(link)
      if (!source) return err({ code: 'notFound' })
      const address = await hosts.addressOf(source.company)
      return ok(await signedReceiptOf(deps, receiptFacts(source, address, clock.now())))
    },

    async withdraw({ purposes, ...link }) {
      if (!(await opens(link))) return err({ code: 'notFound' })
      const { companyId, consentId } = link
      return withdrawal.by({ companyId, consentId, who: person, ...(purposes && { purposes }) })
    },
  }
}
