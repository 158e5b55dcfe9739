import { queueNames, queuesWithSessions, type Message, type QueueName } from './messages.ts'

/** The standard tier of Service Bus takes 256 KB a message with its envelope, and 128 characters an id. */
const mostBodyBytes = 240 * 1024
const mostIdCharacters = 128

/** What no home of the queues takes is a defect of the sender: throws a `RangeError` before anything is sent. */
export function checkMessages(queue: QueueName, messages: readonly Message[]): void {
  if (!queueNames.includes(queue)) throw new RangeError('there is no such queue')
  for (const message of messages) checkMessage(queue, message)
}

function checkMessage(queue: QueueName, { id, sessionId, body }: Message): void {
  if (!isId(id) || (sessionId !== undefined && !isId(sessionId)))
    throw new RangeError('a message id or session id has 1 to 128 characters')
  // Service Bus refuses it too, but only once it is asked.
  if (sessionId === undefined && queuesWithSessions.has(queue))
    throw new RangeError(`a message on the queue ${queue} belongs to a session`)
  if (new TextEncoder().encode(JSON.stringify(body)).length > mostBodyBytes)
    throw new RangeError('the body of a message holds at most 240 KB')
}

const isId = (text: string): boolean =>
  text.length > 0 && text.length <= mostIdCharacters && text.isWellFormed()
