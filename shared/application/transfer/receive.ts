import { linkExpiresAt } from '../../domain/retention/retention.ts'
import { canonicalBytes } from '../../domain/evidence/canonical.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { ActorRef } from '../actor.ts'
import { toBase64Url } from '../bytes.ts'
import type { Core } from '../core.ts'
import { requestOfDelivery } from '../delivery/delivery-id.ts'
import { packagePlace } from '../delivery/package-place.ts'
import { satisfied } from '../delivery/ranges.ts'
import type { WantedRange } from '../delivery/ranges.ts'
import { whileReadable } from '../delivery/while-readable.ts'
import type { ByteRange } from '../ports/packages.ts'
import { assignedPartition } from '../queue/queue-row.ts'
import type { QueueRow } from '../queue/queue-row.ts'
import { readAll } from '../read-all.ts'
import { endedAt } from '../requests/ending.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change } from '../requests/request-store.ts'
import { stillReadable } from '../requests/standing-seal.ts'
import type { LeftDelivery } from '../requests/standing-seal.ts'
import { receiverFingerprint } from './receiver.ts'
import { callerOf } from './receiver-call.ts'
import type { Caller, ReceiverCall } from './receiver-call.ts'
import { encryptedFor, signedBy } from './receiver-proof.ts'
import { sentOn, stateOfTransfer } from './transfer.ts'
import type { Instruction, Transfer } from './transfer.ts'

/** What a receiver sees of a transfer: nothing about the person before it has fetched. */
export type ReceivedTransfer = {
  readonly id: string
  readonly state: 'available' | 'fetched' | 'acknowledged'
  readonly instructedAt: string
  readonly manifestSha256: string
  readonly expiresAt: string
}

/** With the key that opens it, encrypted to the receiver (JWE), and how long the ciphertext is. */
export type OpenableTransfer = ReceivedTransfer & { readonly sealedBytes: number; readonly key: string }

export type ReceivingRefusal = {
  readonly code:
    | 'receiverUnknown'
    | 'notFound'
    | 'transferEnded'
    | 'transferNotFetched'
    | 'receiptInvalid'
    | 'deliveryUnreadable'
    | 'rangeNotSatisfiable'
    | 'versionConflict'
  readonly rule?: string
}

export type FetchedContent = {
  readonly sizeBytes: number
  readonly etag: string
  readonly range?: ByteRange
  readonly content: AsyncIterable<Uint8Array>
}

type Named = ReceiverCall & { readonly transferId: string }
type Answer<T> = Promise<Result<T, ReceivingRefusal>>

export type Receiving = {
  /** What waits for it, and what it has fetched and can still fetch. */
  readonly list: (call: ReceiverCall) => Answer<readonly ReceivedTransfer[]>
  readonly view: (call: Named) => Answer<OpenableTransfer>
  /** The ciphertext, or a part of it. The first reading is told to the person, and cannot be taken back. */
  readonly content: (
    call: Named & { readonly range?: WantedRange; readonly looks?: 'headOnly' },
  ) => Answer<FetchedContent>
  /** A signed receipt over the hash of the manifest; the same again changes nothing. */
  readonly acknowledge: (call: Named & { readonly receipt: string }) => Answer<ReceivedTransfer>
}

const receiptType = 'indsigt-receipt+jwt'

type Deps = Pick<
  Core,
  | 'requests'
  | 'documents'
  | 'companies'
  | 'keyring'
  | 'blobs'
  | 'desk'
  | 'settings'
  | 'clock'
  | 'random'
  | 'crypto'
>

/** What its person has signed; a wish is nobody's yet. */
type Signed = Transfer & { readonly instruction: Instruction }

type Standing = { readonly transfer: Signed; readonly delivery: LeftDelivery }

/** What another controller does with what is sent to it (Art. 20(2)); it opens its own transfers, and nothing else. */
export function makeReceiving(deps: Deps): Receiving {
  const { requests, documents, keyring, blobs, desk, clock, random, crypto } = deps

  /** Its own, as the seal named it: with the keys that were approved then. */
  function own(request: RequestDocument, { receiver }: Caller, transferId: string): Signed | undefined {
    const { transfer } = request
    const isIts =
      transfer?.transferId === transferId &&
      transfer.receiverId === receiver.receiverId &&
      transfer.receiver.fingerprint === receiverFingerprint(crypto, receiver)
    return isIts && transfer.instruction ? { ...transfer, instruction: transfer.instruction } : undefined
  }

  function judged(
    request: RequestDocument,
    caller: Caller,
    { transferId, now }: { readonly transferId: string; readonly now: Date },
  ): Result<Standing, { readonly code: 'notFound' | 'transferEnded' }> {
    const transfer = own(request, caller, transferId)
    const delivery = sentOn(request)
    if (!transfer || stateOfTransfer(transfer, { request, company: caller.company, now }) === 'instructed')
      return err({ code: 'notFound' })
    const isOver = !delivery || !stillReadable(delivery, now) || transfer.takenBackAt !== undefined
    return isOver ? err({ code: 'transferEnded' }) : ok({ transfer, delivery })
  }

  const refOf = ({ companyId, transferId }: Named) => ({
    companyId,
    requestId: requestOfDelivery(transferId) ?? '-',
  })

  async function placeOf(named: Named) {
    const caller = await callerOf(deps, named)
    if (!caller.ok) return caller
    const ref = refOf(named)
    const found = await requests.find(ref.companyId, ref.requestId)
    if (!found) return err({ code: 'notFound' } as const)
    const now = clock.now()
    const standing = judged(found.value, caller.value, { transferId: named.transferId, now })
    return standing.ok ? ok({ ...standing.value, caller: caller.value, request: found.value }) : standing
  }

  const by = ({ receiver }: Caller): ActorRef => ({ kind: 'anonymous', id: receiver.receiverId })

  /** The person is told, where they have a mailbox. */
  const told = (change: Change, { company }: Caller, now: Date): Promise<Change> =>
    desk.enclose(
      change,
      company,
      {
        kind: 'transfer',
        link: { purpose: 'openRequest', expiresAt: linkExpiresAt(endedAt(change.request, now)) },
      },
      now,
    )

  return {
    async list(call) {
      const caller = await callerOf(deps, call)
      if (!caller.ok) return caller
      const now = clock.now()
      const rows = await readAll<QueueRow>(documents, assignedPartition(call.companyId, call.receiverId))
      const listed: ReceivedTransfer[] = []
      for (const { value } of rows) {
        const found = await requests.find(call.companyId, value.requestId)
        const transfer = found?.value.transfer
        const standing =
          transfer && judged(found.value, caller.value, { transferId: transfer.transferId, now })
        if (standing?.ok) listed.push(viewOf(standing.value))
      }
      return ok(listed)
    },

    async view(named) {
      const place = await placeOf(named)
      if (!place.ok) return place
      const { delivery, request, caller } = place.value
      const file = packagePlace(request, delivery)
      const [key, sealedBytes] = await Promise.all([
        keyring.open(request.companyId, delivery.key),
        blobs.size({ container: file.container, name: file.blob }),
      ])
      if (!key || sealedBytes === undefined) return err({ code: 'deliveryUnreadable' })
      const plaintext = canonicalBytes({
        type: 'indsigt.transferKey.v1',
        ...{ transferId: named.transferId, manifestSha256: delivery.manifestSha256 },
        ...{ key: toBase64Url(key), context: file.context },
      })
      const opens = encryptedFor(crypto, caller.receiver, { contentKey: random.bytes(32), plaintext })
      return ok({ ...viewOf(place.value), sealedBytes, key: opens })
    },

    async content({ range: wanted, looks, ...named }) {
      const place = await placeOf(named)
      if (!place.ok) return place
      const { delivery, request, caller } = place.value
      const { container, blob: name } = packagePlace(request, delivery)
      const sizeBytes = await blobs.size({ container, name })
      if (sizeBytes === undefined) return err({ code: 'deliveryUnreadable' })
      const range = wanted && satisfied(wanted, sizeBytes)
      if (range === 'notSatisfiable') return err({ code: 'rangeNotSatisfiable' })
      // Written down before the first byte leaves: who takes it back a moment later is told that it is too late.
      const noted = looks === 'headOnly' ? ok(undefined) : await fetched(named, caller)
      if (!noted.ok) return noted
      const content = await blobs.read({ container, name }, range)
      if (!content) return err({ code: 'deliveryUnreadable' })
      return ok({
        ...{ sizeBytes, etag: `"${delivery.id}"`, ...(range && { range }) },
        content: whileReadable(deps, { ...refOf(named), deliveryId: delivery.id }, copied(content)),
      })
    },

    async acknowledge({ receipt, ...named }) {
      const caller = await callerOf(deps, named)
      if (!caller.ok) return caller
      const changed = await requests.change<ReceivedTransfer, ReceivingRefusal>(
        refOf(named),
        async (request, now) => {
          const transfer = own(request, caller.value, named.transferId)
          if (!transfer) return err({ code: 'notFound' })
          const delivery = request.deliveries.find(({ id }) => id === transfer.deliveryId)
          if (!delivery || transfer.fetchedAt === undefined) return err({ code: 'transferNotFetched' })
          const { manifestSha256 } = delivery
          const said = signedBy(crypto, caller.value.receiver, { jws: receipt, type: receiptType })
          if (!said) return err({ code: 'receiptInvalid', rule: 'signature' })
          if (said['transferId'] !== named.transferId || said['manifestSha256'] !== manifestSha256)
            return err({ code: 'receiptInvalid', rule: 'manifestSha256' })
          const after = { ...transfer, acknowledgedAt: now.toISOString(), receipt }
          const answer = viewOf({ transfer: after, delivery: delivery as LeftDelivery })
          if (transfer.acknowledgedAt !== undefined) return ok({ answer })
          const detail = { ...detailOf(transfer), manifestSha256 }
          const change: Change = {
            request: { ...request, transfer: after },
            facts: [{ event: 'transferAcknowledged', by: by(caller.value), detail }],
          }
          return ok({ answer, change: await told(change, caller.value, now) })
        },
      )
      return changed.ok ? ok(changed.value.answer) : changed
    },
  }

  async function fetched(named: Named, caller: Caller): Answer<void> {
    const { transferId } = named
    const changed = await requests.change<void, ReceivingRefusal>(refOf(named), async (request, now) => {
      const standing = judged(request, caller, { transferId, now })
      if (!standing.ok) return standing
      const { transfer, delivery } = standing.value
      if (transfer.deliveryId === delivery.id) return ok({ answer: undefined })
      // What was fetched before a recall was another answer: its receipt says nothing of this one.
      const { acknowledgedAt: _of, receipt: _other, ...rest } = transfer
      const after: Transfer = { ...rest, fetchedAt: now.toISOString(), deliveryId: delivery.id }
      const detail = { ...detailOf(transfer), deliveryId: delivery.id }
      const change: Change = {
        request: { ...request, transfer: after },
        facts: [{ event: 'transferFetched', by: by(caller), detail }],
      }
      return ok({ answer: undefined, change: await told(change, caller, now) })
    })
    return changed.ok ? ok(undefined) : changed
  }
}

/** What a store reads is good until the next is asked for; what leaves belongs to whoever sends it. */
async function* copied(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) yield Uint8Array.from(chunk)
}

const detailOf = ({ transferId, receiverId }: Transfer) => ({ transferId, receiverId })

const viewOf = ({ transfer, delivery }: Standing): ReceivedTransfer => ({
  id: transfer.transferId,
  state: stepOf(transfer, delivery),
  instructedAt: transfer.instruction.at,
  manifestSha256: delivery.manifestSha256,
  expiresAt: delivery.expiresAt,
})

/** Of this delivery: one that was fetched before a recall is another. */
function stepOf({ deliveryId, acknowledgedAt }: Transfer, { id }: LeftDelivery): ReceivedTransfer['state'] {
  if (deliveryId !== id) return 'available'
  return acknowledgedAt === undefined ? 'fetched' : 'acknowledged'
}
