import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type IdentityEndpoint = {
  /** As Azure puts them into the environment of an application with a managed identity. */
  readonly settings: { readonly IDENTITY_ENDPOINT: string; readonly IDENTITY_HEADER: string }
  /** What tokens were asked for, in order; the client id where one was chosen. */
  readonly asked: readonly { readonly resource: string; readonly clientId?: string }[]
  /** How long the next tokens live. */
  readonly tokensLive: (seconds: number) => void
  /** Whether a token is one of ours for this resource. */
  readonly issued: (token: string, resource: string) => boolean
  /** What happens to the next requests, in this order; `silent` is accepted and never answered. */
  readonly fail: (...faults: readonly (number | 'silent')[]) => void
  /** Connections that are open now. */
  readonly open: () => Promise<number>
  readonly close: () => Promise<void>
}

const parameters: ReadonlySet<string> = new Set(['api-version', 'resource', 'client_id'])

/** The endpoint that gives tokens to an application (learn.microsoft.com, "REST endpoint reference" of managed identities). */
export async function startIdentityEndpoint(): Promise<IdentityEndpoint> {
  const lives = { seconds: 86_400 }
  const asked: { readonly resource: string; readonly clientId?: string }[] = []
  const tokens = new Map<string, string>()
  const faults: (number | 'silent')[] = []
  const header = randomUUID()
  const server = createServer((request, response) => {
    const { searchParams, pathname } = new URL(request.url ?? '', 'http://localhost')
    const resource = searchParams.get('resource') ?? ''
    const isWell =
      request.method === 'GET' &&
      pathname === '/msi/token' &&
      searchParams.get('api-version') === '2019-08-01' &&
      request.headers['x-identity-header'] === header &&
      resource !== '' &&
      [...searchParams.keys()].every((name) => parameters.has(name))
    const clientId = searchParams.get('client_id')
    if (isWell) asked.push({ resource, ...(clientId !== null && { clientId }) })
    const status = faults.shift() ?? (isWell ? 200 : 400)
    if (status === 'silent') return
    response.writeHead(status, { 'Content-Type': 'application/json' })
    if (status !== 200) return void response.end(JSON.stringify({ statusCode: status, message: 'refused' }))
    const token = jwt(resource, lives.seconds)
    tokens.set(token, resource)
    const expires_on = String(Math.floor(Date.now() / 1000) + lives.seconds)
    response.end(JSON.stringify({ access_token: token, expires_on, resource, token_type: 'Bearer' }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    settings: { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: header },
    asked,
    tokensLive: (seconds) => void (lives.seconds = seconds),
    issued: (token, resource) => tokens.get(token) === resource,
    fail: (...more) => void faults.push(...more),
    open: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
      }),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Azurite reads who issued a token, for whom, and until when; nobody here checks its signature. */
function jwt(resource: string, livesSeconds: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const iat = Math.floor(Date.now() / 1000)
  const issuer = 'https://sts.windows.net/00000000-0000-0000-0000-000000000000/'
  const claims = {
    aud: resource.replace(/\/$/, ''),
    iss: issuer,
    iat,
    nbf: iat,
    exp: iat + livesSeconds,
    jti: randomUUID(),
  }
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${part({ signed: 'by nobody' })}`
}
