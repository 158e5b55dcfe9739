// The client of clamd, for who runs one: its answer joins that of our own rules (clamd(8), "INSTREAM").
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type { Doubt, Scan, Verdict } from '../../application/ports/scanner.ts'

export type ClamdOptions = {
  readonly host: string
  readonly port: number
  /** How long it may take over one step: connecting, accepting bytes, or the answer at the end. */
  readonly patienceMs?: number
}

/** It may think for long about an archive at the end. */
const defaultPatienceMs = 60_000
const pieceBytes = 1024 ** 2
const longestAnswer = 1_000

/** Settings of clamd that make it name what we hold back ourselves; everything else that it finds is refused. */
const heuristics: readonly (readonly [RegExp, Doubt])[] = [
  [/^Heuristics\.Encrypted\./, 'encrypted'],
  [/^Heuristics\.OLE2\.ContainsMacros/, 'macros'],
  [/^Heuristics\.Limits\.Exceeded/, 'notLookedThrough'],
]

export type ClamdScan = Scan & { readonly close: () => void }

/** A clamd that is not there, is silent or says something else leaves the file in doubt, never clean. */
export function beginClamdScan(options: ClamdOptions): ClamdScan {
  const socket = connect(options)
  const answer = answerOf(socket)
  let isOver = false
  socket.setTimeout(options.patienceMs ?? defaultPatienceMs, () => socket.destroy())
  void answer.then(() => (isOver = true))

  /** Resolves when it has left this process, so that a slow clamd slows the sender down. */
  function write(bytes: Uint8Array): Promise<void> {
    if (isOver) return Promise.resolve()
    const written = new Promise<void>((resolve) => socket.write(bytes, () => resolve()))
    return Promise.race([written, answer.then(() => undefined)])
  }

  const greeted = write(Buffer.from('zINSTREAM\0'))
  return {
    async take(bytes) {
      await greeted
      for (let at = 0; at < bytes.length && !isOver; at += pieceBytes) {
        const piece = bytes.subarray(at, at + pieceBytes)
        await write(lengthOf(piece.length))
        await write(piece)
      }
      return 'more'
    },
    async end() {
      await write(lengthOf(0))
      const text = await answer
      socket.destroy()
      return verdictIn(text)
    },
    close: () => void socket.destroy(),
  }
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

/** All that it says until it closes; empty where the connection failed. */
function answerOf(socket: Socket): Promise<string> {
  let text = ''
  return new Promise((resolve) => {
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1')
      if (text.includes('\0') || text.length > longestAnswer) resolve(text)
    })
    socket.on('error', () => resolve(text))
    socket.on('close', () => resolve(text))
  })
}

/** `stream: OK`, `stream: NAME FOUND`, `INSTREAM size limit exceeded. ERROR`. */
function verdictIn(answer: string): Verdict {
  // What is cut off may have been going to say something else.
  const line = answer.slice(0, Math.max(0, answer.indexOf('\0')))
  if (line === 'stream: OK') return { verdict: 'clean' }
  const found = /^stream: (\S+) FOUND$/.exec(line)?.[1]
  if (found === undefined) {
    const isTooLong = line.startsWith('INSTREAM size limit exceeded')
    return { verdict: 'unknown', doubts: [isTooLong ? 'notLookedThrough' : 'scannerUnavailable'] }
  }
  const doubt = heuristics.find(([pattern]) => pattern.test(found))?.[1]
  return doubt ? { verdict: 'unknown', doubts: [doubt] } : { verdict: 'refused', reason: 'malwareSignature' }
}
