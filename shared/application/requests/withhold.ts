import type { Withheld } from '../../domain/package/package-facts.ts'
import { checkRefusal } from '../../domain/requests/refusal.ts'
import type { RefusalFlaw } from '../../domain/requests/refusal.ts'
import type { Right } from '../../domain/requests/right.ts'
import { getsPackage } from '../../domain/requests/right.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import type { Crypto } from '../ports/system.ts'
import { contribute } from './contribution.ts'
import type { ContributionRefusal } from './contribution.ts'
import { waitingRights } from './due.ts'
import type { RequestDocument } from './request-document.ts'
import type { RequestRef } from './request-store.ts'

export type WithholdRefusal = ContributionRefusal | RefusalFlaw | { readonly code: 'contentGone' }

export type WithheldItem = { readonly path: string; readonly groundCode: string; readonly text: string }

export type Withhold = (input: {
  readonly actor: Actor
  readonly requestId: string
  /** The whole list; what is not in it is not left out. */
  readonly items: readonly WithheldItem[]
  readonly expected?: string
}) => Promise<Result<readonly Withheld[], WithholdRefusal>>

/** What the answer leaves out, each with a ground that carries it (Art. 15(4), 20(4), national law): part of what is sealed. */
export function makeWithhold({
  requests,
  companies,
  keyring,
  crypto,
}: Pick<Core, 'requests' | 'companies' | 'keyring' | 'crypto'>): Withhold {
  return async ({ actor, requestId, items, expected }) => {
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const company = await companies.find(ref.companyId)
    const changed = await requests.change<readonly Withheld[], WithholdRefusal>(
      ref,
      async (request) => {
        const contributed = contribute(actor, request)
        if (!contributed.ok) return contributed
        const key = await keyring.open(ref.companyId, request.key)
        if (!key || !company) return err({ code: 'contentGone' })
        const checked = checkedItems(items, waitingRights(request).filter(getsPackage), company.country)
        if (!checked.ok) return checked

        return ok({
          answer: checked.value,
          change: {
            ...contributed.value,
            request: {
              ...contributed.value.request,
              withheld: sealJson(crypto, key, withheldContext(ref), checked.value),
            },
            facts: [
              ...contributed.value.facts,
              { event: 'withheldChanged', by: actorRef(actor), detail: { items: items.length } },
            ],
          },
        })
      },
      expected,
    )
    return changed.ok ? ok(changed.value.answer) : changed
  }
}

function checkedItems(
  items: readonly WithheldItem[],
  rights: readonly Right[],
  country: string,
): Result<readonly Withheld[], RefusalFlaw> {
  const checked: Withheld[] = []
  for (const { path, groundCode, text } of items) {
    const grounds = rights.map((right) =>
      checkRefusal({ rights: [right], country, groundCode, scope: 'part', facts: text }),
    )
    // One of the rights that get a package is enough: each package has its own article (Art. 15(4), 20(4)).
    const ground = grounds.find(({ ok: holds }) => holds) ?? grounds[0]
    if (!ground) return err({ code: 'groundNotForRight' })
    if (!ground.ok) return ground
    checked.push({ path, groundCode, article: ground.value.article, text })
  }
  return ok(checked)
}

const withheldContext = ({ companyId, requestId }: RequestRef): string => `withheld ${companyId} ${requestId}`

export const readWithheld = (
  crypto: Crypto,
  key: Uint8Array,
  request: RequestDocument,
): readonly Withheld[] =>
  request.withheld === undefined
    ? []
    : openJson<readonly Withheld[]>(crypto, key, withheldContext(request), request.withheld)
