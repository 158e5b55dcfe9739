import { endingOf } from '../../domain/identity/text-messages.ts'
import { limitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { TextOutcome } from '../identity/text-code.ts'
import { makeAddFactor } from './add-factor.ts'
import type { Added } from './add-factor.ts'
import { makeChangeFactors } from './change-factors.ts'
import type { FactorRefusal, Standing } from './change-factors.ts'
import type { SmsFactor } from './factors-document.ts'
import { boundToSession } from './passkey-challenges.ts'
import { mayTextStaff, offersStaffTexts } from './staff-text-offer.ts'
import type { StaffTexts } from './staff-texts.ts'

type Own = { readonly actor: EmployeeActor }

/** A number, as it was entered, whose code is on its way. */
export type PhoneBegun = { readonly phoneEnding: string; readonly text: Exclude<TextOutcome, 'notSent'> }

/** The number to which somebody of the company has codes sent: one, and never all that they have. */
export type OwnPhone = {
  readonly begin: (
    own: Own & { readonly phone: string; readonly name?: string },
  ) => Promise<Result<PhoneBegun, FactorRefusal>>
  readonly confirm: (own: Own & { readonly code: string }) => Promise<Result<Added, FactorRefusal>>
}

type Deps = Parameters<typeof makeChangeFactors>[0] &
  Pick<Core, 'random' | 'sms'> & { readonly texts: StaffTexts }

export function makeOwnPhone(deps: Deps): OwnPhone {
  const { random, clock, texts } = deps
  const { standing, change } = makeChangeFactors(deps)
  const adding = makeAddFactor(deps)

  const whereOf = ({ companyId, employeeId, sessionId }: EmployeeActor) => ({
    ...{ companyId, employeeId, boundTo: `phone in ${boundToSession(sessionId)}` },
  })

  /** Beside something stronger only: with nothing else, who takes over the number would be let in. */
  function flawOf({ company, known, isLinked }: Standing): FactorRefusal | undefined {
    if (!offersStaffTexts(deps, company)) return { code: 'smsNotOffered' }
    if (known.factors.length === 0 && !isLinked) return { code: 'factorRequired' }
    return known.factors.some(({ kind }) => kind === 'sms') ? limitReached('phones', 1) : undefined
  }

  return {
    async begin({ actor, phone, name }) {
      const before = await standing(actor, clock.now())
      if (!before.ok) return before
      const flaw = flawOf(before.value)
      if (flaw) return err(flaw)
      const { company } = before.value
      if (!mayTextStaff(deps, company, phone)) return err({ code: 'phoneNotOffered' })
      const sealed = await texts.seal(company, actor.employeeId, phone)
      const added = { sealed, ending: endingOf(phone), ...(name === undefined ? {} : { name }) }
      const text = await texts.send(company, { ...whereOf(actor), sealed, added })
      return text === 'notSent' ? err({ code: 'smsNotOffered' }) : ok({ phoneEnding: added.ending, text })
    },

    async confirm({ actor, code }) {
      const before = await standing(actor, clock.now())
      if (!before.ok) return before
      const spent = await texts.spend(before.value.company, whereOf(actor), code)
      if (!spent?.added) return err({ code: 'factorWrong' })
      const kept = { factorId: random.id(), ...spent.added }
      return change<Added>(actor, async (now) => {
        const flaw = flawOf(now)
        if (flaw) return err(flaw)
        const factor: SmsFactor = { ...kept, kind: 'sms', addedAt: now.now.toISOString() }
        return adding(now, factor)
      })
    },
  }
}
