// A browser without script, in this process: it asks pages for their answers and keeps their cookies.
import { HttpRequest, type HttpHandler, type HttpResponseInit } from '@azure/functions'
import assert from 'node:assert/strict'
import { httpFunctions } from '../../functions/routes.ts'
import { csrfToken } from '../../functions/pages/csrf.ts'
import { routeTable } from '../../local/host/routes.ts'
import type { App } from '../../shared/composition/app.ts'
import type { Office } from '../support/application.ts'
import type { PersonName } from '../support/companies.ts'
import type { MadeRequest } from '../support/request-stages.ts'

const usual = 'http://localhost:7071'

export type Shown = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly location: string
}

export type PlainBrowser = {
  readonly get: (path: string, headers?: Headers) => Promise<Shown>
  /** A form of a page of ours: with the token of the session, as the page has it. */
  readonly post: (path: string, fields?: Fields, headers?: Headers) => Promise<Shown>
  /** A body that is no form of fields. */
  readonly send: (method: 'POST' | 'PUT', path: string, body: Uint8Array, headers: Headers) => Promise<Shown>
  readonly cookies: Map<string, string>
  readonly csrf: () => string
}

type Headers = Readonly<Record<string, string>>

type Fields = Readonly<Record<string, string | readonly string[]>>

/** A session that a test brings is shown to whichever company is asked, as no browser would. */
const sessionCookie = '__Host-indsigt'

const companyIn = ({ pathname }: URL): string => pathname.split('/')[1] ?? ''

const named = (name: string, url: URL): string =>
  name === sessionCookie ? `${name}.${companyIn(url)}` : name

/** Anything beside a page is answered too, at whichever host it is asked. */
export function plainBrowser(
  { app }: Pick<Office, 'app'>,
  session?: string,
  origin: string = usual,
): PlainBrowser {
  const cookies = new Map<string, string>(session === undefined ? [] : [[sessionCookie, session]])
  const call = caller(app, cookies, origin)
  const sessionAt = (path: string): string | undefined =>
    cookies.get(`${sessionCookie}.${companyIn(new URL(path, origin))}`) ?? cookies.get(sessionCookie)
  const csrf = (path = '/demo'): string => csrfToken(sessionAt(path) ?? '')
  const own = { origin: 'null', 'sec-fetch-site': 'same-origin' }
  return {
    ...{ cookies, csrf },
    get: (path, headers = {}) => call('GET', path, headers),
    post: (path, fields = {}, headers = {}) =>
      call(
        'POST',
        path,
        { ...own, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        encoded({ csrf: csrf(path), ...fields }),
      ),
    send: (method, path, body, headers) => call(method, path, { ...own, ...headers }, body),
  }
}

export async function browserOf(office: Office, name: PersonName): Promise<PlainBrowser> {
  const subject = { kind: 'employee', employeeId: name, proofs: ['link', 'totp'] } as const
  const opened = await office.app.sessions.open('demo', subject, 'browser')
  return plainBrowser(office, opened.cookie)
}

export async function browserOfPerson(
  office: Office,
  { companyId, requestId }: MadeRequest,
): Promise<PlainBrowser> {
  const opened = await office.app.sessions.open(companyId, { kind: 'requester', requestId }, 'browser')
  return plainBrowser(office, opened.cookie)
}

function encoded(fields: Fields): Uint8Array {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as [string, string]),
  )
  return new TextEncoder().encode(new URLSearchParams(pairs).toString())
}

function caller(app: App, cookies: Map<string, string>, origin: string) {
  const functions = new Map(Object.entries(httpFunctions(app)))
  const table = routeTable(
    [...functions].map(([name, options]) => ({
      ...{ name, bindings: {} },
      trigger: { name: 'request', type: 'httpTrigger', options: { ...options } },
    })),
    '',
  )
  return async (method: string, path: string, headers: Headers, body?: Uint8Array): Promise<Shown> => {
    const url = new URL(path, origin)
    const found = table.match(
      method,
      url.pathname
        .split('/')
        .filter((part) => part !== '')
        .map(decodeURIComponent),
    )
    assert.ok(found, `${method} ${path} is a page`)
    const cookie = [...cookies].map(([name, value]) => `${named(name, url)}=${value}`).join('; ')
    const request = new HttpRequest({
      ...{ method, url: url.href, params: { ...found.params } },
      headers: { ...(cookie === '' ? {} : { cookie }), ...headers },
      ...(body ? { body: { bytes: body } } : {}),
    })
    const handler = functions.get(found.functionName)?.handler as HttpHandler
    const answer = (await handler(request, { invocationId: 'test' } as never)) as HttpResponseInit
    for (const { name, value } of answer.cookies ?? []) cookies.set(name, value)
    const given = (answer.headers ?? {}) as Record<string, string>
    return {
      status: answer.status ?? 200,
      headers: given,
      text: await textOf(answer.body),
      location: given['location'] ?? '',
    }
  }
}

async function textOf(body: HttpResponseInit['body']): Promise<string> {
  if (body === undefined || body === null) return ''
  return typeof body === 'string' ? body : new Response(body as ReadableStream).text()
}
