import { missingProof } from '../../domain/identity/proof.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { companyMail } from '../letters/company-mail.ts'
import type { Write } from '../ports/documents.ts'
import { identityIn } from '../sign-in-provider/identity.ts'
import { readFactors } from './factors-document.ts'
import type { FactorsDocument } from './factors-document.ts'
import type { FactorFlaw } from './check-factor.ts'

export type FactorRefusal = {
  readonly code:
    | 'notFound'
    | 'factorRequired'
    | 'freshProofRequired'
    | 'factorUnknown'
    | 'lastFactor'
    | 'passkeyNotOffered'
    | 'passkeyTaken'
    | 'smsNotOffered'
    | 'phoneNotOffered'
    | FactorFlaw['code']
    | 'limitReached'
    | 'versionConflict'
  readonly rule?: string
}

export type Standing = {
  readonly company: CompanyDocument
  readonly known: FactorsDocument
  /** The company's provider knows them as well. */
  readonly isLinked: boolean
  readonly now: Date
}

export type Decision<Answer> = {
  readonly answer: Answer
  readonly after: FactorsDocument
  /** What of it is a change of how they sign in: audited, and told to them. */
  readonly fact?: Pick<Fact, 'event' | 'detail'>
}

export type ChangeFactors = {
  /** How it stands, for whoever may change it now. */
  readonly standing: (actor: EmployeeActor, now: Date) => Promise<Result<Standing, FactorRefusal>>
  /** A change of one's own factors, with its audit entry and the mail about it in one batch. */
  readonly change: <Answer>(
    actor: EmployeeActor,
    decide: (standing: Standing) => Promise<Result<Decision<Answer>, FactorRefusal>>,
  ) => Promise<Result<Answer, FactorRefusal>>
}

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'settings' | 'secrets' | 'random' | 'crypto' | 'clock'
>

export function makeChangeFactors(deps: Deps): ChangeFactors {
  const { documents, companies, companyChanges, settings } = deps

  const standing: ChangeFactors['standing'] = async (actor, now) => {
    const company = await companies.find(actor.companyId)
    if (!company) return err({ code: 'notFound' })
    const known = await readFactors(documents, actor)
    // The mailbox alone enrols the first one only: who has read a mail must not add one beside its owner's.
    const isLinked = (await identityIn(companies, company, actor.employeeId)) !== undefined
    const demand = known.factors.length > 0 || isLinked ? 'fresh' : 'link'
    const missing = settings.mode === 'demo' ? undefined : missingProof(demand, actor, now)
    return missing ? err({ code: missing }) : ok({ company, known, isLinked, now })
  }

  return {
    standing,

    change: <Answer>(
      actor: EmployeeActor,
      decide: (standing: Standing) => Promise<Result<Decision<Answer>, FactorRefusal>>,
    ) =>
      companyChanges.change<Answer, FactorRefusal>(actor.companyId, async (now) => {
        const before = await standing(actor, now)
        if (!before.ok) return before
        const decided = await decide(before.value)
        if (!decided.ok) return decided
        const { answer, after, fact } = decided.value
        const told = fact && (await tellOwner(before.value.company, actor.employeeId))
        return ok({
          answer,
          change: {
            writes: [after, ...(told ? [told.document] : [])].map((value): Write => ({
              kind: 'upsert',
              value,
            })),
            facts: fact ? [{ ...fact, by: actorRef(actor) }] : [],
            messages: told ? [told.message] : [],
          },
        })
      }),
  }

  /** Whoever did it, the owner of the mailbox learns of it (ASVS 5.0, V6.3.7). */
  function tellOwner(company: CompanyDocument, employeeId: string) {
    return companyMail(deps, company, {
      kind: 'staffFactorsChanged',
      recipient: { kind: 'employee', employeeId },
    })
  }
}
