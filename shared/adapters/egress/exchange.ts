// One request and its answer over one connection that nobody uses before or after.
import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isIP, isIPv6, type LookupFunction } from 'node:net'

import type {
  EgressFailureCode,
  EgressLimits,
  EgressOutcome,
  EgressRequest,
} from '../../application/ports/egress.ts'
import type { Target } from './target.ts'

/** A target with the addresses that were judged: the only ones that are connected to. */
export type Pinned = Target & { readonly addresses: readonly string[] }

type Phase = 'connecting' | 'securing' | 'talking'

type Call = {
  readonly request: ClientRequest
  readonly phase: () => Phase
  readonly isLate: () => boolean
  readonly end: () => void
}

/** Never rejects: whatever goes wrong on the way is an outcome. */
export async function exchange(
  pinned: Pinned,
  asked: EgressRequest,
  limits: EgressLimits,
): Promise<EgressOutcome> {
  const call = begin(pinned, asked, limits)
  try {
    const message = await answerTo(call.request, asked.body)
    const body = asked.answer === 'statusOnly' ? Buffer.alloc(0) : await bodyOf(message, limits.bodyBytes)
    const status = message.statusCode ?? 0
    if (status < 200 || status > 599 || body === undefined)
      return { kind: 'unreachable', code: body ? 'answerMalformed' : 'answerTooLarge' }
    return { kind: 'answered', status, headers: headersOf(message), body }
  } catch (error) {
    return { kind: 'unreachable', code: call.isLate() ? 'tooSlow' : failureIn(call.phase(), error) }
  } finally {
    call.end()
  }
}

/** Begins to connect. Each of the three times ends the call, whatever it is at. */
function begin(pinned: Pinned, asked: EgressRequest, limits: EgressLimits): Call {
  const over = new AbortController()
  const within = (ms: number) => setTimeout(() => over.abort(), ms)
  const timers = {
    connect: within(limits.connectMs),
    headers: within(limits.headersMs),
    total: within(limits.totalMs),
  }
  let phase: Phase = 'connecting'
  const isSecure = pinned.url.protocol === 'https:'
  const request = (isSecure ? https : http).request(optionsOf(pinned, asked, limits, over.signal))
  request.once('socket', (socket) => {
    socket.once('connect', () => {
      phase = isSecure ? 'securing' : 'talking'
      if (!isSecure) clearTimeout(timers.connect)
    })
    socket.once('secureConnect', () => {
      phase = 'talking'
      clearTimeout(timers.connect)
    })
  })
  request.once('response', () => clearTimeout(timers.headers))
  return {
    ...{ request, phase: () => phase, isLate: () => over.signal.aborted },
    end: () => {
      for (const timer of Object.values(timers)) clearTimeout(timer)
      request.destroy()
    },
  }
}

/** An agent of its own keeps no connection for the next name, and reads no proxy from the environment. */
function optionsOf(
  { url, host, port, addresses }: Pinned,
  { method, headers, body }: EgressRequest,
  { headerBytes }: EgressLimits,
  signal: AbortSignal,
): https.RequestOptions {
  return {
    ...{ host, port, method, signal, agent: false, maxHeaderSize: headerBytes },
    ...{
      path: `${url.pathname}${url.search}`,
      headers: { ...ownHeaders(headers), ...connectionHeaders(url, body) },
    },
    ...{ lookup: pinnedLookup(addresses), autoSelectFamily: true },
    // Whatever the environment of the process says.
    ...{ rejectUnauthorized: true, minVersion: 'TLSv1.2', servername: isIP(host) === 0 ? host : '' },
  }
}

/** Answers what was judged, whatever the name has come to mean since. */
const pinnedLookup =
  (addresses: readonly string[]): LookupFunction =>
  (_name, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 })),
    )

const notTheCallers = new Set([
  ...['host', 'connection', 'keep-alive', 'upgrade', 'expect', 'te', 'trailer', 'proxy-authorization'],
  ...['content-length', 'transfer-encoding', 'accept-encoding'],
])

const ownHeaders = (headers: EgressRequest['headers'] = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => !notTheCallers.has(name)),
  )

/** Nothing packed comes back, so what is counted is what there is. */
const connectionHeaders = (url: URL, body: Uint8Array | undefined): Record<string, string> => ({
  host: url.host,
  connection: 'close',
  'accept-encoding': 'identity',
  ...(body && { 'content-length': `${body.length}` }),
})

const answerTo = (request: ClientRequest, body: Uint8Array | undefined): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request.once('response', resolve)
    // It may fail again after the answer, where the other side closes early.
    request.on('error', reject)
    request.end(body)
  })

/** Undefined where it is longer than that. */
async function bodyOf(message: IncomingMessage, most: number): Promise<Buffer | undefined> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of message as AsyncIterable<Buffer>) {
    length += piece.length
    if (length > most) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))

function failureIn(phase: Phase, error: unknown): EgressFailureCode {
  if (phase === 'connecting') return 'connectFailed'
  if (phase === 'securing') return 'tlsFailed'
  const code = `${(error as { readonly code?: unknown }).code}`
  if (code === 'HPE_HEADER_OVERFLOW') return 'answerTooLarge'
  return code.startsWith('HPE_') ? 'answerMalformed' : 'connectionLost'
}
