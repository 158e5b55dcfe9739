import { setTimeout as pause } from 'node:timers/promises'
import type {
  ServiceBusClient,
  ServiceBusReceivedMessage,
  ServiceBusSessionReceiver,
} from '@azure/service-bus'

import { inTime } from '../../kernel/in-time.ts'
import { handleOne, reached, rest, unlessStopped, type Consuming } from './consuming.ts'
import { givenUp, hangUpUnlessOpen } from './hang-up.ts'
import { codeOf } from './namespace.ts'

/** A session that brings nothing for this long is given back, so that another one gets its place. */
const idleMs = 1_000

/** As many sessions at a time as allowed, of each one message after the other. */
export async function consumeSessions(consuming: Consuming): Promise<void> {
  const client = await reached(consuming)
  if (!client) return
  await Promise.all(Array.from({ length: consuming.concurrency }, () => takeSessions(client, consuming)))
}

async function takeSessions(client: ServiceBusClient, consuming: Consuming): Promise<void> {
  const { stopping, failed, tryMs } = consuming
  const receive = (session: ServiceBusSessionReceiver) =>
    inTime(
      idleMs + tryMs,
      () => session.receiveMessages(1, { maxWaitTimeInMs: idleMs, abortSignal: stopping }),
      () => givenUp(client),
    )
  while (!stopping.aborted) {
    const session = await nextSession(client, consuming)
    if (!session) continue
    try {
      await handleSession(client, session, receive, consuming)
    } catch (error) {
      if (!stopping.aborted) failed(error)
    }
    // Of a connection that breaks meanwhile the SDK would wait for the end of the session for ever.
    await Promise.race([session.close(), pause(tryMs, undefined, { ref: false })])
  }
}

/** The SDK lets nobody interrupt its waiting for a session: a stop leaves it behind, and the connection ends with it. */
function nextSession(
  client: ServiceBusClient,
  consuming: Consuming,
): Promise<ServiceBusSessionReceiver | undefined> {
  const { queue, renewForMs, stopping, leftBehind, tryMs } = consuming
  const unanswered = setTimeout(() => hangUpUnlessOpen(client), tryMs)
  const accepted = client
    .acceptNextSession(queue, { maxAutoLockRenewalDurationInMs: renewForMs })
    .then(async (session) => {
      if (!stopping.aborted) return session
      await session.close()
      return undefined
    })
    .catch((error: unknown) => afterRefusal(error, consuming))
    .finally(() => {
      clearTimeout(unanswered)
      leftBehind.delete(accepted)
    })
  leftBehind.add(accepted)
  return unlessStopped(accepted, stopping)
}

/** That no session has anything is no failure. */
async function afterRefusal(error: unknown, { failed, stopping }: Consuming): Promise<undefined> {
  if (codeOf(error) === 'ServiceTimeout' || stopping.aborted) return undefined
  failed(error)
  await rest(stopping)
  return undefined
}

async function handleSession(
  client: ServiceBusClient,
  session: ServiceBusSessionReceiver,
  receive: (session: ServiceBusSessionReceiver) => Promise<readonly ServiceBusReceivedMessage[]>,
  consuming: Consuming,
): Promise<void> {
  while (!consuming.stopping.aborted && !session.isClosed) {
    const [message] = await receive(session)
    if (!message) return
    await handleOne(consuming, client, session, message)
  }
}
