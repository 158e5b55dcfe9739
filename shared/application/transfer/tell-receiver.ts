import { addDays } from '../../domain/time.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { MailDesk } from '../letters/mail-desk.ts'
import { dayOf } from '../letters/sender.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import { sentOn, stateOfTransfer } from './transfer.ts'

type Told = { readonly change: Change; readonly company: CompanyDocument; readonly now: Date }

/** Whether the receiver can fetch it now; nobody else is told of it. */
export const waitsForReceiver = (request: RequestDocument, company: CompanyDocument, now: Date): boolean =>
  request.transfer !== undefined &&
  stateOfTransfer(request.transfer, { request, company, now }) === 'available'

/** The contact that the receiver was approved with learns that something waits, and not whose it is (Art. 20(2)). */
export async function tellReceiver(
  desk: Pick<MailDesk, 'enclose'>,
  { change, company, now }: Told,
): Promise<Change> {
  const { request } = change
  const delivery = sentOn(request)
  if (!request.transfer || !delivery || !waitsForReceiver(request, company, now)) return change
  const { receiverId } = request.transfer
  // Destroyed in the course of that day: the last on which it can be had whole is the one before.
  const expiresOn = dayOf(addDays(new Date(delivery.expiresAt), -1), company)
  const plan = {
    kind: 'receiverWaiting',
    to: { kind: 'receiver', receiverId },
    details: { expiresOn },
  } as const
  return desk.enclose(change, company, plan, now)
}
