import type { Core } from '../core.ts'
import type { Delivery } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'

/** The key first, so that it is unreadable at once; then the ciphertext. Doing it again does nothing. */
export async function destroyDeliveries(
  { keyring, blobs }: Pick<Core, 'keyring' | 'blobs'>,
  { companyId }: RequestRef,
  deliveries: readonly Delivery[],
): Promise<void> {
  for (const { key } of deliveries) await keyring.destroy(key)
  for (const { blob } of deliveries) await blobs.remove({ container: companyId, name: blob })
}
