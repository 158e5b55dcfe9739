import { addMinutes } from '../../domain/time.ts'
import type { Core } from '../core.ts'
import type { RequestRef } from '../requests/request-store.ts'
import { stillReadable } from '../requests/standing-seal.ts'

/** How long a download runs before it is looked at again. */
const minutesUnseen = 1 / 6

/** A download that takes long is looked at again on its way: what was recalled, or came to its end, stops there. */
export async function* whileReadable(
  { requests, clock }: Pick<Core, 'requests' | 'clock'>,
  { companyId, requestId, deliveryId }: RequestRef & { readonly deliveryId: string },
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let lookAgain = addMinutes(clock.now(), minutesUnseen)
  for await (const chunk of content) {
    if (clock.now() >= lookAgain) {
      const found = await requests.find(companyId, requestId)
      const delivery = found?.value.deliveries.find(({ id }) => id === deliveryId)
      // Thrown, so that the connection is cut and a part is never taken for the whole.
      if (!delivery || !stillReadable(delivery, clock.now()))
        throw new Error('the delivery ended while it was downloaded')
      lookAgain = addMinutes(clock.now(), minutesUnseen)
    }
    yield chunk
  }
}
