import type { IncomingMessage, ServerResponse } from 'node:http'

/** What is read of a request and its response: who owes bytes to whom, and how many have moved. */
export type Exchange = {
  readonly request: Pick<IncomingMessage, 'complete'> & {
    readonly socket: Pick<IncomingMessage['socket'], 'bytesRead' | 'bytesWritten'>
  }
  readonly response: Pick<ServerResponse, 'writableNeedDrain'>
}

/**
 * Resolves when the work is done, or when for two looks in a row no byte has moved while one is owed by the other end:
 * a download nobody reads, or an upload nobody continues, must not hold up the clock for everybody.
 */
export function untilDoneOrStalled(
  work: Promise<unknown>,
  { request, response }: Exchange,
  lookEveryMs = 1000,
): Promise<void> {
  const { socket } = request
  let moved = -1
  return new Promise((resolve) => {
    const look = setInterval(() => {
      const now = socket.bytesRead + socket.bytesWritten
      const waitsForPeer = response.writableNeedDrain || !request.complete
      if (waitsForPeer && now === moved) finish()
      moved = now
    }, lookEveryMs)
    const finish = (): void => {
      clearInterval(look)
      resolve()
    }
    work.then(finish, finish)
  })
}
