import type { ConsentFact } from '../../domain/consent/event.ts'
import { currentState, stateOf } from '../../domain/consent/state.ts'
import type { PurposeStates } from '../../domain/consent/state.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { ActorRef } from '../actor.ts'
import type { Core } from '../core.ts'
import { agentRefOf, callerRef, mayConsent } from './consent-caller.ts'
import type { ConsentCaller } from './consent-caller.ts'
import { subjectRefIn } from './consent-document.ts'
import type { ConsentDocument } from './consent-document.ts'
import { makeConsentStore } from './consent-store.ts'
import { checkedPurpose, findConsent } from './read-consents.ts'
import type { CheckedPurpose } from './read-consents.ts'
import { evidenceOf } from './said-consent.ts'

export type WithdrawalRefusal = {
  readonly code: 'notFound' | 'forbidden' | 'purposeUnknown' | 'versionConflict'
}

export type Withdrawn = { readonly consentId: string; readonly purposes: readonly CheckedPurpose[] }

/** Who takes it back, as the record names them. */
export type TakingBack = Pick<ConsentFact, 'by' | 'agentRef' | 'method' | 'evidence'> & {
  readonly ref: ActorRef
}

export type WithdrawConsent = {
  /** By the company's programs and people, for the person. */
  readonly forPerson: (input: {
    readonly caller: ConsentCaller
    readonly consentId: string
    /** All that it is about, unless some are named. */
    readonly purposes?: readonly string[]
    /** How they said it to somebody of the company, and where that is noted. */
    readonly method?: 'paper' | 'phone'
    readonly reference?: string
  }) => Promise<Result<Withdrawn, WithdrawalRefusal>>
  /** By whoever was found to be allowed to, such as the person themselves by their receipt's link. */
  readonly by: (input: {
    readonly companyId: string
    readonly consentId: string
    readonly who: TakingBack
    readonly purposes?: readonly string[]
  }) => Promise<Result<Withdrawn, WithdrawalRefusal>>
}

type Deps = Pick<Core, 'documents' | 'messages' | 'companies' | 'clock' | 'random' | 'crypto' | 'log'>

/** Takes a consent back: at once, for all that comes, and as often as somebody says so (Art. 7(3)). */
export function makeWithdrawConsent(deps: Deps): WithdrawConsent {
  const { documents, random } = deps
  const store = makeConsentStore(deps)

  const by: WithdrawConsent['by'] = async ({ companyId, consentId, who, purposes }) => {
    const { ref, ...said } = who
    const subjectRef = subjectRefIn(consentId)
    if (subjectRef === undefined) return err({ code: 'notFound' })
    return store.change<Withdrawn, WithdrawalRefusal>({ companyId, subjectRef }, async (before, now) => {
      const consent = await findConsent(documents, companyId, consentId)
      if (!before || !consent) return err({ code: 'notFound' })
      const about = consent.value.purposes.map(({ purposeId }) => purposeId)
      const wished = purposes ?? about
      if (wished.some((purposeId) => !about.includes(purposeId))) return err({ code: 'purposeUnknown' })
      const states = before.purposes
      const standing = wished.filter((purposeId) => canBeTakenBack(states, purposeId, now))
      const answer = answerOf(consent.value, states, standing, now)
      if (standing.length === 0) return ok({ answer })
      const fact: ConsentFact = {
        ...{ eventId: random.id(), consentId, type: 'withdrawn', at: now.toISOString(), ...said },
        ...textOf(consent.value),
        purposes: consent.value.purposes
          .filter(({ purposeId }) => standing.includes(purposeId))
          .map(({ purposeId, explicit }) => ({ purposeId, explicit, decision: 'withdrawn' })),
      }
      const value: ConsentDocument = {
        ...consent.value,
        standing: standingAfter(consent.value, states, standing),
      }
      const writes = [{ kind: 'replace', value, etag: consent.etag } as const]
      return ok({ answer, change: { by: ref, said: [fact], writes } })
    })
  }

  return {
    by,

    async forPerson({ caller, consentId, method, reference, ...which }) {
      const may = mayConsent(caller, caller.companyId, 'recordConsent')
      if (!may.ok) return may
      const isProgram = caller.kind === 'program'
      const who: TakingBack = {
        ...{ by: isProgram ? 'agent' : 'controller', agentRef: agentRefOf(caller), ref: callerRef(caller) },
        method: method ?? (isProgram ? 'apiThirdParty' : 'webForm'),
        evidence: evidenceOf(reference),
      }
      return by({ companyId: caller.companyId, consentId, who, ...which })
    },
  }
}

/** Who takes back what was never given, or no longer holds, changes nothing. */
function canBeTakenBack(states: PurposeStates, purposeId: string, now: Date): boolean {
  const state = currentState(stateOf(states, purposeId), now)
  return state === 'given' || state === 'requested'
}

/** What is left of a wish can still be confirmed. */
const standingAfter = (
  { consentId, purposes, standing }: ConsentDocument,
  states: PurposeStates,
  takenBack: readonly string[],
): ConsentDocument['standing'] =>
  purposes.every(
    ({ purposeId }) => takenBack.includes(purposeId) || isTakenBack(states, { consentId, purposeId }),
  )
    ? 'said'
    : standing

/** The last that was said of it is that this consent is taken back. */
export function isTakenBack(
  states: PurposeStates,
  { consentId, purposeId }: { readonly consentId: string; readonly purposeId: string },
): boolean {
  const said = stateOf(states, purposeId)
  return said?.state === 'withdrawn' && said.consentId === consentId
}

export const textOf = ({ formId, formVersion, language, formSha256 }: ConsentDocument) => ({
  ...{ formId, formVersion, language, formSha256 },
})

const answerOf = (
  { consentId, purposes }: ConsentDocument,
  states: PurposeStates,
  standing: readonly string[],
  now: Date,
): Withdrawn => ({
  consentId,
  purposes: purposes.map(({ purposeId }) => {
    const checked = checkedPurpose(states, purposeId, now)
    return standing.includes(purposeId)
      ? { ...checked, state: 'withdrawn', at: now.toISOString(), consentId }
      : checked
  }),
})
