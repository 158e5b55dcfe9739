import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Actor } from '../actor.ts'
import type { Core } from '../core.ts'
import { openJson } from '../keys/sealed-json.ts'
import { judge, staffOnly } from '../requests/access.ts'
import type { AccessRefusal } from '../requests/access.ts'
import { factsContext } from './refusal-hash.ts'

export type ItemContent = {
  readonly itemId: string
  readonly manifestSha256: string
  readonly groundCode: string
  readonly right?: string
  /** As the letter will give them. */
  readonly facts: string
  readonly proposedBy: string
  readonly at: string
}

export type ReadItem = (input: {
  readonly actor: Actor
  readonly requestId: string
}) => Promise<Result<ItemContent, AccessRefusal | { readonly code: 'nothingToDecide' | 'contentGone' }>>

/** What the second person decides about, in full: for whoever may decide it, and for whoever may read the request. */
export function makeReadItem({
  requests,
  keyring,
  crypto,
}: Pick<Core, 'requests' | 'keyring' | 'crypto'>): ReadItem {
  return async ({ actor, requestId }) => {
    const found = await requests.find(actor.companyId, requestId)
    if (!found) return err({ code: 'notFound' })
    const judged = staffOnly(actor, found.value, 'seeRequest')
    if (!judged.ok) return judged
    const mayRead = (['decidePending', 'proposeRefusal', 'seeContent'] as const).some(
      (operation) => judge(judged.value, found.value, operation).ok,
    )
    if (!mayRead) return err({ code: 'forbidden' })

    const item = found.value.pendingItem
    if (!item) return err({ code: 'nothingToDecide' })
    const key = await keyring.open(actor.companyId, found.value.key)
    if (!key) return err({ code: 'contentGone' })
    return ok({
      itemId: item.itemId,
      manifestSha256: item.hash,
      groundCode: item.groundCode,
      facts: openJson<string>(crypto, key, factsContext(found.value, item.itemId), item.sealed),
      proposedBy: item.proposedBy,
      at: item.at,
      ...(item.right === undefined ? {} : { right: item.right }),
    })
  }
}
