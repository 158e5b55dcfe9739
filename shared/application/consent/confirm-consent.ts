import type { ConsentFact, PurposeDecision } from '../../domain/consent/event.ts'
import type { ConsentFactor } from '../../domain/consent/form.ts'
import type { PurposeStates } from '../../domain/consent/state.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { companyOf } from '../letters/settle-mail.ts'
import type { Stored } from '../ports/documents.ts'
import { confirmedBy } from './confirmation-time.ts'
import { subjectRefIn } from './consent-document.ts'
import type { ConsentDocument } from './consent-document.ts'
import { makeConsentPasscode } from './consent-passcode.ts'
import type { PasscodeRefusal } from './consent-passcode.ts'
import { makeConsentStore } from './consent-store.ts'
import { readSubject } from './consent-subjects.ts'
import type { ConsentFormVersionDocument } from './form-document.ts'
import { makeConsentFormStore } from './form-store.ts'
import { findConsent } from './read-consents.ts'
import { receiptMail } from './receipt-mail.ts'
import { validUntil } from './said-consent.ts'
import { isTakenBack } from './withdraw-consent.ts'

export type ConfirmRefusal =
  PasscodeRefusal | { readonly code: 'notFound' | 'linkExpired' | 'versionConflict' }

/** What was only asked for becomes what the person said, by the link that came to their mailbox. Saying it twice is saying it once. */
export type ConfirmConsent = (input: {
  readonly companyId: string
  readonly consentId: string
  /** As they chose it, where the form asks for one. */
  readonly passcode?: string
}) => Promise<Result<void, ConfirmRefusal>>

type Deps = Pick<
  Core,
  'documents' | 'messages' | 'companies' | 'secrets' | 'clock' | 'random' | 'crypto' | 'log' | 'passcodes'
>

export function makeConfirmConsent(deps: Deps): ConfirmConsent {
  const { documents, companies, random } = deps
  const store = makeConsentStore(deps)
  const forms = makeConsentFormStore(deps)
  const passcodes = makeConsentPasscode(deps)

  /** What was shown: it is published, and is never removed. */
  async function versionOf({ companyId, formId, formVersion }: ConsentDocument) {
    return (await forms.version(companyId, formId, formVersion)) as Stored<ConsentFormVersionDocument>
  }

  return async ({ companyId, consentId, passcode = '' }) => {
    const subjectRef = subjectRefIn(consentId)
    if (subjectRef === undefined) return err({ code: 'notFound' })
    const ref = { companyId, subjectRef }
    const proved = await passcodes.shown(await companyOf(companies, ref), consentId, passcode)
    if (!proved.ok) return proved
    return store.change<void, ConfirmRefusal>(ref, async (before, now) => {
      const consent = await findConsent(documents, companyId, consentId)
      if (!before || !consent) return err({ code: 'notFound' })
      if (consent.value.standing === 'said') return ok({ answer: undefined })
      if (confirmedBy(consent.value) <= now) return err({ code: 'linkExpired' })

      const company = await companyOf(companies, ref)
      const { value: version } = await versionOf(consent.value)
      const purposes = decisionsOf(company, { consent: consent.value, states: before.purposes, version, now })
      const { formId, formVersion, language, formSha256, receiptId } = consent.value
      const fact: ConsentFact = {
        ...{ eventId: random.id(), consentId, receiptId, at: now.toISOString(), by: 'subject' },
        type: purposes.some(({ decision }) => decision === 'given') ? 'given' : 'refused',
        ...{ formId, formVersion, language, formSha256, purposes },
        ...{ method: 'magicLink', evidence: { factors: factorsShown(consent.value) } },
      }
      const { sealedPasscode: _shown, passcodeTries: _counted, ...kept } = consent.value
      const value: ConsentDocument = { ...kept, standing: 'said', purposes }
      const subject = await readSubject(deps, company, ref)
      const mail = await receiptMail(deps, company, fact, { subjectRef, subject })
      return ok({
        answer: undefined,
        change: {
          ...{ by: { kind: 'requester' }, said: [fact], messages: mail.messages },
          writes: [{ kind: 'replace', value, etag: consent.etag }, ...mail.writes],
        },
      })
    })
  }
}

/** By the link alone, or with what they know: without it nobody comes so far. */
const factorsShown = ({ sealedPasscode }: ConsentDocument): readonly ConsentFactor[] =>
  sealedPasscode === undefined ? ['emailLink'] : ['emailLink', 'passcode']

type Asked = {
  readonly consent: ConsentDocument
  readonly states: PurposeStates
  readonly version: ConsentFormVersionDocument
  readonly now: Date
}

/** As it was asked for, but for what they took back meanwhile; what is given for a time is given from now. */
function decisionsOf(
  company: CompanyDocument,
  { consent: { consentId, purposes }, states, version, now }: Asked,
): readonly PurposeDecision[] {
  return purposes
    .filter(({ purposeId }) => !isTakenBack(states, { consentId, purposeId }))
    .map(({ purposeId, decision, explicit }) => {
      const asked = version.form.purposes.find((one) => one.purposeId === purposeId)
      const isLimited = decision === 'given' && asked?.validMonths !== undefined
      return {
        ...{ purposeId, decision, explicit },
        ...(isLimited && { validUntil: validUntil(company, now, asked.validMonths) }),
      }
    })
}
