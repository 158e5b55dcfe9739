import { isBeyondMailbox, missingProof } from '../../domain/identity/proof.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import type { CompanyDocument, EmployeeDocument } from '../companies/company-document.ts'
import { employeeWith } from '../companies/company-people.ts'
import { writeOf } from '../companies/guarded-change.ts'
import type { Core } from '../core.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { readFactors } from '../factors/factors-document.ts'
import { companyMail } from '../letters/company-mail.ts'
import { linkedTo } from './identity.ts'
import type { LinkedIdentity } from './identity.ts'

export type LinkRefused = {
  readonly code:
    | 'notFound'
    | 'versionConflict'
    | 'freshProofRequired'
    /** Outside demo mode there is another factor first. */
    | 'lastFactor'
    /** They are known by one already, and take that away first. */
    | 'identityLinked'
    /** A colleague is known by it. */
    | 'identityTaken'
}

export type LinkIdentity = {
  /** Whether this session may link one: with a fresh proof, or where it is there to enrol and nothing is linked yet. */
  readonly may: (actor: EmployeeActor) => Promise<Result<void, LinkRefused>>
  readonly link: (
    actor: EmployeeActor,
    identity: Required<Pick<LinkedIdentity, 'issuer' | 'identity' | 'says'>>,
  ) => Promise<Result<void, LinkRefused>>
  readonly unlink: (actor: EmployeeActor) => Promise<Result<void, LinkRefused>>
}

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'secrets' | 'random' | 'crypto' | 'clock' | 'settings'
>

/** An employee's own identity at the provider: told to them by mail, and in the audit. */
export function makeLinkIdentity(deps: Deps): LinkIdentity {
  const { documents, companies, companyChanges, clock, settings } = deps

  /** The mailbox alone enrols; whoever has shown more shows it anew. */
  function lackingProof(actor: EmployeeActor): boolean {
    if (settings.mode === 'demo' || !isBeyondMailbox(actor.proofs)) return false
    return missingProof('fresh', actor, clock.now()) !== undefined
  }

  async function judged(actor: EmployeeActor): Promise<Result<Standing, LinkRefused>> {
    const { companyId, employeeId } = actor
    const company = await companies.find(companyId)
    const employees = await companies.employees(companyId)
    const employee = employees.find((one) => one.employeeId === employeeId)
    if (!company || !employee) return err({ code: 'notFound' })
    if (linkedTo(company, employee)) return err({ code: 'identityLinked' })
    return lackingProof(actor) ? err({ code: 'freshProofRequired' }) : ok({ company, employee, employees })
  }

  /** The employee as they become, the fact, and the mail that tells them of it. */
  async function told(
    { company, employee }: Pick<Standing, 'company' | 'employee'>,
    actor: EmployeeActor,
    event: 'identityLinked' | 'identityUnlinked',
  ) {
    const { employeeId } = employee
    const mail = await companyMail(deps, company, {
      kind: event === 'identityLinked' ? 'staffIdentityLinked' : 'staffIdentityUnlinked',
      recipient: { kind: 'employee', employeeId },
    })
    const fact: Fact = { event, by: actorRef(actor), detail: { employeeId } }
    return {
      writes: [writeOf(employee), writeOf(mail.document)],
      facts: [fact],
      messages: [mail.message],
    }
  }

  return {
    async may(actor) {
      const standing = await judged(actor)
      return standing.ok ? ok(undefined) : standing
    },

    link: (actor, { issuer, identity, says }) =>
      companyChanges.change<void, LinkRefused>(actor.companyId, async (now) => {
        const standing = await judged(actor)
        if (!standing.ok) return standing
        const { company, employee: before, employees } = standing.value
        if (employees.some((one) => one.identity?.identity === identity))
          return err({ code: 'identityTaken' })
        const linkedAt = now.toISOString()
        const employee = employeeWith(before, {
          identity: { issuer, identity, linkedAt, says },
        })
        return ok({ answer: undefined, change: await told({ company, employee }, actor, 'identityLinked') })
      }),

    unlink: (actor) =>
      companyChanges.change<void, LinkRefused>(actor.companyId, async () => {
        const { companyId, employeeId } = actor
        const company = await companies.find(companyId)
        const before = await companies.employee(companyId, employeeId)
        if (!company || !before) return err({ code: 'notFound' })
        if (!before.identity) return ok({ answer: undefined })
        if (settings.mode !== 'demo' && missingProof('fresh', actor, clock.now()))
          return err({ code: 'freshProofRequired' })
        if (settings.mode !== 'demo' && (await readFactors(documents, actor)).factors.length === 0)
          return err({ code: 'lastFactor' })
        const { identity: _identity, ...rest } = before
        const employee = employeeWith(rest, {})
        return ok({ answer: undefined, change: await told({ company, employee }, actor, 'identityUnlinked') })
      }),
  }
}

type Standing = {
  readonly company: CompanyDocument
  readonly employee: EmployeeDocument
  readonly employees: readonly EmployeeDocument[]
}
