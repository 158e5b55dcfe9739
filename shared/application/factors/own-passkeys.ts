import { passkeySite } from '../../domain/identity/passkeys.ts'
import type { PasskeySite } from '../../domain/identity/passkeys.ts'
import { limitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { NewPasskeyAnswer } from '../ports/passkeys.ts'
import { makeAddFactor } from './add-factor.ts'
import type { Added } from './add-factor.ts'
import { makeChangeFactors } from './change-factors.ts'
import type { FactorRefusal, Standing } from './change-factors.ts'
import { mostFactors } from './factors-document.ts'
import type { PasskeyFactor } from './factors-document.ts'
import { boundToSession, makePasskeyChallenges } from './passkey-challenges.ts'
import { creationOptions, passkeysOf } from './passkey-options.ts'
import type { CreationOptions } from './passkey-options.ts'
import { userHandle } from './user-handle.ts'

/** What a browser makes a passkey with. */
export type PasskeyBegun = { readonly publicKey: CreationOptions; readonly expiresAt: string }

type Own = { readonly actor: EmployeeActor }

/** A passkey of somebody of the company, added in a session of theirs. */
export type OwnPasskeys = {
  readonly begin: (own: Own & { readonly name?: string }) => Promise<Result<PasskeyBegun, FactorRefusal>>
  /** From here on it is asked for. */
  readonly confirm: (
    own: Own & { readonly credential: NewPasskeyAnswer },
  ) => Promise<Result<Added, FactorRefusal>>
}

type Deps = Parameters<typeof makeChangeFactors>[0] & Pick<Core, 'sessions' | 'passkeys'>

export function makeOwnPasskeys(deps: Deps): OwnPasskeys {
  const { companies, sessions, settings, passkeys, secrets, random, clock } = deps
  const { standing, change } = makeChangeFactors(deps)
  const challenges = makePasskeyChallenges(deps)
  const adding = makeAddFactor(deps)

  const boundTo = ({ companyId, employeeId, sessionId }: EmployeeActor) =>
    ({ companyId, employeeId, use: 'enrol', boundTo: boundToSession(sessionId) }) as const

  async function placeFor(
    actor: EmployeeActor,
  ): Promise<Result<Standing & { readonly site: PasskeySite }, FactorRefusal>> {
    const before = await standing(actor, clock.now())
    if (!before.ok) return before
    const site = passkeySite(settings.publicUrl)
    if (!site) return err({ code: 'passkeyNotOffered' })
    const isFull = before.value.known.factors.length >= mostFactors
    return isFull ? err(limitReached('factors', mostFactors)) : ok({ ...before.value, site })
  }

  return {
    async begin({ actor, name }) {
      const place = await placeFor(actor)
      if (!place.ok) return place
      const { site, company, known } = place.value
      const employee = await companies.employee(actor.companyId, actor.employeeId)
      if (!employee) return err({ code: 'notFound' })
      const handle = await userHandle(secrets, company, actor.employeeId)
      const user = { id: handle, name: employee.email, displayName: employee.name }
      const named = name === undefined ? {} : { name }
      const { challenge, expiresAt } = await challenges.begin({ ...boundTo(actor), ...named })
      return ok({
        publicKey: creationOptions({ site, issuer: company.name, user, challenge, known }),
        expiresAt,
      })
    },

    async confirm({ actor, credential }) {
      const place = await placeFor(actor)
      if (!place.ok) return place
      const { site } = place.value
      const { clientDataJSON, transports = [] } = credential.response
      const spent = await challenges.spend(clientDataJSON, boundTo(actor))
      if (!spent.ok) return spent
      const { challenge, ...named } = spent.value
      const made = await passkeys.register(credential, { site, challenge })
      if (!made.ok) return made
      const id = { factorId: random.id(), ...named }
      const added = await change<Added>(actor, async ({ company, known, now }) => {
        const isTaken = passkeysOf(known).some(({ credentialId }) => credentialId === credential.id)
        if (isTaken) return err({ code: 'passkeyTaken' })
        const addedAt = now.toISOString()
        const factor: PasskeyFactor = { ...id, ...made.value, kind: 'passkey', transports, addedAt }
        return adding({ company, known }, factor)
      })
      if (added.ok) await sessions.prove(actor.sessionId, 'passkey')
      return added
    },
  }
}
