// What becomes of a way to the company's provider and back: for whoever leads a browser there.
import type { ProviderRules } from '../../domain/identity/sign-in-provider.ts'
import type { Result } from '../../kernel/result.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { BudgetRefusal } from '../intake/stranger-budget.ts'
import type { StaffSignedIn } from '../identity/staff-sign-in.ts'
import type { ProviderFailure } from '../ports/sign-in-provider.ts'
import type { LinkedIdentity } from './identity.ts'
import type { JourneyPurpose } from './journey.ts'
import type { LinkRefused } from './link-identity.ts'
import type { ShowRefused } from './show-identity.ts'

export type ProviderJourneyRefusal =
  | ProviderFailure
  | LinkRefused
  | ShowRefused
  /** The claim of the token that does not say what the company demands. */
  | { readonly code: 'claimLacking'; readonly claim: string }
  | BudgetRefusal
  | {
      readonly code:
        | 'providerNotSet'
        /** Begun by nobody, by another browser, long ago, or come back with before. */
        | 'journeyOver'
        | 'notSignedIn'
        /** Nobody here is known by it. */
        | 'identityUnknown'
        | 'proofTooOld'
    }

export type JourneyEnd = { readonly next?: string } & (
  | ({ readonly kind: 'signedIn' } & StaffSignedIn)
  | { readonly kind: 'linked' | 'proved' }
  | { readonly kind: 'shown'; readonly requestId: string }
)

export type OfferedProvider = Pick<ProviderRules, 'name' | 'use'> & {
  /** A person who asks for their data can show by it who they are. */
  readonly shows: boolean
}

export type ProviderSignIn = {
  /** What the page of the sign-in offers; undefined where the company has no provider. */
  readonly offered: (companyId: string) => Promise<OfferedProvider | undefined>
  /** The same for an employee, and since when they are known by which. */
  readonly own: (actor: EmployeeActor) => Promise<{
    readonly offered?: OfferedProvider
    readonly linked?: Pick<LinkedIdentity, 'issuer' | 'linkedAt'>
  }>
  /** The identity and the employee's other sessions end. */
  readonly unlink: (actor: EmployeeActor) => Promise<Result<void, LinkRefused>>
  /** Where to send the browser, and what it keeps meanwhile. */
  readonly begin: (input: {
    readonly companyId: string
    readonly purpose: JourneyPurpose
    readonly actor?: Actor
    readonly browser?: string
    readonly next?: string
    /** Where a stranger asks from, for counting. */
    readonly network?: string
  }) => Promise<Result<{ readonly address: string; readonly browser: string }, ProviderJourneyRefusal>>
  /** What the browser came back with. */
  readonly finish: (input: {
    readonly companyId: string
    readonly answer: URLSearchParams
    readonly browser: string
    readonly actor?: Actor
  }) => Promise<Result<JourneyEnd, ProviderJourneyRefusal>>
}
