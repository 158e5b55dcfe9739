// The API as a stranger meets it: fetch, and the names of api.md. Nothing here knows the code behind them.
import { assertDocumented } from './documented.ts'

/** RFC 9457, as every refusal is told. */
export type Problem = {
  readonly detail: string
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[]
}

export type Answer<Body> = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Parsed where it is JSON; what the caller expects of it is the caller's word. */
  readonly body: Body & Partial<Problem>
}

export type Mail = {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly at: string
}

export type Grant = {
  readonly accessToken: string
  readonly expiresAt: string
  readonly purpose: string
  readonly requestId?: string
  readonly refreshToken?: string
}

export type DeliveryView = {
  readonly id: string
  readonly right: string
  readonly state: string
  readonly sizeBytes: number
  readonly manifestSha256: string
  readonly expiresAt: string
}

export type RequestView = {
  readonly id: string
  readonly reference: string
  readonly company: string
  readonly status: string
  readonly rights: readonly { readonly right: string; readonly status: string; readonly outcome?: string }[]
  readonly channel: string
  readonly receivedAt: string
  readonly verifiedAt?: string
  readonly internalDue: string
  readonly statutoryDue: string
  readonly extendedDue?: string
  readonly dueProof: readonly string[]
  readonly overdue: boolean
  readonly paused: boolean
  readonly sources: readonly { readonly id: string; readonly label: string; readonly state: string }[]
  readonly identity: { readonly state: string; readonly method?: string }
  readonly deliveries: readonly DeliveryView[]
}

export type SealReceipt = {
  readonly sealId: string
  readonly manifestSha256: string
  readonly files: readonly {
    readonly package: string
    readonly path: string
    readonly sha256: string
    readonly sizeBytes: number
  }[]
}

type Options = {
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as it is. */
  readonly raw?: string | Uint8Array | AsyncIterable<Uint8Array>
  readonly headers?: Readonly<Record<string, string>>
}

export type Client = ReturnType<typeof apiClient>

/** A caller of `{url}/api/v1/…`, with or without a session. */
export function apiClient(url: string, accessToken?: string) {
  const fetched = (method: string, path: string, { json, raw, headers = {} }: Options = {}) =>
    fetch(`${url}${path.startsWith('/') ? path : `/api/v1/${path}`}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      // Node's fetch takes an async iterable, which its types do not know.
      ...(raw === undefined
        ? {}
        : { body: raw as unknown as NonNullable<RequestInit['body']>, duplex: 'half' }),
    })

  async function call<Body = unknown>(
    method: string,
    path: string,
    options?: Options,
  ): Promise<Answer<Body>> {
    const response = await fetched(method, path, options)
    const text = await response.text()
    assertDocumented({
      ...{ method, path: new URL(response.url).pathname, status: response.status, text },
      contentType: response.headers.get('content-type') ?? '',
    })
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: parsed(text) as Answer<Body>['body'],
    }
  }

  return {
    url,
    accessToken,
    call,
    /** The answer as it streams in. */
    stream: fetched,
    as: (token: string) => apiClient(url, token),
    get: <Body = unknown>(path: string, options?: Options) => call<Body>('GET', path, options),
    post: <Body = unknown>(path: string, json: unknown = {}, options?: Options) =>
      call<Body>('POST', path, { json, ...options }),
    put: <Body = unknown>(path: string, json: unknown = {}, options?: Options) =>
      call<Body>('PUT', path, { json, ...options }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** What `_local` shows of an instance in demo mode. */
export function localCalls(url: string) {
  const client = apiClient(url)

  const mails = async (to?: string): Promise<readonly Mail[]> =>
    (
      await client.get<readonly Mail[]>(
        `/_local/mail${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`,
      )
    ).body

  /** The newest mail to this address that is not among those known, as soon as it is there. */
  async function newMail(
    to: string,
    { known = [], about = /./ }: { readonly known?: readonly Mail[]; readonly about?: RegExp } = {},
  ): Promise<Mail> {
    const seen = new Set(known.map(({ id }) => id))
    return eventually(`a mail to ${to} about ${about.source}`, async () =>
      (await mails(to)).find(({ id, subject }) => !seen.has(id) && about.test(subject)),
    )
  }

  return {
    mails,
    newMail,
    now: async () => (await client.get<{ now: string }>('/_local/clock')).body.now,
    advance: async (duration: string) => {
      const answer = await client.post<{ now: string }>('/_local/clock', { advance: duration })
      if (answer.status !== 200) throw new Error(`the clock answered ${answer.status}: ${answer.text}`)
      return answer.body.now
    },
    orchestrations: async () =>
      (
        await client.get<
          readonly { readonly id: string; readonly name: string; readonly runtimeStatus: string }[]
        >('/_local/orchestrations')
      ).body,
  }
}

/** Asks again until there is an answer: for what happens soon after a call, never for what a clock decides. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  seconds = 30,
): Promise<T> {
  const giveUpAt = performance.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() > giveUpAt) throw new Error(`waited ${seconds} seconds for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** The link of a mail, as api.md has it: one URL on a line of its own, with a code beside it. */
export function linkIn({ text }: Pick<Mail, 'text'>): {
  readonly url: string
  readonly token: string
  readonly code: string
} {
  const [, url, token] = /^(https?:\/\/\S+\/link#(\S+))$/m.exec(text) ?? []
  const [, code] = /\b(\d{8})\b/.exec(text.slice(text.indexOf(url ?? '') + (url?.length ?? 0))) ?? []
  if (url === undefined || token === undefined || code === undefined)
    throw new Error('the mail has no link with a code beside it')
  return { url, token, code }
}

/** Signs a member of staff in by mailed link; answers a caller with their session, and what was granted. */
export async function signIn(url: string, email: string): Promise<Client & { readonly grant: Grant }> {
  const local = localCalls(url)
  const known = await local.mails(email)
  const company = 'demo'
  const asked = await apiClient(url).post(`companies/${company}/sign-in`, { email })
  if (asked.status !== 202) throw new Error(`sign-in answered ${asked.status}`)
  const mail = await local.newMail(email, { known, about: /sign in/ })
  return redeemed(url, linkIn(mail).token)
}

/** Spends a link; answers a caller with the session that it opened. */
export async function redeemed(url: string, token: string): Promise<Client & { readonly grant: Grant }> {
  const answer = await apiClient(url).post<Grant>('links/redeem', { token })
  if (answer.status !== 200) throw new Error(`the link answered ${answer.status} ${answer.body.code ?? ''}`)
  return { ...apiClient(url, answer.body.accessToken), grant: answer.body }
}
