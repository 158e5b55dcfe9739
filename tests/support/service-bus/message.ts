import rhea from 'rhea'

import type { Arrival, Entry } from './queue.ts'
import { isRefusal, notImitated, type Refusal } from './refusal.ts'

/** The message format in which the SDK packs several messages into one transfer: each data section is an encoded message. */
const batchFormat = 0x80013700
/** The standard tier's: 256 KB a message, or a batch of them. */
export const mostMessageBytes = 256 * 1024
const dataSection = 0x75

export type Fields = Readonly<Record<string, unknown>>

const scheduleAnnotation = 'x-opt-scheduled-enqueue-time'
const imitated: ReadonlySet<string> = new Set([
  ...['body', 'message_id', 'group_id', 'content_type', 'message_annotations', 'application_properties'],
  ...['delivery_count', 'durable', 'priority', 'first_acquirer'],
])

/** The messages of one transfer, or why the service would not have them. */
export function readTransfer(message: unknown, format: number): readonly Arrival[] | Refusal {
  if (format === 0) return all([readMessage(message as Fields)])
  if (format !== batchFormat) return notImitated(`the message format ${format}`)
  const packed = sections(rhea.message.decode(message as Buffer) as Fields)
  return all(packed.map((bytes) => readMessage(rhea.message.decode(bytes) as Fields)))
}

function all(read: readonly (Arrival | Refusal)[]): readonly Arrival[] | Refusal {
  return read.find(isRefusal) ?? (read as readonly Arrival[])
}

export function readMessage(message: Fields): Arrival | Refusal {
  const strange = strangeIn(message)
  if (strange !== undefined) return notImitated(strange)
  const { message_id: id, group_id: sessionId, content_type: contentType } = message
  const [body] = sections(message)
  if (body === undefined) return notImitated('a body that is not data')
  const notBefore = annotationsOf(message)[scheduleAnnotation]
  return {
    id: String(id),
    body,
    ...(typeof sessionId === 'string' && { sessionId }),
    ...(typeof contentType === 'string' && { contentType }),
    ...(notBefore !== undefined && { notBefore: Number(notBefore) }),
  }
}

const annotationsOf = (message: Fields): Fields => (message['message_annotations'] ?? {}) as Fields

/** The first thing about a message that the product's messages do not have. */
function strangeIn(message: Fields): string | undefined {
  const members = Object.keys(message).filter((name) => typeof message[name] !== 'function')
  const member = members.find((name) => !imitated.has(name))
  if (member !== undefined) return `the property ${member}`
  const annotation = Object.keys(annotationsOf(message)).find((name) => name !== scheduleAnnotation)
  if (annotation !== undefined) return `the annotation ${annotation}`
  const [application] = Object.keys((message['application_properties'] ?? {}) as Fields)
  if (application !== undefined) return 'application properties'
  return typeof message['message_id'] === 'string' ? undefined : 'messages without an id that is text'
}

function sections({ body }: Fields): readonly Buffer[] {
  const { typecode, content } = (body ?? {}) as { typecode?: number; content?: Buffer | Buffer[] }
  if (typecode !== dataSection || content === undefined) return []
  return Array.isArray(content) ? content : [content]
}

/** A delivery's bytes: the message with what the service adds. */
export function writeMessage({ lock, death, ...entry }: Entry): Buffer {
  const { types, message } = rhea
  return message.encode({
    message_id: entry.id,
    ...(entry.sessionId !== undefined && { group_id: entry.sessionId }),
    ...(entry.contentType !== undefined && { content_type: entry.contentType }),
    delivery_count: entry.failures,
    message_annotations: {
      'x-opt-sequence-number': types.wrap_long(entry.sequence),
      'x-opt-enqueued-time': types.wrap_timestamp(entry.enqueuedAt),
      'x-opt-locked-until': types.wrap_timestamp(lock?.until ?? 0),
      'x-opt-message-state': types.wrap_int(0),
    },
    ...(death && {
      application_properties: {
        DeadLetterReason: death.reason,
        DeadLetterErrorDescription: death.description,
      },
    }),
    body: message.data_section(entry.body),
  })
}

/** A lock token travels as a GUID in .NET's byte order: the first three groups are reversed. */
export function lockTag(token: string): Buffer {
  const bytes = uuidBytes(token)
  return Buffer.concat([
    bytes.subarray(0, 4).reverse(),
    bytes.subarray(4, 6).reverse(),
    bytes.subarray(6, 8).reverse(),
    bytes.subarray(8),
  ])
}

const uuidBytes = (token: string): Buffer => Buffer.from(token.replaceAll('-', ''), 'hex')

/** In the management calls it comes in network order. */
export const tokenOfUuid = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
