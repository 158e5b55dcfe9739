// One method for each operation of the API: typed, repeated where that is safe, signed in again where that is possible.
import { operations } from './generated.ts'
import type { Operations, Grant } from './generated.ts'
import { problemOf } from './problem.ts'
import { send } from './send.ts'

export type Session = { readonly accessToken?: string; readonly refreshToken?: string }

export type ClientOptions = Session & {
  /** Where the instance is, such as `https://indsigt.example`. */
  readonly url: string
  /** The secret of an API key, sent beside the token. */
  readonly apiKey?: string
  /** Told when the tokens were rotated: the old refresh token works no more. */
  readonly onSession?: (session: Session) => void
  readonly fetch?: typeof fetch
  /** How often a call is repeated that met a passing trouble; 4 unless told. */
  readonly retries?: number
  readonly wait?: (milliseconds: number) => Promise<void>
}

export type CallOptions = {
  readonly ifMatch?: string
  readonly ifNoneMatch?: string
  /** Made by the client where there is none. */
  readonly idempotencyKey?: string
  /** Of a body that is a file. */
  readonly contentType?: string
  readonly range?: string
  readonly signal?: AbortSignal
  /** Sees status and headers, such as the ETag, before the answer is read. */
  readonly onResponse?: (response: Response) => void
}

type Name = keyof Operations

/** What one operation takes: its parameters by name, and its body. */
export type Input<N extends Name> = Operations[N]['input']

type Call<N extends Name> =
  Record<never, never> extends Input<N>
    ? (input?: Input<N>, options?: CallOptions) => Promise<Operations[N]['answer']>
    : (input: Input<N>, options?: CallOptions) => Promise<Operations[N]['answer']>

type Page<Item> = { readonly value: readonly Item[]; readonly nextLink?: string }

/** Operations that answer a list, and what is in it. */
type Lists = { [N in Name as Operations[N]['answer'] extends Page<unknown> ? N : never]: Operations[N] }

type ItemOf<Answer> = Answer extends Page<infer Item> ? Item : never

export type Client = { readonly [N in Name]: Call<N> } & {
  /** Every item of a list, page after page. */
  readonly all: <N extends keyof Lists & Name>(
    name: N,
    input?: Input<N>,
  ) => AsyncGenerator<ItemOf<Operations[N]['answer']>>
  /** The same client for another session. */
  readonly as: (session: Session) => Client
}

type Given = Readonly<Record<string, unknown>>

type Description = (typeof operations)[Name]

/** A client of one instance; with tokens it is somebody, without it is anybody. */
export function createClient(options: ClientOptions): Client {
  const { url, apiKey, onSession, retries = 4, wait = pause } = options
  const sending = { fetch: options.fetch ?? fetch, retries, wait }
  let session: Session = options
  let rotating: Promise<boolean> | undefined

  async function call(name: Name, given: Given = {}, how: CallOptions = {}): Promise<unknown> {
    const description = operations[name]
    const response = await request(addressOf(url, description, given), description, given, how)
    how.onResponse?.(response)
    if (!response.ok && response.status !== 304) throw await problemOf(response)
    return description.answer === 'file' ? response : jsonOf(response)
  }

  async function request(address: string, description: Description, given: Given, how: CallOptions) {
    const { method } = description
    const key = method === 'POST' ? { idempotencyKey: how.idempotencyKey ?? crypto.randomUUID() } : {}
    const body = bodyOf(description, given['body'])
    const once = () =>
      send(
        sending,
        address,
        { method, headers: headersOf(description, { ...how, ...key }), ...body, ...signalOf(how) },
        !isStream(given['body']),
      )
    const response = await once()
    if (response.status !== 401 || isStream(given['body']) || !(await renewed(response))) return response
    return once()
  }

  /** RFC 9110, RFC 6750; a key goes beside the token. */
  function headersOf({ body }: Description, how: CallOptions): Record<string, string> {
    const all = {
      authorization: session.accessToken === undefined ? undefined : `Bearer ${session.accessToken}`,
      'x-api-key': apiKey,
      'content-type': body === 'none' ? undefined : (how.contentType ?? body),
      'if-match': how.ifMatch,
      'if-none-match': how.ifNoneMatch,
      'idempotency-key': how.idempotencyKey,
      range: how.range,
    }
    return Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
    )
  }

  /** One rotation for all calls that found the token expired at once: a refresh token works once. */
  async function renewed(response: Response): Promise<boolean> {
    const { refreshToken } = session
    const { code } = (await response
      .clone()
      .json()
      .catch(() => ({}))) as { readonly code?: string }
    if (refreshToken === undefined || code !== 'tokenExpired') return false
    rotating ??= rotate(refreshToken).finally(() => (rotating = undefined))
    return rotating
  }

  async function rotate(refreshToken: string): Promise<boolean> {
    const fresh = (await call('refreshTokens', { body: { refreshToken } })) as Grant
    session = fresh
    onSession?.(session)
    return true
  }

  async function* all(name: Name, given: Given = {}): AsyncGenerator {
    let page = (await call(name, given)) as Page<unknown>
    for (;;) {
      yield* page.value
      if (page.nextLink === undefined) return
      const response = await request(new URL(page.nextLink, url).href, operations[name], {}, {})
      if (!response.ok) throw await problemOf(response)
      page = (await response.json()) as Page<unknown>
    }
  }

  const methods = Object.fromEntries(
    (Object.keys(operations) as Name[]).map((name) => [
      name,
      (given?: Given, how?: CallOptions) => call(name, given, how),
    ]),
  )
  const { accessToken: _access, refreshToken: _refresh, ...rest } = options
  return { ...methods, all, as: (other: Session) => createClient({ ...rest, ...other }) } as unknown as Client
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

function addressOf(url: string, { path, query }: Description, given: Given): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(given[name])))
  const address = new URL(filled, url)
  for (const name of query) if (given[name] !== undefined) address.searchParams.set(name, String(given[name]))
  return address.href
}

const signalOf = ({ signal }: CallOptions) => (signal === undefined ? {} : { signal })

const isStream = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && ('getReader' in body || Symbol.asyncIterator in body)

function bodyOf({ body }: Description, given: unknown): RequestInit {
  if (body === 'none' || (given === undefined && body !== 'application/json')) return {}
  if (isBytes(given))
    return { body: given as NonNullable<RequestInit['body']>, ...(isStream(given) ? { duplex: 'half' } : {}) }
  return { body: JSON.stringify(given ?? {}) }
}

/** Sent as it is; everything else is JSON. */
const isBytes = (given: unknown): boolean =>
  typeof given === 'string' || given instanceof Uint8Array || given instanceof Blob || isStream(given)

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text()
  return text === '' ? undefined : JSON.parse(text)
}
