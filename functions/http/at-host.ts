// At which host a call came: that of the instance, where every company is found by its path, or one company's own.
import type { HttpFunctionOptions, HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions'
import { DependencyUnavailable } from '../../shared/application/ports/unavailable.ts'
import type { App } from '../../shared/composition/app.ts'
import type { Refusal } from '../../shared/contracts/problems.ts'
import { isHostName } from '../../shared/domain/companies/host-name.ts'
import { err, ok } from '../../shared/kernel/result.ts'
import type { Result } from '../../shared/kernel/result.ts'
import { problem, secured } from './respond.ts'

const hostOf = (request: Pick<HttpRequest, 'url'>): string => new URL(request.url).hostname

/**
 * The origin of `PUBLIC_URL`, or that of the company's own host where the call came there. To be asked behind `atHost`
 * alone, which lets no other host through.
 */
export const originAt = ({ settings }: Pick<App, 'settings'>, request: Pick<HttpRequest, 'url'>): string =>
  isInstanceHost({ settings }, hostOf(request))
    ? new URL(settings.publicUrl).origin
    : `https://${hostOf(request)}`

/**
 * Names that nobody proves are the instance's: its own, its platform's, and what no public name server answers for, by
 * which probes and this machine call. Where `PUBLIC_URL` is such a name itself, there are no others.
 */
function isInstanceHost({ settings }: Pick<App, 'settings'>, host: string): boolean {
  const { hostname } = new URL(settings.publicUrl)
  const isOwn = host === hostname || host === settings.platformHost
  return settings.mode === 'demo' || isOwn || !isHostName(host) || !isHostName(hostname)
}

/** Whether the call came to the host of another company than that; also a token of one opens nothing at another's. */
export async function isElsewhere(app: App, request: HttpRequest, companyId: string): Promise<boolean> {
  const host = hostOf(request)
  return !isInstanceHost(app, host) && (await app.hosts.companyAt(host)) !== companyId
}

export type RefusedPage = (
  asked: { readonly name: string; readonly request: HttpRequest; readonly context: InvocationContext },
  refusal: Refusal | DependencyUnavailable,
) => Promise<HttpResponseInit>

type Served = {
  readonly name: string
  readonly options: HttpFunctionOptions
  readonly refusedPage: RefusedPage
}

/** Applied to the whole table of functions: at a company's host others do not exist, and an unknown host is nobody's. */
export function atHost(app: App, { name, options, refusedPage }: Served): HttpFunctionOptions {
  const { handler, route = '' } = options
  return {
    ...options,
    handler: async (request, context) => {
      const host = hostOf(request)
      if (isInstanceHost(app, host)) return handler(request, context)
      const company = await companyAt(app, { host, route, request })
      if (company.ok)
        return elsewhere(app, { route, request, company: company.value }) ?? handler(request, context)
      const { error } = company
      return route.startsWith('api/') ? asProblem(error) : refusedPage({ name, request, context }, error)
    },
  }
}

type Asking = { readonly host: string; readonly route: string; readonly request: HttpRequest }

/** Whose host that is, where it serves what is asked; a store that is away is an answer as well. */
async function companyAt(
  app: App,
  { host, route, request: { params } }: Asking,
): Promise<Result<string, Refusal | DependencyUnavailable>> {
  try {
    const company = await app.hosts.companyAt(host)
    const isHere = !operators.test(route) && (params['company'] ?? company) === company
    return company !== undefined && isHere ? ok(company) : err({ code: 'notFound' })
  } catch (error) {
    if (error instanceof DependencyUnavailable) return err(error)
    throw error
  }
}

const operators = /^(api\/v1\/)?operator(\/|$)/

type At = { readonly route: string; readonly request: HttpRequest; readonly company: string }

/**
 * Its own host begins with its form. Staff sign in at `PUBLIC_URL` alone: there their passkeys and their provider know
 * them, and no host of a company's ever meets their cookies.
 */
function elsewhere({ settings }: App, { route, request, company }: At): HttpResponseInit | undefined {
  if (route === '/') return secured({ status: 303, headers: { location: `/${company}` } })
  if (!/^\{company\}\/staff(\/|$)/.test(route)) return undefined
  const { pathname, search } = new URL(request.url)
  return secured({ status: 303, headers: { location: `${settings.publicUrl}${pathname}${search}` } })
}

const asProblem = async (refusal: Refusal | DependencyUnavailable): Promise<HttpResponseInit> =>
  secured(
    refusal instanceof DependencyUnavailable
      ? await problem({ code: 'unavailable' }, refusal.retryAfterSeconds)
      : await problem(refusal),
  )
