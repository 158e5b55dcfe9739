import type { Arrival, BrokerQueue } from './queue.ts'
import { mostMessageBytes } from './message.ts'
import { isRefusal, type Refusal } from './refusal.ts'

const mostIdCharacters = 128

/** Why the service would not take these messages into this queue; they are taken all or none. */
export function refusedBy(queue: BrokerQueue, arrivals: readonly (Arrival | Refusal)[]): Refusal | undefined {
  const bytes = arrivals.reduce((sum, arrival) => sum + (isRefusal(arrival) ? 0 : arrival.body.length), 0)
  if (bytes > mostMessageBytes)
    return { condition: 'amqp:link:message-size-exceeded', description: `It has ${bytes} bytes.` }
  for (const arrival of arrivals) {
    if (isRefusal(arrival)) continue
    const { id, sessionId = '' } = arrival
    if (queue.rules.hasSessions && sessionId === '')
      return notAllowed('The SessionId was not set on a message, and it cannot be sent to the entity.')
    if (id === '' || id.length > mostIdCharacters || sessionId.length > mostIdCharacters)
      return notAllowed('An id has 1 to 128 characters.')
  }
  return undefined
}

const notAllowed = (description: string): Refusal => ({ condition: 'amqp:not-allowed', description })
