import { hasEnded } from '../../domain/requests/lifecycle.ts'
import { transferState } from '../../domain/transfer/transfer-state.ts'
import type { TransferFacts, TransferState } from '../../domain/transfer/transfer-state.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Instant, RequestDocument } from '../requests/request-document.ts'
import { hasLeft, stateAt } from '../requests/standing-seal.ts'
import type { LeftDelivery } from '../requests/standing-seal.ts'
import { receiverIn } from './receiver.ts'

/** Where the person wants their data sent (Art. 20(2)); a part of their request. */
export type Transfer = {
  readonly transferId: string
  readonly receiverId: string
  /** As it was when it was chosen: what is known of it, and the word for all of that and its keys. */
  readonly receiver: { readonly name: string; readonly url?: string; readonly fingerprint: string }
  /** Signed; before that it is a wish. */
  readonly instruction?: Instruction
  readonly takenBackAt?: Instant
  readonly fetchedAt?: Instant
  /** Which delivery that was. */
  readonly deliveryId?: string
  readonly acknowledgedAt?: Instant
  /** What the receiver signed for it (a JWS): proof for whoever asks, without a word about the person. */
  readonly receipt?: string
}

/** The explicit confirmation in a session of the person: of which words, when, and how they had shown who they are. */
export type Instruction = {
  readonly textSha256: string
  readonly at: Instant
  readonly factors: readonly ('link' | 'ownFactor')[]
  /** The words themselves, encrypted; gone after the purge. */
  readonly sealed?: string
}

export type TransferView = {
  readonly id: string
  readonly receiver: { readonly id: string; readonly name: string; readonly url?: string }
  readonly state: TransferState
  readonly instructedAt?: string
  /** Of the words that were signed. */
  readonly textSha256?: string
  readonly factors?: Instruction['factors']
  readonly takenBackAt?: string
  readonly fetchedAt?: string
  readonly acknowledgedAt?: string
  readonly receipt?: string
}

/** What is to be sent: the newest package of Art. 20 that has left for the person. */
export const sentOn = ({ deliveries }: Pick<RequestDocument, 'deliveries'>): LeftDelivery | undefined =>
  deliveries.filter(hasLeft).findLast(({ right }) => right === 'portability')

function stepOf({ instruction, takenBackAt, fetchedAt, acknowledgedAt }: Transfer): TransferFacts['step'] {
  if (acknowledgedAt !== undefined) return 'acknowledged'
  if (fetchedAt !== undefined) return 'fetched'
  if (takenBackAt !== undefined) return 'takenBack'
  return instruction ? 'instructed' : 'wished'
}

function answerOf(request: RequestDocument, now: Date): TransferFacts['answer'] {
  const delivery = sentOn(request)
  if (!delivery) return 'none'
  if (stateAt(delivery, now) === 'available') return 'readable'
  // A recalled answer is prepared anew, unless everything has ended.
  return stateAt(delivery, now) === 'recalled' && !hasEnded(request.status) ? 'none' : 'gone'
}

type About = { readonly request: RequestDocument; readonly company: CompanyDocument; readonly now: Date }

export const stateOfTransfer = (transfer: Transfer, { request, company, now }: About): TransferState =>
  transferState({
    step: stepOf(transfer),
    answer: answerOf(request, now),
    receiver: receiverIn(company, transfer.receiverId) ? 'approved' : 'removed',
    request: hasEnded(request.status) ? 'ended' : 'open',
  })

/** As its person and its staff see it; undefined where nothing is to be sent on. */
export function transferView(about: About): TransferView | undefined {
  const { transfer } = about.request
  if (!transfer) return undefined
  const { transferId: id, receiverId, receiver, instruction } = transfer
  const { takenBackAt, fetchedAt, acknowledgedAt, receipt } = transfer
  const { name, url } = receiver
  return {
    ...{ id, receiver: { id: receiverId, name, ...(url !== undefined && { url }) } },
    state: stateOfTransfer(transfer, about),
    ...(instruction && {
      ...{ instructedAt: instruction.at, textSha256: instruction.textSha256 },
      factors: instruction.factors,
    }),
    ...(takenBackAt !== undefined && { takenBackAt }),
    ...(fetchedAt !== undefined && { fetchedAt }),
    ...(acknowledgedAt !== undefined && { acknowledgedAt }),
    ...(receipt !== undefined && { receipt }),
  }
}

/** What the seal commits to, and approvers approve: to whom it also goes, on which words. Whether it was taken back changes nothing of the package. */
export const sealedTransfer = ({ transfer }: Pick<RequestDocument, 'transfer'>) =>
  transfer?.instruction && {
    transferId: transfer.transferId,
    receiver: transfer.receiver.fingerprint,
    instructionSha256: transfer.instruction.textSha256,
  }
