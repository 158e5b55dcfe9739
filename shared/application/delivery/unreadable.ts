import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { Core } from '../core.ts'
import { tellManagers } from '../letters/tell-managers.ts'
import { DependencyUnavailable } from '../ports/unavailable.ts'
import type { Delivery, RequestDocument } from '../requests/request-document.ts'
import type { Change, RequestRef } from '../requests/request-store.ts'
import { stillReadable } from '../requests/standing-seal.ts'

/** One reading of a delivery. */
export type Reading = {
  readonly ref: RequestRef
  readonly delivery: Delivery
  /** Whether all of it was asked for. */
  readonly isWhole: boolean
}

/**
 * Opens the content of a delivery and passes it on. Staff learn when it is missing or breaks, and no
 * longer see that it did once all of it has come out. The error goes on, so that the connection is cut and a part is
 * never taken for the whole.
 */
export type ReadOrNote = (
  reading: Reading,
  open: () => Promise<AsyncIterable<Uint8Array> | undefined>,
) => Promise<AsyncIterable<Uint8Array> | undefined>

type Deps = Pick<Core, 'requests' | 'companies' | 'desk' | 'log'>

/** Shows staff a delivery that its person cannot read as it was sent, and mails the managers once (Art. 32(1)(b) and (c)). */
export function makeReadOrNote(deps: Deps): ReadOrNote {
  const { requests, companies, log } = deps

  /** A delivery that was recalled or destroyed meanwhile is gone rightly. */
  async function written({ ref, delivery: { id } }: Reading): Promise<boolean> {
    const company = await companies.find(ref.companyId)
    const changed = await requests.change<boolean, never>(ref, async (request, now) => {
      const delivery = request.deliveries.find((one) => one.id === id && stillReadable(one, now))
      if (!delivery) return ok({ answer: false })
      if (delivery.unreadableSince !== undefined) return ok({ answer: true })
      const change: Change = {
        request: withDelivery(request, { ...delivery, unreadableSince: now.toISOString() }),
        facts: [{ event: 'deliveryUnreadable', by: bySystem, detail: { deliveryId: id } }],
      }
      return ok({ answer: true, change: company ? await tellManagers(deps, change, company, now) : change })
    })
    return changed.ok && changed.value.answer
  }

  async function forget({ ref, delivery: { id } }: Reading): Promise<void> {
    await requests.change<void, never>(ref, (request) => {
      const deliveries = request.deliveries.map((one) => (one.id === id ? readable(one) : one))
      return ok({ answer: undefined, change: { request: { ...request, deliveries }, facts: [] } })
    })
  }

  /** The person gets what there is to get also while the store is away; the next download notes it again. */
  async function quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof DependencyUnavailable)) throw error
      log.write({ code: 'dependencyUnavailable', dependency: error.dependency, operation: 'openDelivery' })
    }
  }

  const note = (reading: Reading): Promise<void> =>
    quietly(async () => {
      const { companyId, requestId } = reading.ref
      if (await written(reading))
        log.write({ code: 'deliveryUnreadable', companyId, requestId, deliveryId: reading.delivery.id })
    })

  /** Who is away comes back; whatever else stops a reading stops the next one too. */
  async function noteUnlessAway(reading: Reading, error: unknown): Promise<void> {
    if (!(error instanceof DependencyUnavailable)) await note(reading)
  }

  async function* noticed(content: AsyncIterable<Uint8Array>, reading: Reading): AsyncGenerator<Uint8Array> {
    try {
      yield* content
    } catch (error) {
      await noteUnlessAway(reading, error)
      throw error
    }
    if (reading.isWhole && reading.delivery.unreadableSince !== undefined)
      await quietly(() => forget(reading))
  }

  return async (reading, open) => {
    const content = await open().catch(async (error: unknown) => {
      await noteUnlessAway(reading, error)
      throw error
    })
    if (content) return noticed(content, reading)
    await note(reading)
    return undefined
  }
}

function readable({ unreadableSince: _passed, ...delivery }: Delivery): Delivery {
  return delivery
}

const withDelivery = (request: RequestDocument, changed: Delivery): RequestDocument => ({
  ...request,
  deliveries: request.deliveries.map((one) => (one.id === changed.id ? changed : one)),
})
