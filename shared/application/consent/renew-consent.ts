// Said again before it runs out: to the text as it is now, which is shown with it.
import type { ConsentFact } from '../../domain/consent/event.ts'
import { consentRenewalDaysOf, renewableFrom } from '../../domain/consent/expiry.ts'
import { languagesOf, shownForm } from '../../domain/consent/form.ts'
import type { ShownForm } from '../../domain/consent/form.ts'
import { currentState, stateOf } from '../../domain/consent/state.ts'
import type { PurposeStates } from '../../domain/consent/state.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { companyOf } from '../letters/settle-mail.ts'
import type { Stored, Write } from '../ports/documents.ts'
import { newConsentId } from './consent-document.ts'
import type { ConsentDocument } from './consent-document.ts'
import { makeConsentStore } from './consent-store.ts'
import { readSubject } from './consent-subjects.ts'
import type { ConsentFormVersionDocument } from './form-document.ts'
import { makeConsentFormStore } from './form-store.ts'
import { usualLanguage } from './forms.ts'
import { findConsent } from './read-consents.ts'
import { receiptMail } from './receipt-mail.ts'
import { consentDocument, decisionsOf, shownTo } from './said-consent.ts'
import type { SaidConsent, Unnamed } from './said-consent.ts'

/** What they are asked again: nothing is ticked, and what the form does not ask for any more is not asked. */
export type Renewal = { readonly shown: ShownForm; readonly purposeIds: readonly string[] }

export type RenewRefusal = {
  readonly code: 'notFound' | 'purposeUnknown' | 'consentFormChanged' | 'versionConflict'
}

export type RenewConsent = {
  /** Undefined while it is too early, where nothing of it runs out, and where the form asks for more than a mailed link. */
  readonly offered: (consent: ConsentDocument, states: PurposeStates) => Promise<Renewal | undefined>
  /**
   * Answers which consent it then is: the same where the text is, and one of its own where a new version was shown, since
   * nobody renews what they have not read.
   */
  readonly renew: (input: {
    readonly companyId: string
    readonly consentId: string
    /** Of the text that they saw. */
    readonly version: number
    readonly purposes: readonly string[]
  }) => Promise<Result<{ readonly consentId: string }, RenewRefusal>>
}

type Deps = Pick<
  Core,
  'documents' | 'messages' | 'companies' | 'secrets' | 'clock' | 'random' | 'crypto' | 'log'
>

type Offered = { readonly company: CompanyDocument; readonly version: ConsentFormVersionDocument } & Renewal

type Renewing = {
  readonly offer: Offered
  readonly consent: Stored<ConsentDocument>
  readonly purposes: readonly string[]
  readonly now: Date
}

export function makeRenewConsent(deps: Deps): RenewConsent {
  const { documents, companies, clock, random } = deps
  const store = makeConsentStore(deps)
  const forms = makeConsentFormStore(deps)

  async function offerOf(
    consent: ConsentDocument,
    states: PurposeStates,
    now: Date,
  ): Promise<Offered | undefined> {
    const { companyId, formId } = consent
    const company = await companyOf(companies, consent)
    const runningOut = renewableIn(company, consent, states, now)
    if (runningOut.length === 0) return undefined
    const head = await forms.head(companyId, formId)
    const published = head?.value.publishedVersion
    const version = published === undefined ? undefined : await forms.version(companyId, formId, published)
    if (!version || version.value.form.factors.some((factor) => factor !== 'emailLink')) return undefined
    const offered = languagesOf(version.value.form)
    const shown = shownForm(
      version.value.form,
      usualLanguage(offered, [consent.language, ...company.languages]),
    )
    const purposeIds = shown.purposes
      .map(({ purposeId }) => purposeId)
      .filter((purposeId) => runningOut.includes(purposeId))
    return purposeIds.length === 0 ? undefined : { company, version: version.value, shown, purposeIds }
  }

  return {
    async offered(consent, states) {
      const offer = await offerOf(consent, states, clock.now())
      return offer && { shown: offer.shown, purposeIds: offer.purposeIds }
    },

    async renew({ companyId, consentId, version, purposes }) {
      const named = (await findConsent(documents, companyId, consentId))?.value
      if (!named) return err({ code: 'notFound' })
      return store.change<{ readonly consentId: string }, RenewRefusal>(named, async (before, now) => {
        const consent = await findConsent(documents, companyId, consentId)
        const offer = before && consent && (await offerOf(consent.value, before.purposes, now))
        if (!consent || !offer) return err({ code: 'notFound' })
        if (offer.version.form.version !== version) return err({ code: 'consentFormChanged' })
        const isOffered = purposes.length > 0 && purposes.every((one) => offer.purposeIds.includes(one))
        if (!isOffered) return err({ code: 'purposeUnknown' })
        return renewed({ offer, consent, purposes, now })
      })
    },
  }

  async function renewed({ offer, consent, purposes, now }: Renewing) {
    const { company, version } = offer
    const { companyId, subjectRef } = consent.value
    const ref = { companyId, subjectRef }
    const subject = await readSubject(deps, company, ref)
    const { formId } = consent.value
    const said: SaidConsent = {
      ...{ formId, version: version.form.version, subject, method: 'magicLink' },
      language: offer.shown.language,
      purposes: purposes.map((purposeId) => ({ purposeId, decision: 'given' })),
    }
    const shown = shownTo(company, version, said)
    // The same purpose twice: what was offered is in the form, in one of its languages.
    if (!shown.ok) return err({ code: 'purposeUnknown' as const })
    const about: Unnamed = {
      ...{ type: 'given', at: now.toISOString(), by: 'subject', formId, formVersion: version.form.version },
      ...{ language: shown.value.language, formSha256: shown.value.formSha256 },
      purposes: decisionsOf(company, { said, shown: shown.value, now }),
      ...{ method: 'magicLink', evidence: { factors: ['emailLink'] } },
    }
    const isSame = consent.value.formSha256 === about.formSha256
    const ids = isSame
      ? { consentId: consent.value.consentId, receiptId: consent.value.receiptId }
      : { consentId: newConsentId(subjectRef, random.id()), receiptId: random.id() }
    const type = isSame ? ('renewed' as const) : about.type
    const fact: ConsentFact = { ...about, ...ids, type, eventId: random.id() }
    const mail = await receiptMail(deps, company, fact, { subjectRef, subject })
    const write: Write = isSame
      ? { kind: 'replace', value: withTime(consent.value, about), etag: consent.etag }
      : { kind: 'create', value: consentDocument(ref, { ...about, ...ids }, now) }
    return ok({
      answer: { consentId: ids.consentId },
      change: {
        ...{ by: { kind: 'requester' } as const, said: [fact], messages: mail.messages },
        writes: [write, ...mail.writes],
      },
    })
  }
}

/** What this consent gave for a time, still holds, and is near enough its end. */
function renewableIn(
  company: CompanyDocument,
  { consentId, purposes }: ConsentDocument,
  states: PurposeStates,
  now: Date,
): readonly string[] {
  const days = consentRenewalDaysOf(company)
  return purposes
    .map(({ purposeId }) => purposeId)
    .filter((purposeId) => {
      const said = stateOf(states, purposeId)
      if (said?.validUntil === undefined || said.consentId !== consentId) return false
      const from = renewableFrom({ ...said, validUntil: said.validUntil }, days)
      return currentState(said, now) === 'given' && from <= now
    })
}

const withTime = (consent: ConsentDocument, { purposes }: Unnamed): ConsentDocument => ({
  ...consent,
  purposes: consent.purposes.map(
    (before) => purposes.find(({ purposeId }) => purposeId === before.purposeId) ?? before,
  ),
})
