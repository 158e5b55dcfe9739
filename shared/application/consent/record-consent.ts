import type { ConsentFact, ConsentMethod, PurposeDecision } from '../../domain/consent/event.ts'
import { languagesOf } from '../../domain/consent/form.ts'
import { stateOf, wasDecidedAfter } from '../../domain/consent/state.ts'
import { addMonths, endOfLocalDay, localDateOf } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { makeMailLimit } from '../identity/mail-limit.ts'
import { partitionOf, subjectPlace } from '../place.ts'
import type { Write } from '../ports/documents.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { agentRefOf, callerRef, mayConsent } from './consent-caller.ts'
import type { ConsentCaller } from './consent-caller.ts'
import { consentDocumentId, newConsentId } from './consent-document.ts'
import type { ConsentDocument, ConsentStateDocument, ConsentSubject } from './consent-document.ts'
import { makeConsentStore } from './consent-store.ts'
import { receiptMail } from './receipt-mail.ts'
import { subjectDocument, subjectRefOf } from './consent-subjects.ts'
import type { ConsentFormVersionDocument } from './form-document.ts'
import { makeConsentFormStore } from './form-store.ts'
import { usualLanguage } from './forms.ts'

/** What somebody said to a version of a form, or is to be asked to confirm. */
export type SaidConsent = {
  readonly formId: string
  readonly version: number
  readonly subject: ConsentSubject
  readonly purposes: readonly { readonly purposeId: string; readonly decision: 'given' | 'refused' }[]
  readonly method: ConsentMethod
  readonly language?: string
  /** On paper or on the telephone, before it is recorded. */
  readonly saidAt?: Date
}

export type RecordedConsent = {
  readonly consentId: string
  readonly receiptId: string
  /** `requested`: it is worth nothing before the person confirms it. */
  readonly state: 'given' | 'refused' | 'requested'
}

export type RecordRefusal = {
  readonly code:
    | 'notFound'
    | 'forbidden'
    | 'consentFormUnknown'
    | 'purposeUnknown'
    | 'purposeTwice'
    | 'languageNotOffered'
    | 'saidInFuture'
    | 'decidedSince'
    | 'idempotencyKeyReused'
    | 'versionConflict'
}

export type RecordConsent = (input: {
  readonly caller: ConsentCaller
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
>

/** Records what a person said, for good; or, where nobody vouches that it was them, that it is to be confirmed. */
export function makeRecordConsent(deps: Deps): RecordConsent {
  const { documents, companies, secrets, clock, random } = deps
  const store = makeConsentStore(deps)
  const forms = makeConsentFormStore(deps)
  const once = makeOnce<RecordedConsent>(deps, 'recordConsent')
  const limit = makeMailLimit(deps)
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

  return async ({ caller, companyId, said, idempotency }) => {
    const may = mayConsent(caller, companyId, 'recordConsent')
    if (!may.ok) return may
    const company = await companies.find(companyId)
    const asked = company && (await forms.version(companyId, said.formId, said.version))
    if (!company || asked?.value.status !== 'published') return err({ code: 'consentFormUnknown' })
    const shown = shownTo(company, asked.value, said)
    if (!shown.ok) return shown
    if (said.saidAt && said.saidAt > clock.now()) return err({ code: 'saidInFuture' })
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
      const writes: readonly Write[] = [
        { kind: 'create', value: consentDocument(ref, { ...fact, ...ids }, now) },
        ...(before
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

/** What was said before the person decided otherwise says nothing about today, whenever it is written down. */
export const isOutdated = (
  before: ConsentStateDocument | undefined,
  { purposes, saidAt }: SaidConsent,
): boolean =>
  saidAt !== undefined &&
  purposes.some(({ purposeId }) =>
    wasDecidedAfter(stateOf(before?.purposes ?? {}, purposeId), saidAt.toISOString()),
  )

export type Shown = {
  readonly language: string
  readonly formSha256: string
  readonly purposes: ConsentFormVersionDocument['form']['purposes']
}

/** The text that they saw, and of its purposes those that they spoke about. */
export function shownTo(
  { languages }: CompanyDocument,
  { form, textSha256 }: ConsentFormVersionDocument,
  said: SaidConsent,
): Result<Shown, RecordRefusal> {
  const offered = languagesOf(form)
  const language = said.language ?? usualLanguage(offered, languages)
  if (!offered.includes(language)) return err({ code: 'languageNotOffered' })
  const ids = said.purposes.map(({ purposeId }) => purposeId)
  if (new Set(ids).size < ids.length) return err({ code: 'purposeTwice' })
  const purposes = form.purposes.filter(({ purposeId }) => ids.includes(purposeId))
  if (purposes.length < ids.length) return err({ code: 'purposeUnknown' })
  return ok({ language, purposes, formSha256: textSha256[language] as string })
}

type Saying = {
  readonly caller: ConsentCaller
  readonly said: SaidConsent
  readonly shown: Shown
  readonly now: Date
}

export type Unnamed = Omit<ConsentFact, 'eventId' | 'consentId' | 'receiptId' | 'type'> & {
  readonly type: RecordedConsent['state']
}

function factOf(company: CompanyDocument, { caller, said, shown, now }: Saying): Unnamed {
  const { formId, version: formVersion, method, saidAt } = said
  const purposes = decisionsOf(company, { said, shown, now })
  return {
    type: isVouchedFor(caller, said) ? spokenIn(purposes) : 'requested',
    at: now.toISOString(),
    ...(saidAt && { saidAt: saidAt.toISOString() }),
    by: caller.kind === 'employee' && isByHand(method) ? 'controller' : 'agent',
    agentRef: agentRefOf(caller),
    ...{ formId, formVersion, language: shown.language, formSha256: shown.formSha256 },
    ...{ purposes, method, evidence: { factors: [] } },
  }
}

/** Of each purpose, what was said and until when it holds. */
export function decisionsOf(
  company: CompanyDocument,
  { said, shown, now }: Omit<Saying, 'caller'>,
): readonly PurposeDecision[] {
  const decisionOf = new Map(said.purposes.map(({ purposeId, decision }) => [purposeId, decision]))
  return shown.purposes.map(({ purposeId, explicit, validMonths }) => {
    const decision = decisionOf.get(purposeId) as 'given' | 'refused'
    const isLimited = decision === 'given' && validMonths !== undefined
    return {
      ...{ purposeId, decision, explicit },
      ...(isLimited && { validUntil: validUntil(company, said.saidAt ?? now, validMonths) }),
    }
  })
}

export const spokenIn = (purposes: readonly PurposeDecision[]): 'given' | 'refused' =>
  purposes.some(({ decision }) => decision === 'given') ? 'given' : 'refused'

/**
 * Nothing is given by a stranger: an address that somebody typed says nothing about who typed it (security.md, "API keys").
 * The company's programs know whom their own names stand for, and its people whose paper or voice it was.
 */
const isVouchedFor = (caller: ConsentCaller, { subject, method }: SaidConsent): boolean =>
  'externalId' in subject || (caller.kind === 'employee' && isByHand(method))

const isByHand = (method: ConsentMethod): boolean => method === 'paper' || method === 'phone'

/** To the end of the day, where the company is. */
export function validUntil({ timeZone }: CompanyDocument, said: Date, months: number): string {
  return endOfLocalDay(addMonths(localDateOf(said, timeZone), months), timeZone).toISOString()
}

export function consentDocument(
  { companyId, subjectRef }: { readonly companyId: string; readonly subjectRef: string },
  fact: Unnamed & { readonly consentId: string; readonly receiptId: string },
  now: Date,
): ConsentDocument {
  const { consentId, receiptId, formId, formVersion, language, formSha256, method, purposes } = fact
  return {
    ...{ id: consentDocumentId(consentId), companyId, subjectRef, consentId, receiptId },
    ...{ formId, formVersion, language, formSha256, method, purposes, createdAt: now.toISOString() },
    standing: fact.type === 'requested' ? 'requested' : 'said',
  }
}
