import rhea from 'rhea'

import { refusedBy } from './admission.ts'
import { readMessage, tokenOfUuid, type Fields } from './message.ts'
import type { BrokerQueue, Fate } from './queue.ts'
import { isRefusal, notImitated, type Refusal } from './refusal.ts'

/** What a call of `$management` comes to: the members of the answer's body, or the refusal. */
export type Answer = { readonly body: Fields } | Refusal

type Operation = (queue: BrokerQueue, body: Fields) => Answer

const timestampArray = 0x83
const longArray = 0x81

/** The closed list of the calls that the product and its tests make. */
const operations: Readonly<Record<string, Operation>> = {
  'schedule-message': (queue, { messages }) => {
    const arrivals = (messages as readonly { message: Buffer }[]).map(({ message }) =>
      readMessage(rhea.message.decode(message) as Fields),
    )
    const refusal = arrivals.find(isRefusal) ?? refusedBy(queue, arrivals)
    if (refusal) return refusal
    const sequences = arrivals.map((arrival) => (isRefusal(arrival) ? 0 : queue.enqueue(arrival)))
    return { body: { 'sequence-numbers': rhea.types.wrap_array(sequences, longArray, undefined) } }
  },
  'cancel-scheduled-message': (queue, body) => {
    const sequences = (body['sequence-numbers'] as readonly (number | Buffer)[]).map(numberOf)
    if (sequences.every((sequence) => queue.cancel(sequence))) return { body: {} }
    return { condition: 'com.microsoft:message-not-found', description: 'no such message is scheduled' }
  },
  'renew-lock': (queue, body) => {
    const until = tokensOf(body).map((token) => queue.renew(token))
    if (until.includes(undefined)) return lockLost
    return { body: { expirations: rhea.types.wrap_array(until, timestampArray, undefined) } }
  },
  'renew-session-lock': (queue, body) => {
    const until = queue.renewSession(String(body['session-id']))
    if (until === undefined) return sessionLockLost
    return { body: { expiration: rhea.types.wrap_timestamp(until) } }
  },
  'update-disposition': (queue, body) => {
    const fate = fateOf(body)
    if (fate === undefined) return notImitated(`the disposition ${String(body['disposition-status'])}`)
    return tokensOf(body).every((token) => queue.settle(token, fate)) ? { body: {} } : lockLost
  },
}

export const lockLost: Refusal = {
  condition: 'com.microsoft:message-lock-lost',
  description: 'The lock supplied is invalid. Either the lock expired, or the message has been removed.',
}

export const sessionLockLost: Refusal = {
  condition: 'com.microsoft:session-lock-lost',
  description: 'The session lock has expired.',
}

export function manage(queue: BrokerQueue, operation: unknown, body: Fields): Answer {
  const name = String(operation).replace('com.microsoft:', '')
  const known = Object.hasOwn(operations, name) ? operations[name] : undefined
  return known ? known(queue, body) : notImitated(`the operation ${name}`)
}

const tokensOf = (body: Fields): readonly string[] =>
  (body['lock-tokens'] as readonly Buffer[]).map(tokenOfUuid)

const numberOf = (long: number | Buffer): number =>
  typeof long === 'number' ? long : Number(long.readBigInt64BE())

function fateOf(body: Fields): Fate | undefined {
  const status = body['disposition-status']
  if (status === 'abandoned' && Object.keys(body['properties-to-modify'] ?? {}).length > 0) return undefined
  if (status === 'completed') return 'complete'
  if (status === 'abandoned') return 'abandon'
  if (status !== 'suspended') return undefined
  return {
    reason: String(body['deadletter-reason'] ?? ''),
    description: String(body['deadletter-description'] ?? ''),
  }
}
