import type { StoredFileName } from '../ports/packages.ts'
import type { Delivery } from '../requests/request-document.ts'
import type { RequestRef } from '../requests/request-store.ts'

/** Where a delivery's package lies, and what its encryption is bound to: moved elsewhere, it does not open. */
export const packagePlace = (
  { companyId, requestId }: RequestRef,
  { id, blob }: Delivery,
): StoredFileName => ({
  container: companyId,
  blob,
  context: `delivery ${companyId} ${requestId} ${id}`,
})
