import type { ActorRef } from '../actor.ts'
import { toBase64Url, utf8 } from '../bytes.ts'
import type { Document, Partition } from '../ports/documents.ts'
import { queuesWithSessions } from '../ports/messages.ts'
import type { QueueName } from '../ports/messages.ts'
import type { Ports } from '../ports/ports.ts'
import type { Instant } from '../requests/request-document.ts'

/** A message as its function received it. The body was written by us and is read as if it were not. */
export type ReceivedMessage = {
  readonly queue: QueueName
  readonly messageId: string
  readonly body: unknown
  readonly sessionId?: string
  readonly deliveryCount: number
}

/** The members that our messages have; each is an id or a word of ours. */
export type MessageBody = Readonly<Record<string, string>>

/**
 * A message that could not be handled, id `deadLetter:{key}`, in the company's logs: ids and codes, for as long as a log.
 * It is waiting until an administrator sends it again or lets it go.
 */
export type DeadLetterDocument = Document & {
  readonly companyId: string
  readonly requestId?: string
  readonly key: string
  readonly queue: QueueName
  readonly kind: string
  readonly messageId: string
  readonly body: MessageBody
  readonly sessionId?: string
  readonly deliveryCount: number
  readonly reason: string
  readonly at: Instant
  readonly retries: number
  readonly state: 'waiting' | 'retried' | 'discarded'
  readonly settled?: { readonly by: ActorRef; readonly at: Instant; readonly reason?: string }
}

export const deadLetterPartition = (companyId: string): Partition => ({
  container: 'logs',
  key: [companyId],
})

export const deadLetterId = (key: string): string => `deadLetter:${key}`

/** Kept as long as logs are. */
export const deadLetterSeconds = 90 * 24 * 3600

const again = /(-again-\d+|-retry-\d+)+$/

/** Each try has an id of its own, for the bus would drop a repeat; together they are one message. */
export const originOf = (messageId: string): string => messageId.replace(again, '')

/** The same message always has the same key, so that it is buried once however often it is tried. */
export const keyOf = ({ crypto }: Pick<Ports, 'crypto'>, queue: QueueName, messageId: string): string =>
  toBase64Url(crypto.sha256(utf8(`${queue} ${originOf(messageId)}`))).slice(0, 22)

const members = [
  'companyId',
  'requestId',
  'version',
  'mailId',
  'webhookId',
  'eventId',
  'sequence',
  'instanceId',
  'command',
  'name',
  'event',
] as const

const word = /^[A-Za-z0-9_-]{1,80}$/

/** The members of a body; none where it is no object. */
export const membersOf = (body: unknown): Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {}

/** What we know how to read of a body; whatever else is in it is not kept. */
export function knownMembers(body: unknown): MessageBody {
  const given = membersOf(body)
  const known = members.map((name) => [name, given[name]] as const)
  return Object.fromEntries(
    known.filter((member): member is readonly [(typeof members)[number], string] => isWord(member[1])),
  )
}

const isWord = (value: unknown): value is string => typeof value === 'string' && word.test(value)

/** How often it was put off already. */
export function triesOf(body: unknown): number {
  const { tries } = membersOf(body)
  return typeof tries === 'number' && Number.isSafeInteger(tries) && tries > 0 ? tries : 0
}

/** The session to send it in again; a broker that does not say which it had is told by what the message is about. */
export function sessionOf({
  queue,
  sessionId,
  body,
}: Pick<ReceivedMessage, 'queue' | 'sessionId' | 'body'>): { readonly sessionId?: string } {
  if (!queuesWithSessions.has(queue)) return {}
  const { instanceId, companyId } = knownMembers(body)
  return { sessionId: sessionId ?? instanceId ?? companyId ?? 'unknown' }
}
