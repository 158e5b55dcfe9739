import type { Right } from '../../domain/requests/right.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { newDeliveryId } from '../delivery/delivery-id.ts'
import { approvedReceivers, receiverFingerprint } from './receiver.ts'
import type { Transfer } from './transfer.ts'

type Wish = {
  readonly rights: readonly Right[]
  readonly deliverTo?: string
  readonly personal: { readonly email?: string }
}

/**
 * Named with the request, and signed later in a session of the person: until then nothing goes anywhere. Who has no mailbox
 * has no such session.
 */
export function wishedTransfer(
  { crypto, random }: Pick<Core, 'crypto' | 'random'>,
  { company, requestId }: { readonly company: CompanyDocument; readonly requestId: string },
  { deliverTo, rights, personal }: Wish,
): Result<Transfer | undefined, { readonly code: 'transferNotOffered' }> {
  if (deliverTo === undefined) return ok(undefined)
  const receiver = approvedReceivers(company).find(({ receiverId }) => receiverId === deliverTo)
  if (!receiver || !rights.includes('portability') || personal.email === undefined)
    return err({ code: 'transferNotOffered' })
  const { receiverId, name, url } = receiver
  const fingerprint = receiverFingerprint(crypto, receiver)
  const named = { name, ...(url !== undefined && { url }), fingerprint }
  return ok({ transferId: newDeliveryId(random, requestId), receiverId, receiver: named })
}
