import { inGroups } from '../../domain/identity/base32.ts'
import { passkeySite } from '../../domain/identity/passkeys.ts'
import { totpStep, totpUri } from '../../domain/identity/totp.ts'
import { limitReached } from '../../domain/requests/limits.ts'
import { addMinutes } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { OwnSessions } from '../identity/own-sessions.ts'
import { makeAddFactor, viewOf } from './add-factor.ts'
import type { Added, FactorView } from './add-factor.ts'
import { makeChangeFactors } from './change-factors.ts'
import type { FactorRefusal } from './change-factors.ts'
import { mostFactors, readFactors } from './factors-document.ts'
import type { StaffFactor, TotpFactor } from './factors-document.ts'
import { offersStaffTexts } from './staff-text-offer.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import { makeTotpSecrets } from './totp-secret.ts'

export type FactorsView = {
  readonly value: readonly FactorView[]
  readonly recoveryCodesLeft: number
  /** Outside demo mode the mailed link alone is for enrolling. */
  readonly required: boolean
  /** What can be added. */
  readonly offered: readonly StaffFactor['kind'][]
}

/** What an app needs: by its picture-less ways, the key that is typed and the link that opens the app. */
export type NewTotp = {
  readonly id: string
  readonly secret: string
  readonly uri: string
  readonly expiresAt: string
}

type Own = { readonly actor: EmployeeActor }

/** What somebody of the company signs in with beside the mailed link, as they change it themselves. */
export type OwnFactors = {
  readonly list: (own: Own) => Promise<FactorsView>
  readonly beginTotp: (own: Own & { readonly name?: string }) => Promise<Result<NewTotp, FactorRefusal>>
  /** The app shows that it has the key: from here on it is asked for. */
  readonly confirmTotp: (own: Own & { readonly code: string }) => Promise<Result<Added, FactorRefusal>>
  /** Ends their other sessions; outside demo mode the last one stays, unless the provider knows them. */
  readonly remove: (own: Own & { readonly factorId: string }) => Promise<Result<void, FactorRefusal>>
  /** Ten new ones; the old ones are worth nothing from here on. */
  readonly newRecoveryCodes: (own: Own) => Promise<Result<readonly string[], FactorRefusal>>
}

/** How long an app may take to show its first code. */
const pendingMinutes = 10

type Deps = Parameters<typeof makeChangeFactors>[0] &
  Pick<Core, 'companies' | 'sessions' | 'sms'> & { readonly ownSessions: Pick<OwnSessions, 'endOthers'> }

export function makeOwnFactors(deps: Deps): OwnFactors {
  const { documents, companies, sessions, ownSessions, settings, random } = deps
  const { change } = makeChangeFactors(deps)
  const adding = makeAddFactor(deps)
  const totp = makeTotpSecrets(deps)
  const recoveryCodes = makeRecoveryCodes(deps)

  /** A number only beside something stronger, and one. */
  async function offeredTo(
    { companyId }: EmployeeActor,
    factors: readonly StaffFactor[],
  ): Promise<FactorsView['offered']> {
    const company = await companies.find(companyId)
    const hasPhone = factors.some(({ kind }) => kind === 'sms')
    const takesPhone = company && offersStaffTexts(deps, company) && factors.length > 0 && !hasPhone
    return [
      ...(passkeySite(settings.publicUrl) ? (['passkey'] as const) : []),
      'totp',
      ...(takesPhone ? (['sms'] as const) : []),
    ]
  }

  return {
    async list({ actor }) {
      const { factors, recovery } = await readFactors(documents, actor)
      const required = settings.mode !== 'demo'
      const offered = await offeredTo(actor, factors)
      return { value: factors.map(viewOf), recoveryCodesLeft: recovery.length, required, offered }
    },

    beginTotp: ({ actor, name }) =>
      change<NewTotp>(actor, async ({ company, known, now }) => {
        const employee = await companies.employee(actor.companyId, actor.employeeId)
        if (!employee) return err({ code: 'notFound' })
        if (known.factors.length >= mostFactors) return err(limitReached('factors', mostFactors))
        const factorId = random.id()
        const { sealed, shown } = await totp.make({ company, employeeId: actor.employeeId, factorId })
        const expiresAt = addMinutes(now, pendingMinutes).toISOString()
        const pending = { factorId, sealed, expiresAt, ...(name === undefined ? {} : { name }) }
        const uri = totpUri({ issuer: company.name, account: employee.email, secret: shown })
        const answer = { id: factorId, secret: inGroups(shown, ' '), uri, expiresAt }
        return ok({ answer, after: { ...known, pending } })
      }),

    async confirmTotp({ actor, code }) {
      const added = await change<Added>(actor, async ({ company, known, now }) => {
        const { pending, ...rest } = known
        if (!pending || new Date(pending.expiresAt) <= now) return err({ code: 'factorUnknown' })
        // What ran before the app had the key is no code of its.
        const whose = { company, employeeId: actor.employeeId, ...pending, lastStep: totpStep(now) - 2 }
        const step = await totp.stepOf(whose, { code, now })
        if (step === undefined) return err({ code: 'factorWrong' })
        const { expiresAt: _expiresAt, ...kept } = pending
        const factor: TotpFactor = { ...kept, kind: 'totp', addedAt: now.toISOString(), lastStep: step }
        return adding({ company, known: rest }, factor)
      })
      if (added.ok) await sessions.prove(actor.sessionId, 'totp')
      return added
    },

    async remove({ actor, factorId }) {
      const removed = await change<void>(actor, async ({ known, isLinked }) => {
        const factor = known.factors.find((one) => one.factorId === factorId)
        if (!factor) return err({ code: 'notFound' })
        const factors = known.factors.filter((one) => one !== factor)
        // A number alone is no way in.
        const isLast = !factors.some(({ kind }) => kind !== 'sms')
        if (isLast && !isLinked && settings.mode !== 'demo') return err({ code: 'lastFactor' })
        const detail = { factorId, kind: factor.kind }
        const after = { ...known, factors, recovery: factors.length === 0 ? [] : known.recovery }
        return ok({ answer: undefined, after, fact: { event: 'factorRemoved', detail } })
      })
      if (removed.ok) await ownSessions.endOthers(actor)
      return removed
    },

    newRecoveryCodes: ({ actor }) =>
      change<readonly string[]>(actor, async ({ company, known }) => {
        if (known.factors.length === 0) return err({ code: 'factorRequired' })
        const { codes, hashes } = await recoveryCodes.make(company, actor.employeeId)
        const after = { ...known, recovery: hashes }
        return ok({ answer: codes, after, fact: { event: 'recoveryCodesMade' } })
      }),
  }
}
