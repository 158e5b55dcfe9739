import type { Connection, EventContext, Receiver, Sender } from 'rhea'
import rhea from 'rhea'

import { refusedBy } from './admission.ts'
import { deliverTo, type DeliveryLink } from './delivery-link.ts'
import { manage } from './management.ts'
import { mostMessageBytes, readTransfer, type Fields } from './message.ts'
import type { BrokerQueue } from './queue.ts'
import { isRefusal, notImitated, type Refusal } from './refusal.ts'
import { grantedEntity, type Credentials } from './tokens.ts'

/** What becomes of the next transfer, where a test plants it. `loseAnswer`: taken, and the connection is cut. */
export type SendFault = 'loseAnswer' | 'neverAnswer' | 'cut' | Refusal

export type BrokerState = {
  readonly credentials: Credentials
  readonly queueAt: (name: string) => BrokerQueue | undefined
  readonly links: Set<DeliveryLink>
  readonly nextFault: () => SendFault | undefined
  /** Something entered a queue or left it: whoever waits is looked after. */
  readonly changed: () => void
  /** The calls of `$management`, for tests to look at. */
  readonly called: (operation: string) => void
}

/** The SDK and the Functions host spell it differently; the service does not mind. */
const deadLetters = /\/\$deadletterqueue$/i
const management = '/$management'
const cbs = '$cbs'

/** One client's connection. It sees a queue once it has put a token for it. */
export function serveConnection(connection: Connection, broker: BrokerState): void {
  const granted = new Set<string>()
  /** The queue behind an address, or why there is none for this client. */
  const queueFor = (address: string): BrokerQueue | Refusal => {
    const name = address.replace(management, '').replace(deadLetters, '')
    if (!granted.has(name) && !granted.has(address)) return unauthorized(address)
    return broker.queueAt(name) ?? notFound(address)
  }

  connection.on('receiver_open', ({ receiver }: EventContext) => {
    if (receiver) admitSender(receiver, queueFor)
  })
  connection.on('message', (context: EventContext) => {
    const { receiver, message, delivery } = context
    const address = addressOf(receiver?.target)
    if (!receiver || !delivery) return
    if (address === cbs) {
      const { application_properties: properties = {}, message_id: id, body } = message as unknown as Fields
      const entity = grantedEntity(properties as Fields, body, broker.credentials)
      if (entity !== undefined) granted.add(entity)
      delivery.accept()
      answer(receiver, id, {
        'status-code': entity === undefined ? 401 : 202,
        'status-description':
          entity === undefined ? 'InvalidSignature: The token has an invalid signature.' : 'Accepted',
      })
    } else if (address.endsWith(management)) {
      delivery.accept()
      answerCall(receiver, message as unknown as Fields, queueFor(address), broker)
    } else takeTransfer(context, queueFor(address), broker)
  })
  connection.on('sender_open', ({ sender }: EventContext) => {
    if (sender) admitReceiver(sender, queueFor, broker)
  })
}

const addressOf = (terminus: unknown): string => {
  const address = (terminus as { address?: unknown } | undefined)?.address
  return typeof address === 'string' ? address : ''
}

const unauthorized = (address: string): Refusal => ({
  condition: 'amqp:unauthorized-access',
  description: `Unauthorized access. The claim for ${address} is missing.`,
})

const notFound = (address: string): Refusal => ({
  condition: 'amqp:not-found',
  description: `The messaging entity '${address}' could not be found.`,
})

function admitSender(receiver: Receiver, queueFor: (address: string) => BrokerQueue | Refusal): void {
  const address = addressOf(receiver.target)
  receiver.set_target({ address })
  Object.assign((receiver as unknown as Local).local.attach, { max_message_size: mostMessageBytes })
  if (address === cbs) return
  const queue = deadLetters.test(address) ? notImitated('sending to a dead letter queue') : queueFor(address)
  if (isRefusal(queue)) receiver.close(queue)
}

type Local = { readonly local: { readonly attach: object } }

function admitReceiver(
  sender: Sender,
  queueFor: (address: string) => BrokerQueue | Refusal,
  broker: BrokerState,
): void {
  const address = addressOf(sender.source)
  if (address === cbs || address.endsWith(management)) {
    sender.set_source({ address })
    sender.open()
    return
  }
  const queue = queueFor(address)
  if (isRefusal(queue)) {
    sender.open()
    sender.close(queue)
    return
  }
  const { links, changed } = broker
  deliverTo(sender, { queue, address, isDead: deadLetters.test(address), links, changed })
  changed()
}

function takeTransfer(
  { message, delivery }: EventContext,
  queue: BrokerQueue | Refusal,
  broker: BrokerState,
): void {
  if (!delivery) return
  const fault = broker.nextFault()
  if (fault === 'cut') return cut(delivery.link.connection)
  const read = isRefusal(queue) ? queue : readTransfer(message, delivery.format)
  const refusal = typeof fault === 'object' ? fault : isRefusal(read) ? read : undefined
  const notAdmitted = refusal ?? (isRefusal(queue) || isRefusal(read) ? undefined : refusedBy(queue, read))
  if (notAdmitted) {
    delivery.reject(notAdmitted)
    return
  }
  if (!isRefusal(queue) && !isRefusal(read)) for (const arrival of read) queue.enqueue(arrival)
  if (fault === 'loseAnswer') cut(delivery.link.connection)
  else if (fault !== 'neverAnswer') delivery.accept()
  broker.changed()
}

/** As a network does it: without a word. rhea hears of it by the error, and only so. */
export const cutSocket = (socket: { readonly destroy: (error: Error) => unknown }): void =>
  void socket.destroy(new Error('the connection is cut'))

const cut = (connection: Connection): void =>
  cutSocket((connection as unknown as { socket: Parameters<typeof cutSocket>[0] }).socket)

function answerCall(
  receiver: Receiver,
  { message_id: id, application_properties: properties = {}, body = {} }: Fields,
  queue: BrokerQueue | Refusal,
  broker: BrokerState,
): void {
  const { operation } = properties as Fields
  broker.called(String(operation).replace('com.microsoft:', ''))
  const result = isRefusal(queue) ? queue : manage(queue, operation, body as Fields)
  if (isRefusal(result)) {
    const { condition, description } = result
    const errorCondition = rhea.types.wrap_symbol(condition)
    answer(receiver, id, { statusCode: 400, statusDescription: description, errorCondition })
  } else answer(receiver, id, { statusCode: 200, statusDescription: 'OK' }, result.body)
  broker.changed()
}

/** Answers go back on the session of the question. */
function answer(receiver: Receiver, id: unknown, properties: Fields, body: unknown = ''): void {
  const address = addressOf(receiver.target)
  const reply = receiver.session.find_sender((link: Sender) => addressOf(link.source) === address)
  const wrapped = Object.entries(properties).map(([name, value]) => [
    name,
    typeof value === 'number' ? rhea.types.wrap_int(value) : value,
  ])
  reply?.send({
    correlation_id: id as string,
    application_properties: Object.fromEntries(wrapped) as Record<string, unknown>,
    body,
  })
}
