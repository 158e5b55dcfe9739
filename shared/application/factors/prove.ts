import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import { takeSessionTry } from '../identity/session-tries.ts'
import type { CheckFactor, FactorFlaw, FreshFactor } from './check-factor.ts'
import { noteDoubt } from './doubted-passkey.ts'
import { kindsOf, readFactors } from './factors-document.ts'
import type { FactorKinds } from './factors-document.ts'
import { identityIn } from '../sign-in-provider/identity.ts'
import { boundToSession } from './passkey-challenges.ts'

export type ProofRefusal = {
  readonly code: 'notSignedIn' | 'factorRequired' | FactorFlaw['code'] | 'versionConflict'
}

type Own = { readonly actor: EmployeeActor }

/** A fresh proof of who it is, in a session that there is (security.md, "Staff"). */
export type Prove = {
  /** By what it can be given. */
  readonly kinds: (own: Own) => Promise<FactorKinds>
  /** Five wrong ones end the session: who signs in again shows the mailbox too. */
  readonly give: (own: Own & { readonly given: FreshFactor }) => Promise<Result<void, ProofRefusal>>
}

type Deps = Pick<Core, 'documents' | 'companies' | 'companyChanges' | 'sessions'> & {
  readonly check: CheckFactor
}

export function makeProve({ documents, companies, companyChanges, sessions, check }: Deps): Prove {
  return {
    async kinds({ actor }) {
      const own = kindsOf(await readFactors(documents, actor)).filter((kind) => kind !== 'sms')
      const company = await companies.find(actor.companyId)
      const linked = company && (await identityIn(companies, company, actor.employeeId))
      return linked ? [...own, 'provider'] : own
    },

    async give({ actor, given }) {
      const { companyId, employeeId, sessionId } = actor
      const company = await companies.find(companyId)
      const { factors } = await readFactors(documents, actor)
      if (!company || factors.length === 0) return err({ code: 'factorRequired' })
      // Counted before it is looked at: of guesses at the same moment no more than five are.
      if (!(await takeSessionTry(documents, sessionId))) {
        await sessions.end(sessionId)
        return err({ code: 'notSignedIn' })
      }
      const taken = await check.take(company, given, {
        companyId,
        employeeId,
        boundTo: boundToSession(sessionId),
      })
      if (!taken.ok) return taken
      const shown = await companyChanges.change<void, ProofRefusal>(companyId, async (now) => {
        const known = await readFactors(documents, actor)
        const after = await check.look({ company, known, taken: taken.value, now })
        if (!after.ok) return after
        const facts = [{ event: 'proofGiven', by: actorRef(actor), detail: { kind: given.kind } }] as const
        return ok({ answer: undefined, change: { writes: [{ kind: 'upsert', value: after.value }], facts } })
      })
      if (shown.ok) await sessions.prove(sessionId, given.kind)
      else
        await noteDoubt({ companyChanges }, { companyId, employeeId, by: actorRef(actor) }, shown.error.code)
      return shown
    },
  }
}
