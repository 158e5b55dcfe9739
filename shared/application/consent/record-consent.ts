import type { ConsentFact, ConsentMethod, ConsentSpeaker } from '../../domain/consent/event.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { makeMailLimit } from '../identity/mail-limit.ts'
import { makeStrangerBudget } from '../intake/stranger-budget.ts'
import type { BudgetRefusal } from '../intake/stranger-budget.ts'
import { partitionOf, subjectPlace } from '../place.ts'
import type { Write } from '../ports/documents.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { agentRefOf, callerRef, mayConsent } from './consent-caller.ts'
import type { RecordingCaller } from './consent-caller.ts'
import { newConsentId } from './consent-document.ts'
import { makeConsentPasscode } from './consent-passcode.ts'
import { makeConsentStore } from './consent-store.ts'
import { receiptMail } from './receipt-mail.ts'
import { consentDocument, decisionsOf, evidenceOf, isOutdated, shownTo, spokenIn } from './said-consent.ts'
import type { SaidConsent, Shown, ShownRefusal, Unnamed } from './said-consent.ts'
import { subjectDocument, subjectRefOf } from './consent-subjects.ts'
import type { ConsentFormVersionDocument } from './form-document.ts'
import { makeConsentFormStore } from './form-store.ts'

export type RecordedConsent = {
  readonly consentId: string
  readonly receiptId: string
  /** `requested`: it is worth nothing before the person confirms it. */
  readonly state: 'given' | 'refused' | 'requested'
}

export type RecordRefusal =
  | ShownRefusal
  | BudgetRefusal
  | {
      readonly code:
        | 'notFound'
        | 'forbidden'
        | 'apiKeyPublishable'
        | 'consentFormUnknown'
        | 'consentFormChanged'
        | 'passcodeRequired'
        | 'saidInFuture'
        | 'decidedSince'
        | 'idempotencyKeyReused'
        | 'versionConflict'
    }

export type RecordConsent = (input: {
  readonly caller: RecordingCaller
  readonly companyId: string
  readonly said: SaidConsent
  readonly idempotency?: IdempotencyKey
}) => Promise<Result<RecordedConsent, RecordRefusal>>

type Deps = Pick<
  Core,
  | 'documents'
  | 'messages'
  | 'companies'
  | 'secrets'
  | 'keys'
  | 'clock'
  | 'random'
  | 'crypto'
  | 'settings'
  | 'log'
  | 'passcodes'
>

/** Records what a person said, for good; or, where nobody vouches that it was them, that it is to be confirmed. */
export function makeRecordConsent(deps: Deps): RecordConsent {
  const { documents, companies, secrets, clock, random } = deps
  const store = makeConsentStore(deps)
  const forms = makeConsentFormStore(deps)
  const once = makeOnce<RecordedConsent>(deps, 'recordConsent')
  const limit = makeMailLimit(deps)
  const budget = makeStrangerBudget(deps, 'consent')
  const passcodes = makeConsentPasscode(deps)
  const claim = makeOnce<'begun'>(deps, 'beginConsent')

  /** A key stands for one body, whomever that body is about: the subject's own partition could not tell. */
  async function claimed(company: CompanyDocument, given: IdempotencyKey | undefined) {
    if (!given) return ok(undefined)
    const place = subjectPlace(company.companyId, await claim.requestId(company, given))
    const writes = await claim.writes(place, given, 'begun')
    const created = await documents.batch(partitionOf(place), writes)
    const earlier = created.ok ? undefined : await claim.earlier(place, given)
    return earlier?.ok === false ? earlier : ok(undefined)
  }

  /** Who reads a page answers what is asked now, and not what was asked when the page was made; and so often an hour. */
  async function ofVisitors(
    company: CompanyDocument,
    caller: RecordingCaller,
    { formId, version, subject, method, ...byHand }: SaidConsent,
  ): Promise<Result<void, RecordRefusal>> {
    if (caller.kind !== 'visitor') return ok(undefined)
    const isWritten = byHand.saidAt !== undefined || byHand.reference !== undefined
    if (!('email' in subject) || method !== 'webForm' || isWritten) return err({ code: 'apiKeyPublishable' })
    const head = await forms.head(company.companyId, formId)
    if (head?.value.publishedVersion !== version) return err({ code: 'consentFormChanged' })
    return budget.take(company, {
      ...{ address: subject.email, network: caller.network, key: caller.through?.keyId },
    })
  }

  return async ({ caller, companyId, said, idempotency }) => {
    const may = mayConsent(caller, companyId, 'recordConsent')
    if (!may.ok) return may
    const company = await companies.find(companyId)
    const asked = company && (await forms.version(companyId, said.formId, said.version))
    if (!company || asked?.value.status !== 'published') return err({ code: 'consentFormUnknown' })
    const shown = shownTo(company, asked.value, said)
    if (!shown.ok) return shown
    if (said.saidAt && said.saidAt > clock.now()) return err({ code: 'saidInFuture' })
    const passcode = passcodeIn(asked.value, caller, said)
    if (!passcode.ok) return passcode
    const visitors = await ofVisitors(company, caller, said)
    if (!visitors.ok) return visitors
    const mine = await claimed(company, idempotency)
    if (!mine.ok) return mine

    // Who is asked too often is asked no more for a while (security.md, "Links"); a receipt is owed whenever something was said.
    const asksByMail = 'email' in said.subject && !isVouchedFor(caller, said)
    const mayMail = !asksByMail || (await limit.allows(said.subject.email))
    const subjectRef = await subjectRefOf(secrets, company, said.subject)
    const ref = { companyId, subjectRef }
    const place = subjectPlace(companyId, subjectRef)
    return store.change<RecordedConsent, RecordRefusal>(ref, async (before, now) => {
      const earlier = await once.earlier(place, idempotency)
      if (earlier?.ok) return ok({ answer: earlier.value })
      if (isOutdated(before, said)) return err({ code: 'decidedSince' })
      const fact = factOf(company, { caller, said, shown: shown.value, now })
      const ids = { consentId: newConsentId(subjectRef, random.id()), receiptId: random.id() }
      const answer: RecordedConsent = { ...ids, state: fact.type }
      const consent = consentDocument(ref, { ...fact, ...ids }, now)
      const writes: readonly Write[] = [
        {
          kind: 'create',
          value: { ...consent, ...(await passcodes.kept(company, ids.consentId, passcode.value)) },
        },
        ...(before && !before.forgotten
          ? []
          : [{ kind: 'create', value: await subjectDocument(deps, company, ref, said.subject) } as const]),
        ...(await once.writes(place, idempotency, answer)),
      ]
      const event: ConsentFact = { ...fact, ...ids, eventId: random.id() }
      const mail = mayMail
        ? await receiptMail(deps, company, event, { subjectRef, subject: said.subject })
        : { writes: [], messages: [] }
      const change = { by: callerRef(caller), said: [event], messages: mail.messages }
      return ok({ answer, change: { ...change, writes: [...writes, ...mail.writes] } })
    })
  }
}

/** Where the form asks for one, of whoever confirms by mail; else none is kept. */
function passcodeIn(
  { form }: ConsentFormVersionDocument,
  caller: RecordingCaller,
  said: SaidConsent,
): Result<string | undefined, { readonly code: 'passcodeRequired' }> {
  if (!form.factors.includes('passcode') || isVouchedFor(caller, said)) return ok(undefined)
  return said.passcode === undefined ? err({ code: 'passcodeRequired' }) : ok(said.passcode)
}

type Saying = {
  readonly caller: RecordingCaller
  readonly said: SaidConsent
  readonly shown: Shown
  readonly now: Date
}

function factOf(company: CompanyDocument, { caller, said, shown, now }: Saying): Unnamed {
  const { formId, version: formVersion, method, saidAt } = said
  const purposes = decisionsOf(company, { said, shown, now })
  return {
    type: isVouchedFor(caller, said) ? spokenIn(purposes) : 'requested',
    at: now.toISOString(),
    ...(saidAt && { saidAt: saidAt.toISOString() }),
    by: speakerOf(caller, method),
    ...passedOnBy(caller),
    ...{ formId, formVersion, language: shown.language, formSha256: shown.formSha256 },
    ...{ purposes, method, evidence: evidenceOf(said.reference) },
  }
}

/** Nobody did for who answers on a page of ours; a page of another site asked with its key. */
function passedOnBy(caller: RecordingCaller): Pick<ConsentFact, 'agentRef' | 'origin'> {
  if (caller.kind !== 'visitor') return { agentRef: agentRefOf(caller) }
  return caller.through ? { agentRef: caller.through.keyId, origin: caller.through.origin } : {}
}

function speakerOf(caller: RecordingCaller, method: ConsentMethod): ConsentSpeaker {
  if (caller.kind === 'visitor') return 'subject'
  return caller.kind === 'employee' && isByHand(method) ? 'controller' : 'agent'
}

/**
 * Nothing is given by a stranger: an address that somebody typed says nothing about who typed it (security.md, "API keys").
 * The company's programs know whom their own names stand for, and its people whose paper or voice it was.
 */
const isVouchedFor = (caller: RecordingCaller, { subject, method }: SaidConsent): boolean =>
  'externalId' in subject || (caller.kind === 'employee' && isByHand(method))

const isByHand = (method: ConsentMethod): boolean => method === 'paper' || method === 'phone'
