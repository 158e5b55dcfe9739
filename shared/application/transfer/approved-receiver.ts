import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { receiverIn, stateOf, withReceiver } from './receiver.ts'
import type { ReceiverFacts } from './receiver.ts'

/** It decides where personal data go, so one person alone does not. */
export type ReceiverApproval = {
  readonly kind: 'receiver'
  readonly receiverId: string
  readonly receiver: Pick<ReceiverFacts, 'name' | 'contact' | 'url'>
  readonly fingerprint: string
}

type Approving = { readonly company: CompanyDocument; readonly now: Date }

type Approved = {
  readonly document: CompanyDocument
  readonly fact: Pick<Fact, 'event' | 'detail'>
}

/** The company with the receiver approved; one that was removed meanwhile, or is approved already, waits for nobody. */
export function appliedReceiver(
  { company, now }: Approving,
  { receiverId, fingerprint }: ReceiverApproval,
): Result<Approved, { readonly code: 'itemOutdated' }> {
  const receiver = receiverIn(company, receiverId)
  if (!receiver || stateOf(receiver) !== 'proved') return err({ code: 'itemOutdated' })
  return ok({
    document: withReceiver(company, { ...receiver, approvedAt: now.toISOString() }),
    fact: { event: 'receiverApproved', detail: { receiverId, fingerprint } },
  })
}
