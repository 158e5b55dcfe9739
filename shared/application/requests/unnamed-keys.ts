import type { Core } from '../core.ts'
import type { KeyReference } from '../keys/keyring.ts'
import type { RequestDocument } from './request-document.ts'
import type { RequestRef } from './request-store.ts'

/** Every key that the request names: its working key, and one for each delivery it ever had. */
export const keysOf = ({ key, deliveries }: RequestDocument): readonly KeyReference[] => [
  key,
  ...deliveries.map((delivery) => delivery.key),
]

/**
 * Destroys those keys, made for a commit whose outcome is known, that the request does not name. It is asked what it
 * names rather than told that the commit failed: a refusal may be the answer to a repetition of what had succeeded.
 */
export async function destroyUnnamed(
  { requests, keyring }: Pick<Core, 'requests' | 'keyring'>,
  { companyId, requestId }: RequestRef,
  made: readonly KeyReference[],
  known?: RequestDocument,
): Promise<void> {
  if (made.length === 0) return
  const request = known ?? (await requests.find(companyId, requestId))?.value
  const named = new Set(request && keysOf(request).map(({ keyId }) => keyId))
  for (const key of made) if (!named.has(key.keyId)) await keyring.destroy(key)
}
