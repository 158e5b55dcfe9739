// Who else's pages may call the API of a company: the origins that it names, by tokens and keys, never by cookies.
import type { HttpFunctionOptions, HttpRequest, HttpResponseInit } from '@azure/functions'
import { DependencyUnavailable } from '../../shared/application/ports/unavailable.ts'
import type { App } from '../../shared/composition/app.ts'
import { couldBeThere } from './parameters.ts'
import { problem, secured } from './respond.ts'

/** Only here does an address say which company it is about, before anybody is known. */
const ofCompany = 'api/v1/companies/{company}'

type Headers = Readonly<Record<string, string>>

/** What a page of another origin may read beside the body. */
const readable = 'ETag, Location, RateLimit, RateLimit-Policy, Retry-After'

/** What it may send: nothing that a browser would add by itself (Fetch standard, CORS protocol). */
const sendable = 'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-API-Key'

const methods = 'GET, POST, PUT, PATCH, DELETE'

const preflightSeconds = 600

/** Applied to the whole table of functions, so that no operation of a company is without it. */
export function withCors(app: App, options: HttpFunctionOptions): HttpFunctionOptions {
  if (options.route?.startsWith(ofCompany) !== true) return options
  return {
    ...options,
    handler: async (request, context) => {
      const answer = (await options.handler(request, context)) as HttpResponseInit
      const origin = request.headers.get('origin')
      if (origin === null) return answer
      const allowed: Headers = (await allows(app, request, origin))
        ? { 'access-control-allow-origin': origin, 'access-control-expose-headers': readable }
        : {}
      return {
        ...answer,
        headers: { ...(answer.headers as Headers | undefined), vary: 'Origin', ...allowed },
      }
    },
  }
}

/** The browser's question before a call: told to whom the company names, and to nobody else that there is an answer. */
export const preflight = (app: App): HttpFunctionOptions => ({
  methods: ['OPTIONS'],
  route: `${ofCompany}/{*path}`,
  authLevel: 'anonymous',
  handler: async (request) => {
    const origin = request.headers.get('origin')
    if (origin === null || !(await allows(app, request, origin)))
      return secured(await problem({ code: 'notFound' }))
    return secured({
      status: 204,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': methods,
        'access-control-allow-headers': sendable,
        'access-control-max-age': String(preflightSeconds),
        vary: 'Origin',
      },
    })
  },
})

/** What a page needs that has a key of the company in it, and nothing else: the form that it shows, and where it sends the answer. */
const consentCalls = /^\/api\/v1\/companies\/[^/]+\/(consents|consent-forms\/[^/]+\/published)$/

/** Of a company that cannot be asked now, nobody else's page reads the answer. */
async function allows(app: App, request: HttpRequest, origin: string): Promise<boolean> {
  const { company = '' } = request.params
  const what = consentCalls.test(new URL(request.url).pathname) ? 'askingForConsent' : 'anything'
  try {
    return couldBeThere({ company }) && (await app.allowsOrigin(company, origin, what))
  } catch (error) {
    if (error instanceof DependencyUnavailable) return false
    throw error
  }
}
