import { isOwnPlace } from '../../domain/identity/own-place.ts'
import { claimLacking, saysSecondFactor } from '../../domain/identity/sign-in-provider.ts'
import type { ProviderRules } from '../../domain/identity/sign-in-provider.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Actor, EmployeeActor } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { OwnSessions } from '../identity/own-sessions.ts'
import { makeStrangerBudget } from '../intake/stranger-budget.ts'
import type { StaffSignIn } from '../identity/staff-sign-in.ts'
import type { ProviderClaims } from '../ports/sign-in-provider.ts'
import { identityOf, linkedTo } from './identity.ts'
import type { ProviderSays } from './identity.ts'
import { makeJourneys } from './journey.ts'
import type { JourneyPurpose } from './journey.ts'
import { makeLinkIdentity } from './link-identity.ts'
import { clientOf } from './setting.ts'
import type {
  JourneyEnd,
  OfferedProvider,
  ProviderJourneyRefusal,
  ProviderSignIn,
} from './provider-sign-in.ts'
import { makeShowIdentity, showsIdentity } from './show-identity.ts'

type Deps = Pick<
  Core,
  | 'documents'
  | 'companies'
  | 'companyChanges'
  | 'sessions'
  | 'secrets'
  | 'signInProvider'
  | 'settings'
  | 'random'
  | 'crypto'
  | 'clock'
  | 'requests'
  | 'keyring'
> & { readonly signIn: StaffSignIn; readonly ownSessions: Pick<OwnSessions, 'endOthers'> }

/** A provider's clock may go a little before ours. */
const clockSecondsApart = 60

/** Sign-in of staff through the company's OpenID Connect provider (security.md, "Staff"). */
export function makeProviderSignIn(deps: Deps): ProviderSignIn {
  const { companies, sessions, ownSessions, signInProvider, clock, signIn } = deps
  const journeys = makeJourneys(deps)
  const identities = makeLinkIdentity(deps)
  const show = makeShowIdentity(deps)
  const budget = makeStrangerBudget(deps, 'providerSignIn')

  type Arrived = {
    readonly company: CompanyDocument
    readonly claims: ProviderClaims
    readonly issuer: string
    readonly begunAt: Date
    /** Whose session began the journey. */
    readonly actor: Actor | undefined
  }

  async function arrive({
    purpose,
    actor,
    ...arrived
  }: Arrived & { readonly purpose: JourneyPurpose }): Promise<Result<JourneyEnd, ProviderJourneyRefusal>> {
    if (purpose === 'signIn') return signInAs(arrived)
    if (purpose === 'show') {
      const shown = await show({ ...arrived, actor })
      return shown.ok ? ok({ kind: 'shown', ...shown.value }) : shown
    }
    if (actor?.kind !== 'employee') return err({ code: 'notSignedIn' })
    return purpose === 'link' ? link({ ...arrived, actor }) : prove({ ...arrived, actor })
  }

  async function holderOf({ company, claims, issuer }: Pick<Arrived, 'company' | 'claims' | 'issuer'>) {
    const identity = await identityOf(deps, company, { issuer, subject: claims.subject })
    const employees = await companies.employees(company.companyId)
    return { identity, employee: employees.find((one) => one.identity?.identity === identity) }
  }

  async function signInAs(
    arrived: Omit<Arrived, 'actor'>,
  ): Promise<Result<JourneyEnd, ProviderJourneyRefusal>> {
    const { company } = arrived
    const { identity, employee } = await holderOf(arrived)
    if (!employee) return err({ code: 'identityUnknown' })
    const { employeeId } = employee
    const session = await signIn<ProviderJourneyRefusal>({
      ...{ company, employeeId },
      proofs: ['provider'],
      provedAt: provedAt(arrived.claims, clock.now()),
      says: saidBy(company, arrived.claims),
      use: 'browser',
      // State and code are spent already; the identity may have been taken away in this moment.
      spend: async () => {
        const now = await companies.employee(company.companyId, employeeId)
        return now?.identity?.identity === identity ? ok([]) : err({ code: 'identityUnknown' })
      },
    })
    return session.ok ? ok({ kind: 'signedIn', ...session.value }) : session
  }

  type OfActor = Arrived & { readonly actor: EmployeeActor }

  async function link(arrived: OfActor): Promise<Result<JourneyEnd, ProviderJourneyRefusal>> {
    const { company, issuer, claims, actor } = arrived
    const identity = await identityOf(deps, company, { issuer, subject: claims.subject })
    const linked = await identities.link(actor, { issuer, identity, says: saidBy(company, claims) })
    if (!linked.ok) return linked
    await sessions.prove(actor.sessionId, 'provider')
    return ok({ kind: 'linked' })
  }

  async function prove(arrived: OfActor): Promise<Result<JourneyEnd, ProviderJourneyRefusal>> {
    const { claims, begunAt, actor } = arrived
    const { employee } = await holderOf(arrived)
    if (employee?.employeeId !== actor.employeeId) return err({ code: 'identityUnknown' })
    const earliest = begunAt.getTime() - clockSecondsApart * 1000
    if (!claims.authenticatedAt || claims.authenticatedAt.getTime() < earliest)
      return err({ code: 'proofTooOld' })
    await sessions.prove(actor.sessionId, 'provider')
    return ok({ kind: 'proved' })
  }

  type Beginning = {
    readonly purpose: JourneyPurpose
    readonly actor: Actor | undefined
    readonly network: string | undefined
  }

  /** Strangers are counted: for each of them the provider is asked. */
  async function mayBegin(
    company: CompanyDocument,
    { purpose, actor, network }: Beginning,
  ): Promise<Result<void, ProviderJourneyRefusal>> {
    if (purpose === 'show') {
      if (!showsIdentity(company)) return err({ code: 'providerNotSet' })
      return actor?.kind === 'requester' ? budget.take(company, { network }) : err({ code: 'notSignedIn' })
    }
    if (actor?.kind !== 'employee')
      return purpose === 'signIn' ? budget.take(company, { network }) : err({ code: 'notSignedIn' })
    return purpose === 'link' ? identities.may(actor) : ok(undefined)
  }

  return {
    async offered(companyId) {
      const provider = (await companies.find(companyId))?.provider
      return provider && offeredBy(provider)
    },

    async own({ companyId, employeeId }) {
      const company = await companies.find(companyId)
      const employee = await companies.employee(companyId, employeeId)
      const linked = company && employee && linkedTo(company, employee)
      return {
        ...(company?.provider && { offered: offeredBy(company.provider) }),
        ...(linked && { linked: { issuer: linked.issuer, linkedAt: linked.linkedAt } }),
      }
    },

    async unlink(actor) {
      const unlinked = await identities.unlink(actor)
      if (unlinked.ok) await ownSessions.endOthers(actor)
      return unlinked
    },

    async begin({ companyId, purpose, actor, browser, next, network }) {
      const company = await companies.find(companyId)
      if (!company?.provider) return err({ code: 'providerNotSet' })
      const { issuer } = company.provider
      const may = await mayBegin(company, { purpose, actor, network })
      if (!may.ok) return may
      const begun = await journeys.begin({
        ...{ companyId, issuer, purpose },
        ...(actor && purpose !== 'signIn' && { sessionId: actor.sessionId }),
        ...(browser !== undefined && { browser }),
        ...(next !== undefined && isOwnPlace(companyId, next) && { next }),
      })
      const client = await clientOf(deps, company, company.provider)
      const address = await signInProvider.address(client, begun.journey)
      return address.ok ? ok({ address: address.value, browser: begun.browser }) : address
    },

    async finish({ companyId, answer, browser, actor }) {
      const ended = await journeys.end({ companyId, state: answer.get('state') ?? '', browser })
      if (!ended) return err({ code: 'journeyOver' })
      const { journey, about } = ended
      // Never the remembered one: the provider may have been changed since, and then this answer counts for nothing.
      const company = (await companies.read(companyId))?.value
      if (company?.provider?.issuer !== about.issuer || !company.provider)
        return err({ code: 'providerNotSet' })
      const client = await clientOf(deps, company, company.provider)
      const claims = await signInProvider.claims(client, { ...journey, answer })
      if (!claims.ok) return claims
      const claim = claimLacking(client.rules.requiredClaims, claims.value.all)
      if (claim !== undefined) return err({ code: 'claimLacking', claim })
      const own = actor?.sessionId === about.sessionId ? actor : undefined
      const arrived = {
        company,
        claims: claims.value,
        issuer: about.issuer,
        begunAt: new Date(about.begunAt),
      }
      const end = await arrive({ ...arrived, purpose: about.purpose, actor: own })
      return end.ok ? ok({ ...end.value, ...(about.next !== undefined && { next: about.next }) }) : end
    },
  }
}

const offeredBy = (provider: ProviderRules): OfferedProvider => ({
  ...{ name: provider.name, use: provider.use },
  shows: (provider.requesterAcrs ?? []).length > 0,
})

/** Told with the identity, so that a mailed link knows who has a second factor there. */
const saidBy = ({ provider }: CompanyDocument, { all }: ProviderClaims): ProviderSays =>
  saysSecondFactor(provider?.requiredClaims, all) ? 'secondFactor' : 'oneFactor'

/** Not later than now, whatever the provider's clock says. */
const provedAt = ({ authenticatedAt }: ProviderClaims, now: Date): Date | 'unknown' =>
  authenticatedAt ? new Date(Math.min(authenticatedAt.getTime(), now.getTime())) : 'unknown'
