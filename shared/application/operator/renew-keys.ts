import { operatorHouse } from '../../domain/companies/company-id.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import { wrapKeyName } from '../companies/company-document.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { writeOf } from '../companies/guarded-change.ts'
import type { Core } from '../core.ts'
import { rewrap } from '../keys/rewrap.ts'
import { pageOf } from '../queue/page-of.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { mayOperate, operatorRef, registered } from './operating.ts'

export type KeysRefusal = {
  readonly code: 'forbidden' | 'notFound' | 'parameterInvalid' | 'versionConflict'
}

/** How many keys are under the newest version now and were not before; where to go on, as long as there is more. */
export type Rewrapped = { readonly rewrapped: number; readonly continuation?: string }

export type RenewKeys = {
  /** Every access token of the instance ends with the key that signed it; programs refresh, pages notice nothing. */
  readonly signing: (input: {
    readonly actor: EmployeeActor
  }) => Promise<Result<{ readonly kid: string }, KeysRefusal>>
  /** After a new version of a company's key was made in the vault, and before the old one is disabled there. */
  readonly rewrap: (input: {
    readonly actor: EmployeeActor
    readonly companyId: string
    readonly continuation?: string
  }) => Promise<Result<Rewrapped, KeysRefusal>>
}

type Deps = Pick<
  Core,
  'documents' | 'companies' | 'companyChanges' | 'requests' | 'keyring' | 'keys' | 'tokens' | 'clock'
>

/** Each may be a transaction with a call to the vault: a call ends well before its caller gives up. */
const atOnce = 100

/** After a breach or a suspicion. The operator moves keys and opens none: what is wrapped stays wrapped. */
export function makeRenewKeys(deps: Deps): RenewKeys {
  const { documents, companies, companyChanges, requests, keyring, keys, tokens, clock } = deps

  async function rewrapSecret({ actor, companyId }: Parameters<RenewKeys['rewrap']>[0]) {
    return companyChanges.change<number, KeysRefusal>(companyId, async () => {
      const found = await companies.read(companyId)
      if (!found) return err({ code: 'notFound' })
      const secret = await rewrap(keys, wrapKeyName(companyId), found.value.secret)
      if (!secret) return ok({ answer: 0 })
      const facts = [
        { event: 'keysRewrapped', by: operatorRef(actor), detail: { version: secret.version } },
      ] as const
      const company: CompanyDocument = { ...found.value, secret }
      return ok({ answer: 1, change: { writes: [writeOf(company)], facts } })
    })
  }

  /** Of one request: its working key, and one for each delivery. Nothing that anybody sees changes. */
  async function rewrapRequest({ companyId, requestId }: RequestDocument) {
    return requests.change<number, never>({ companyId, requestId }, async (request) => {
      if (request.purgedAt !== undefined) return ok({ answer: 0 })
      const key = await keyring.rewrapped(companyId, request.key)
      const deliveries = await Promise.all(
        request.deliveries.map(async (one) => ({ ...one, key: await keyring.rewrapped(companyId, one.key) })),
      )
      const before = [request.key, ...request.deliveries.map((one) => one.key)]
      const moved = [key, ...deliveries.map((one) => one.key)].filter((one, i) => one !== before[i]).length
      if (moved === 0) return ok({ answer: 0 })
      return ok({
        answer: moved,
        change: { request: { ...request, key, deliveries }, facts: [], unseen: true },
      })
    })
  }

  return {
    async signing({ actor }) {
      const may = mayOperate(actor)
      if (!may.ok) return may
      // First: the operator's own token ends with the key, and could not ask again for an entry that failed.
      const noted = await companyChanges.change<void, never>(operatorHouse, async () => {
        const facts = [{ event: 'signingKeyRenewed', by: operatorRef(actor) }] as const
        return ok({ answer: undefined, change: { writes: [], facts } })
      })
      return noted.ok ? ok(await tokens.renewKey(clock.now())) : noted
    },

    async rewrap(input) {
      const may = mayOperate(input.actor)
      if (!may.ok) return may
      const { companyId, continuation } = input
      if (!(await registered(deps, companyId))) return err({ code: 'notFound' })
      const secret = await rewrapSecret(input)
      if (!secret.ok) return secret
      const page = await pageOf<RequestDocument>(documents, {
        ...{ container: 'requests', key: [companyId], idPrefix: 'request', limit: atOnce },
        ...(continuation !== undefined && { continuation }),
      })
      if (!page) return err({ code: 'parameterInvalid' })
      let rewrapped = secret.value
      for (const { value } of page.items) {
        const moved = await rewrapRequest(value)
        if (!moved.ok) return moved
        rewrapped += moved.value.answer
      }
      return ok({ rewrapped, ...(page.continuation !== undefined && { continuation: page.continuation }) })
    },
  }
}
