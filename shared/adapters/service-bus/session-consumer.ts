import type { ServiceBusClient, ServiceBusSessionReceiver } from '@azure/service-bus'

import { handleOne, reached, rest, unlessStopped, type Consuming } from './consuming.ts'
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
  const { stopping, failed } = consuming
  while (!stopping.aborted) {
    const session = await nextSession(client, consuming)
    if (!session) continue
    try {
      await handleSession(session, consuming)
    } catch (error) {
      if (!stopping.aborted) failed(error)
    }
    await session.close()
  }
}

/** The SDK lets nobody interrupt its waiting for a session: a stop leaves it behind, and the connection ends with it. */
function nextSession(
  client: ServiceBusClient,
  consuming: Consuming,
): Promise<ServiceBusSessionReceiver | undefined> {
  const { queue, renewForMs, stopping, leftBehind } = consuming
  const accepted = client
    .acceptNextSession(queue, { maxAutoLockRenewalDurationInMs: renewForMs })
    .then(async (session) => {
      if (!stopping.aborted) return session
      await session.close()
      return undefined
    })
    .catch((error: unknown) => afterRefusal(error, consuming))
    .finally(() => leftBehind.delete(accepted))
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

async function handleSession(session: ServiceBusSessionReceiver, consuming: Consuming): Promise<void> {
  while (!consuming.stopping.aborted && !session.isClosed) {
    const [message] = await session.receiveMessages(1, {
      maxWaitTimeInMs: idleMs,
      abortSignal: consuming.stopping,
    })
    if (!message) return
    await handleOne(consuming, session, message)
  }
}
