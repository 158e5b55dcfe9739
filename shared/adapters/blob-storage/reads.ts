import type { Readable } from 'node:stream'

import type { BlobName } from '../../application/ports/blobs.ts'
import { DependencyUnavailable } from '../../application/ports/unavailable.ts'
import type { Account } from './account.ts'
import { blobClient, ifThere } from './containers.ts'
import { answerOf } from './failures.ts'

type Range = { readonly start: number; readonly end?: number }

type Body = Pick<Readable, 'destroy' | 'on' | typeof Symbol.asyncIterator>

/** A body that is being read; `at` is the first byte that nobody has been given. */
type Reading = {
  readonly account: Account
  readonly blob: BlobName
  readonly etag: string
  readonly end: number
  at: number
  body: Body
  pieces: AsyncIterator<unknown>
  idle?: NodeJS.Timeout
}

/** A connection that breaks so often, without a byte between, is no passing fault. */
const mostCutsInARow = 3

/**
 * The bytes of a range as they are consumed; undefined when there is no such blob. A body that ends early is taken up from
 * its next byte, of the same version of the blob. That is done here because the SDK takes up none whose connection broke;
 * so a reading that rests can let go of its connection, too.
 */
export async function readBlob(
  account: Account,
  blob: BlobName,
  range: Range = { start: 0 },
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const opened = await open(account, blob, range)
  if (opened === undefined || opened === 'beyond') return opened && nothing()

  const { body, etag, end } = opened
  const reading: Reading = { account, blob, etag, end, at: range.start, ...piecesOf(body) }
  rest(reading)
  const pieces = follow(reading)
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => pieces.next(),
      // A generator that never began runs nothing when it is ended.
      return: () => {
        stop(reading)
        return pieces.return()
      },
    }),
  }
}

async function* follow(reading: Reading): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for (let cuts = 0; reading.at < reading.end;) {
      const piece = await nextPiece(reading)
      if (piece === 'cut') {
        cuts += 1
        if (cuts > mostCutsInARow) throw new DependencyUnavailable('blobs', 5)
        await takeUp(reading)
      } else {
        cuts = 0
        reading.at += piece.length
        rest(reading)
        yield piece
      }
    }
  } finally {
    stop(reading)
  }
}

/** Whatever is wrong with a body, all of it that was not given out can be asked for again. */
async function nextPiece(reading: Reading): Promise<Uint8Array | 'cut'> {
  clearTimeout(reading.idle)
  const late = setTimeout(() => reading.body.destroy(), reading.account.patience.tryMs)
  try {
    const { done, value } = await reading.pieces.next()
    return done === true ? 'cut' : (value as Uint8Array)
  } catch {
    return 'cut'
  } finally {
    clearTimeout(late)
  }
}

async function takeUp(reading: Reading): Promise<void> {
  reading.body.destroy()
  const { account, blob, at, end, etag } = reading
  const opened = await open(account, blob, { start: at, end }, etag)
  if (opened === undefined || opened === 'beyond') throw new Error('a blob was removed while it was read')
  Object.assign(reading, piecesOf(opened.body))
}

/** Who does not go on lets go of the connection after a while; the next piece is then asked for anew. */
function rest(reading: Reading): void {
  reading.idle = setTimeout(() => reading.body.destroy(), reading.account.patience.idleMs)
  reading.idle.unref()
}

function stop(reading: Reading): void {
  clearTimeout(reading.idle)
  reading.body.destroy()
}

/** A connection may break while nobody waits for the next piece: that is seen when it is asked for, and ends no process. */
function piecesOf(body: Body) {
  body.on('error', () => undefined)
  return { body, pieces: body[Symbol.asyncIterator]() }
}

type Opened = { readonly body: Body; readonly etag: string; readonly end: number }

async function open(
  account: Account,
  blob: BlobName,
  { start, end }: Range,
  ifMatch?: string,
): Promise<Opened | 'beyond' | undefined> {
  const count = end === undefined ? undefined : end - start
  if (count !== undefined && count <= 0)
    return (await sizeOf(account, blob)) === undefined ? undefined : 'beyond'

  return account.call(async (client, { abortSignal }) => {
    const options = { abortSignal, maxRetryRequests: 0, ...(ifMatch && { conditions: { ifMatch } }) }
    try {
      const answer = await ifThere(blobClient(client, blob).download(start, count, options))
      if (answer === undefined) return undefined
      const { readableStreamBody: body, contentLength = 0, etag = '' } = answer
      return body && { body: body as Readable, etag, end: start + contentLength }
    } catch (error) {
      // Out of range (RFC 9110, section 15.5.17), or, when taken up, no longer the same blob.
      if ([412, 416].includes(answerOf(error).status ?? 0)) return 'beyond'
      throw error
    }
  })
}

async function* nothing(): AsyncGenerator<Uint8Array, void, undefined> {}

export const sizeOf = (account: Account, blob: BlobName): Promise<number | undefined> =>
  account.call(async (client, { abortSignal }) => {
    const found = await ifThere(blobClient(client, blob).getProperties({ abortSignal }))
    return found?.contentLength
  })
