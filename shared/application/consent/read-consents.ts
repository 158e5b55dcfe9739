import type { ConsentEvent, ConsentMethod } from '../../domain/consent/event.ts'
import { checkedState, stateOf } from '../../domain/consent/state.ts'
import type { CheckedState, PurposeStates } from '../../domain/consent/state.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import { companyOf } from '../letters/settle-mail.ts'
import { subjectPartition } from '../place.ts'
import { readAll } from '../read-all.ts'
import { mayConsent } from './consent-caller.ts'
import type { ConsentCaller } from './consent-caller.ts'
import {
  consentDocumentId,
  consentPrefix,
  consentEventPrefix,
  consentStateId,
  subjectRefIn,
} from './consent-document.ts'
import type {
  ConsentDocument,
  ConsentEventDocument,
  ConsentStateDocument,
  ConsentSubject,
} from './consent-document.ts'
import { readSubject, subjectRefOf } from './consent-subjects.ts'
import { toldOf } from './told-systems.ts'
import type { ToldSystem } from './told-systems.ts'

/** What holds about one purpose now: an application is told when and to which text it was said. */
export type CheckedPurpose = {
  readonly purposeId: string
  readonly state: CheckedState
  readonly at?: string
  readonly formId?: string
  readonly version?: number
  readonly consentId?: string
  readonly validUntil?: string
}

export type ConsentView = {
  readonly consentId: string
  readonly receiptId: string
  readonly subject: ConsentSubject
  readonly formId: string
  readonly version: number
  readonly language: string
  readonly textSha256: string
  readonly method: ConsentMethod
  readonly createdAt: string
  /** Which of the company's systems were told that it ended, and which of them have said that they heard. */
  readonly told: readonly ToldSystem[]
  /** What holds now about the purposes that it is about, whichever consent said it last. */
  readonly purposes: readonly CheckedPurpose[]
}

/** Without whom its end was told to. */
export type ConsentSummary = Omit<ConsentView, 'told'>

export type ReadConsentRefusal = { readonly code: 'notFound' | 'forbidden' }

type Named = { readonly caller: ConsentCaller; readonly consentId: string }

export type ReadConsents = {
  readonly view: (input: Named) => Promise<Result<ConsentView, ReadConsentRefusal>>
  /** The whole history of this consent, in the order of the server. */
  readonly events: (input: Named) => Promise<Result<readonly ConsentEvent[], ReadConsentRefusal>>
  /** Of one person, the newest first: by exactly what it lies under, since nobody is found by a part of it. */
  readonly ofPerson: (input: {
    readonly caller: ConsentCaller
    readonly companyId: string
    readonly subject: ConsentSubject
  }) => Promise<Result<readonly ConsentSummary[], ReadConsentRefusal>>
  /** One point read for each subject: what was derived when it was said is not derived again. */
  readonly check: (input: {
    readonly caller: ConsentCaller
    readonly companyId: string
    readonly questions: readonly {
      readonly subject: ConsentSubject
      readonly purposes: readonly string[]
    }[]
  }) => Promise<Result<readonly (readonly CheckedPurpose[])[], ReadConsentRefusal>>
}

type Deps = Pick<Core, 'documents' | 'companies' | 'secrets' | 'clock' | 'crypto'>

export function makeReadConsents(deps: Deps): ReadConsents {
  const { documents, companies, secrets, clock } = deps

  async function found({ caller, consentId }: Named): Promise<Result<ConsentDocument, ReadConsentRefusal>> {
    const may = mayConsent(caller, caller.companyId, 'seeConsents')
    if (!may.ok) return may
    const consent = await findConsent(documents, caller.companyId, consentId)
    return consent ? ok(consent.value) : err({ code: 'notFound' })
  }

  async function statesOf(companyId: string, subjectRef: string): Promise<PurposeStates> {
    const partition = subjectPartition(companyId, subjectRef)
    const state = await documents.read<ConsentStateDocument>(partition, consentStateId)
    return state?.value.purposes ?? {}
  }

  return {
    async view(named) {
      const consent = await found(named)
      if (!consent.ok) return consent
      const { companyId, subjectRef } = consent.value
      const company = await companyOf(companies, { companyId })
      const states = await statesOf(companyId, subjectRef)
      const subject = await readSubject(deps, company, { companyId, subjectRef })
      const now = clock.now()
      return ok({
        ...summaryOf(consent.value, { subject, states, now }),
        told: await toldOf(documents, consent.value),
      })
    },

    async events(named) {
      const consent = await found(named)
      if (!consent.ok) return consent
      const { companyId, subjectRef, consentId } = consent.value
      const asked = { ...subjectPartition(companyId, subjectRef), idPrefix: consentEventPrefix }
      const events = (await readAll<ConsentEventDocument>(documents, asked)).map(({ value }) => value.event)
      return ok(events.filter((event) => event.consentId === consentId))
    },

    async ofPerson({ caller, companyId, subject }) {
      const may = mayConsent(caller, companyId, 'seeConsents')
      if (!may.ok) return may
      const company = await companyOf(companies, { companyId })
      const subjectRef = await subjectRefOf(secrets, company, subject)
      const asked = { ...subjectPartition(companyId, subjectRef), idPrefix: consentPrefix }
      const found = (await readAll<ConsentDocument>(documents, asked)).map(({ value }) => value)
      const states = await statesOf(companyId, subjectRef)
      const newest = found.toSorted((one, other) => other.createdAt.localeCompare(one.createdAt))
      return ok(newest.map((consent) => summaryOf(consent, { subject, states, now: clock.now() })))
    },

    async check({ caller, companyId, questions }) {
      const may = mayConsent(caller, companyId, 'seeConsents')
      if (!may.ok) return may
      const company = await companies.find(companyId)
      if (!company) return err({ code: 'notFound' })
      const now = clock.now()
      return ok(
        await Promise.all(
          questions.map(async ({ subject, purposes }) => {
            const states = await statesOf(companyId, await subjectRefOf(secrets, company, subject))
            return purposes.map((purposeId) => checkedPurpose(states, purposeId, now))
          }),
        ),
      )
    },
  }
}

type Seen = { readonly subject: ConsentSubject; readonly states: PurposeStates; readonly now: Date }

function summaryOf(
  { purposes, formVersion, formSha256, ...kept }: ConsentDocument,
  { subject, states, now }: Seen,
): ConsentSummary {
  const { consentId, receiptId, formId, language, method, createdAt } = kept
  return {
    ...{ consentId, receiptId, formId, version: formVersion, language, textSha256: formSha256 },
    ...{ subject, method, createdAt },
    purposes: purposes.map(({ purposeId }) => checkedPurpose(states, purposeId, now)),
  }
}

/** By its id alone: it says in which partition it lies. */
export const findConsent = async (documents: Core['documents'], companyId: string, consentId: string) => {
  const subjectRef = subjectRefIn(consentId)
  if (subjectRef === undefined) return undefined
  const partition = subjectPartition(companyId, subjectRef)
  return documents.read<ConsentDocument>(partition, consentDocumentId(consentId))
}

export function checkedPurpose(states: PurposeStates, purposeId: string, now: Date): CheckedPurpose {
  const said = stateOf(states, purposeId)
  const state = checkedState(said, now)
  if (!said) return { purposeId, state }
  const { at, formId, version, consentId, validUntil } = said
  return { purposeId, state, at, formId, version, consentId, ...(validUntil !== undefined && { validUntil }) }
}
