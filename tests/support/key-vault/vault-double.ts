import { createServer } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

import { trustedLocalhost } from '../tls/certificate.ts'
import { answer, type Deps } from './routes.ts'
import { storedKeys, VaultRefusal, type StoredKeys } from './stored-keys.ts'

/** What happens to the next calls that carry a token, in this order; then the vault is well again. */
export type VaultFault = { readonly status: number; readonly retryAfter?: number } | 'hang' | 'cut'

export type VaultDouble = {
  readonly url: string
  readonly keys: StoredKeys
  readonly fail: (...faults: readonly VaultFault[]) => void
  /** `METHOD /path`, of calls that carried a token. */
  readonly calls: readonly string[]
  readonly close: () => Promise<void>
}

type Options = {
  readonly now?: () => Date
  /** Which tokens are good; any, if left out. */
  readonly accepts?: (token: string) => boolean
}

const resource = 'https://vault.azure.net'

/** A key vault on this machine: HTTPS, the challenge, and the closed list of `routes.ts`. */
export async function startVault({
  now = () => new Date(),
  accepts = () => true,
}: Options = {}): Promise<VaultDouble> {
  const faults: VaultFault[] = []
  const calls: string[] = []
  const keys = storedKeys(now)
  const server = createServer(trustedLocalhost())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `https://localhost:${(server.address() as AddressInfo).port}`
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (token === undefined || !accepts(token)) return challenge(response)
    calls.push(`${request.method} ${pathOf(request)}`)
    const fault = faults.shift()
    if (fault === undefined) return void serve({ keys, url, now }, request, response)
    if (fault === 'cut') return void request.socket.destroy()
    if (fault !== 'hang') refuse(response, fault)
  })

  return {
    url,
    keys,
    calls,
    fail: (...more) => void faults.push(...more),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The first call comes without token and body; this is how a client learns whom to ask. */
function challenge(response: ServerResponse): void {
  const authorization = 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000'
  response.setHeader('WWW-Authenticate', `Bearer authorization="${authorization}", resource="${resource}"`)
  send(response, 401, {
    error: { code: 'Unauthorized', message: 'AKV10000: Request is missing a Bearer token.' },
  })
}

async function serve(deps: Deps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    checkQuery(new URL(request.url ?? '', deps.url).searchParams)
    const received = await text(request)
    const body = received === '' ? {} : (JSON.parse(received) as Readonly<Record<string, unknown>>)
    send(response, 200, answer(deps, { method: request.method ?? '', path: pathOf(request), body }))
  } catch (error) {
    if (!(error instanceof VaultRefusal)) throw error
    send(response, error.status, { error: { code: error.code, message: error.message } })
  }
}

/** The versions that the SDK knows, as the service answers the others. */
const apiVersions: ReadonlySet<string | null> = new Set(['7.5', '7.6', '2025-07-01'])

function checkQuery(query: URLSearchParams): void {
  if (!apiVersions.has(query.get('api-version')))
    throw new VaultRefusal(400, 'BadParameter', 'The specified version is not recognised.')
  const unknown = [...query.keys()].find((name) => name !== 'api-version')
  if (unknown !== undefined)
    throw new VaultRefusal(501, 'NotInTheDouble', `The double does not know the parameter ${unknown}.`)
}

const pathOf = (request: IncomingMessage): string => new URL(request.url ?? '', 'https://vault').pathname

function refuse(response: ServerResponse, { status, retryAfter }: Exclude<VaultFault, string>): void {
  if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter))
  send(response, status, { error: { code: 'Injected', message: 'The double was told to fail.' } })
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}
