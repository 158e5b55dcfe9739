// Pages called by their names, and what each of them leads to: its links, and its forms as a browser would send them.
import {
  HttpRequest,
  type HttpFunctionOptions,
  type HttpHandler,
  type HttpResponseInit,
} from '@azure/functions'

import { tagsOf } from './markup.ts'

export type Functions = Readonly<Record<string, HttpFunctionOptions>>

export type Field = readonly [name: string, value: string]

export type Params = Readonly<Record<string, string>>

export type PageCall = {
  readonly page: string
  readonly params: Params
  /** With its question mark, or nothing. */
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export type Shown = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

const origin = 'http://localhost:7071'

export const methodOf = (functions: Functions, page: string): string => functions[page]?.methods?.[0] ?? 'GET'

export const routeOf = (functions: Functions, page: string): string =>
  `/${(functions[page]?.route ?? '').replace(/^\//, '')}`

export const paramsOf = (route: string): readonly string[] =>
  [...route.matchAll(/\{(\w+)(?::\w+)?\}/g)].map(([, name = '']) => name)

export async function shown(functions: Functions, call: PageCall): Promise<Shown> {
  const { page, params, query, headers, body } = call
  const path = routeOf(functions, page).replaceAll(/\{(\w+)(?::\w+)?\}/g, (_, name: string) =>
    encodeURIComponent((params[name] ?? '').toWellFormed()),
  )
  const request = new HttpRequest({
    ...{ method: methodOf(functions, page), url: `${origin}${path}${query}`, params: { ...params }, headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? { string: body } : { bytes: body } }),
  })
  const handler = functions[page]?.handler as HttpHandler
  const answer = (await handler(request, { invocationId: 'test' } as never)) as HttpResponseInit
  return {
    status: answer.status ?? 200,
    headers: Object.fromEntries(new Headers(answer.headers as Record<string, string>)),
    text: await new Response((answer.body ?? '') as string).text(),
  }
}

/** As a browser sends it that was shown the form. */
export const ownForm = (fields: readonly Field[]): Pick<PageCall, 'body' | 'headers'> => ({
  headers: {
    ...{ origin: 'null', 'sec-fetch-site': 'same-origin' },
    'content-type': 'application/x-www-form-urlencoded',
  },
  body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString(),
})

export type Address = { readonly page: string; readonly params: Params; readonly query: string }

/** The page behind an address, the one with the fewest parameters first, as the host finds it. */
export function pageAt(functions: Functions, method: string, href: string): Address | undefined {
  const url = new URL(href, origin)
  if (url.origin !== origin) return undefined
  const [found] = Object.keys(functions)
    .filter((page) => methodOf(functions, page) === method)
    .flatMap((page) => {
      const route = routeOf(functions, page)
      const names = paramsOf(route)
      const shape = new RegExp(`^${route.replaceAll(/[.]/g, '\\.').replaceAll(/\{[^}]+\}/g, '([^/]+)')}$`)
      const values = shape.exec(url.pathname)?.slice(1).map(decodeURIComponent)
      if (!values) return []
      return [
        {
          page,
          query: url.search,
          params: Object.fromEntries(names.map((name, i) => [name, values[i] ?? ''])),
        },
      ]
    })
    .sort((one, other) => Object.keys(one.params).length - Object.keys(other.params).length)
  return found
}

export const linksIn = (html: string): readonly string[] =>
  tagsOf(html)
    .filter(({ name, closing }) => name === 'a' && !closing)
    .flatMap(({ attributes }) => plain(attributes.get('href') ?? ''))
    .filter((href) => href.startsWith('/'))

export type Form = {
  readonly method: 'GET' | 'POST'
  readonly action: string
  readonly fields: readonly Field[]
}

export const formsIn = (html: string): readonly Form[] =>
  [...html.matchAll(/<form\b[^>]*>[^]*?<\/form>/g)].map(([text]) => formOf(text))

function formOf(html: string): Form {
  const tags = tagsOf(html).filter(({ closing }) => !closing)
  const texts = [...html.matchAll(/<textarea\b[^>]*\bname="([^"]*)"[^>]*>\n?([^<]*)<\/textarea>/g)]
  const written = new Map(texts.map(([, name = '', text = '']) => [name, plain(text)]))
  let within = ''
  const fields = tags.flatMap(({ name: tag, attributes }): readonly Field[] => {
    const name = plain(attributes.get('name') ?? '')
    const value = plain(attributes.get('value') ?? '')
    if (tag === 'select') within = name
    if (tag === 'option') return attributes.has('selected') ? [[within, value]] : []
    if (tag === 'textarea') return [[name, written.get(name) || 'Some words']]
    if (tag === 'input' || (tag === 'button' && name !== '')) return [[name, value || typed(attributes)]]
    return []
  })
  const [form] = tags
  return {
    method: form?.attributes.get('method') === 'post' ? 'POST' : 'GET',
    action: plain(form?.attributes.get('action') ?? ''),
    fields,
  }
}

/** What somebody may write where nothing stands yet. */
function typed(attributes: ReadonlyMap<string, string>): string {
  const byType: Readonly<Record<string, string>> = {
    email: 'eve@person.example',
    date: '2026-03-02',
    tel: '+4512345678',
  }
  return byType[attributes.get('type') ?? ''] ?? 'Words'
}

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

const plain = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, sign: string) => signs[sign] ?? '')
