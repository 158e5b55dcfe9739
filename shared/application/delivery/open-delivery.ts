import { linkExpiresAt } from '../../domain/retention/retention.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor, RequesterActor } from '../actor.ts'
import type { Core } from '../core.ts'
import type { ByteRange } from '../ports/packages.ts'
import { endedAt } from '../requests/ending.ts'
import type { Delivery, RequestDocument } from '../requests/request-document.ts'
import type { Change, RequestRef } from '../requests/request-store.ts'
import { hasLeft, stateAt } from '../requests/standing-seal.ts'
import type { LeftDelivery } from '../requests/standing-seal.ts'
import { packagePlace } from './package-place.ts'
import { satisfied } from './ranges.ts'
import type { WantedRange } from './ranges.ts'
import { makeReadOrNote } from './unreadable.ts'
import { whileReadable } from './while-readable.ts'

export type DeliveryRefusal = {
  readonly code:
    | 'notFound'
    | 'codeRequired'
    | 'deliveryPurged'
    | 'deliveryRecalled'
    | 'deliveryUnreadable'
    | 'rangeNotSatisfiable'
}

export type OpenedDelivery = {
  readonly fileName: string
  readonly sizeBytes: number
  readonly etag: string
  /** The part that was asked for; without it, the whole. */
  readonly range?: ByteRange
  readonly content: AsyncIterable<Uint8Array>
}

export type OpenDelivery = (input: {
  readonly actor: Actor
  readonly deliveryId: string
  readonly range?: WantedRange
}) => Promise<Result<OpenedDelivery, DeliveryRefusal>>

type Deps = Pick<Core, 'requests' | 'companies' | 'keyring' | 'packages' | 'desk' | 'clock' | 'log'>

/** Decrypts a package for its person, and for nobody else: staff cannot open what has left (product.md, step 7). */
export function makeOpenDelivery(deps: Deps): OpenDelivery {
  const { requests, companies, keyring, packages, desk, clock } = deps
  const readOrNote = makeReadOrNote(deps)

  return async ({ actor, deliveryId, range: wanted }) => {
    if (actor.kind !== 'requester') return err({ code: 'notFound' })
    const found = await requests.find(actor.companyId, actor.requestId)
    const delivery = found && deliveryOf(found.value, deliveryId)
    if (!found || !delivery) return err({ code: 'notFound' })
    const ended = endedBy(delivery, clock.now())
    if (ended) return err(ended)

    // Its link asked for the factor; a session from another link did not, and opens all but the answer.
    if (lacksFactor(actor, found.value)) return err({ code: 'codeRequired' })

    const { sizeBytes } = delivery
    const range = wanted && satisfied(wanted, sizeBytes)
    if (range === 'notSatisfiable') return err({ code: 'rangeNotSatisfiable' })
    const open = async () => {
      const key = await keyring.open(actor.companyId, delivery.key)
      return key && packages.readFile(packagePlace(found.value, delivery), key, range)
    }
    const reading = { ref: found.value, delivery, isWhole: range === undefined }
    const content = await (isFetching(actor) ? readOrNote(reading, open) : open())
    if (!content) return err(await whyMissing(actor, deliveryId))

    if (counts(actor, delivery, range)) await counted(actor, deliveryId)
    return ok({
      fileName: `${found.value.reference}-${delivery.right}.zip`,
      sizeBytes,
      etag: `"${deliveryId}"`,
      content: whileReadable(deps, { ...found.value, deliveryId }, content),
      ...(range ? { range } : {}),
    })
  }

  /** Rightly, if it came to its end while it was opened; otherwise what it lies in is lost, or the share of its key. */
  async function whyMissing(
    { companyId, requestId }: RequestRef,
    deliveryId: string,
  ): Promise<DeliveryRefusal> {
    const found = await requests.find(companyId, requestId)
    const delivery = found && deliveryOf(found.value, deliveryId)
    if (!delivery) return { code: 'notFound' }
    return endedBy(delivery, clock.now()) ?? { code: 'deliveryUnreadable' }
  }

  /** A first download in a new browser is told to the person: it may not have been them (security.md, "Downloads"). */
  async function counted(actor: RequesterActor, deliveryId: string): Promise<void> {
    const company = await companies.find(actor.companyId)
    if (!company) return
    await requests.change<void, never>(actor, async (request, now) => {
      const { sessionId } = actor
      const isNew = request.deliveries.some(
        ({ id, downloadedBy }) => id === deliveryId && !downloadedBy.includes(sessionId),
      )
      const change: Change = {
        request: { ...request, deliveries: request.deliveries.map(downloaded(deliveryId, sessionId)) },
        facts: [{ event: 'deliveryOpened', by: actorRef(actor), detail: { deliveryId } }],
      }
      const link = { purpose: 'openRequest', expiresAt: linkExpiresAt(endedAt(request, now)) } as const
      const told = isNew ? await desk.enclose(change, company, { kind: 'firstDownload', link }, now) : change
      return ok({ answer: undefined, change: told })
    })
  }
}

const downloaded =
  (deliveryId: string, sessionId: string) =>
  (delivery: Delivery): Delivery =>
    delivery.id === deliveryId
      ? {
          ...delivery,
          downloads: delivery.downloads + 1,
          downloadedBy: [...new Set([...delivery.downloadedBy, sessionId])],
        }
      : delivery

const lacksFactor = ({ factor }: RequesterActor, { ownFactor }: RequestDocument): boolean =>
  ownFactor !== undefined && factor === undefined

/** A package whose notice has not left does not exist for its person. */
const deliveryOf = ({ deliveries }: RequestDocument, deliveryId: string): LeftDelivery | undefined =>
  deliveries.filter(hasLeft).find(({ id }) => id === deliveryId)

function endedBy(delivery: LeftDelivery, now: Date): DeliveryRefusal | undefined {
  const state = stateAt(delivery, now)
  if (state === 'available') return undefined
  return { code: state === 'recalled' ? 'deliveryRecalled' : 'deliveryPurged' }
}

const isFetching = ({ looks }: RequesterActor): boolean => looks !== 'headOnly'

const counts = (actor: RequesterActor, delivery: Delivery, range: ByteRange | undefined): boolean =>
  isFetching(actor) && !goesOn(delivery, range, actor.sessionId)

/** A download that goes on is the same download, but not in a browser that has none of it yet. */
const goesOn = ({ downloadedBy }: Delivery, range: ByteRange | undefined, sessionId: string): boolean =>
  range !== undefined && range.start > 0 && downloadedBy.includes(sessionId)
