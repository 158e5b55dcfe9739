// One call of a page: what its view and its use case need, and the answer in a page's clothes.
import type { HttpHandler, HttpRequest, HttpResponseInit } from '@azure/functions'
import type { Actor, EmployeeActor, RequesterActor } from '../../shared/application/actor.ts'
import type { PublicProfile } from '../../shared/application/companies/public-profile.ts'
import { DependencyUnavailable } from '../../shared/application/ports/unavailable.ts'
import type { App } from '../../shared/composition/app.ts'
import { problemFor } from '../../shared/contracts/problems.ts'
import type { Refusal } from '../../shared/contracts/problems.ts'
import { allowed } from '../../shared/domain/identity/roles.ts'
import type { Operation } from '../../shared/domain/identity/roles.ts'
import type { Language } from '../../shared/domain/templates/template.ts'
import { RequestInterrupted } from '../http/body.ts'
import { couldBeThere } from '../http/parameters.ts'
import { retryAfter, secured } from '../http/respond.ts'
import { cookieOf } from '../http/session.ts'
import { html } from './html.ts'
import { isLanguage } from '../http/accepted-language.ts'
import { languageFor } from './language.ts'
import { document } from './layout.ts'
import type { Frame, View } from './layout.ts'
import { refusalText } from './texts/refusal-text.ts'
import { textsIn } from './texts/texts.ts'
import type { Texts } from './texts/texts.ts'

export type Call = {
  readonly app: App
  readonly request: HttpRequest
  readonly invocationId: string
  readonly url: URL
  readonly params: Readonly<Record<string, string>>
  readonly chosen: Language | undefined
  readonly language: Language
  readonly texts: Texts
}

export type CompanyCall = Call & { readonly company: PublicProfile }

export type Session<Who extends Actor = Actor> = {
  readonly actor: Who
  readonly cookie: string
  readonly csrf: string
  /** Of staff: where else this browser is signed in. */
  readonly others?: readonly OtherCompany[]
}

export type OtherCompany = { readonly id: string; readonly name: string }

export type SessionCall<Who extends Actor = Actor> = CompanyCall & { readonly session: Session<Who> }

export type PersonCall = SessionCall<RequesterActor>

export type StaffCall = SessionCall<EmployeeActor>

export type Answer = HttpResponseInit | Refusal

export type Work<C extends Call = Call> = (call: C) => Promise<Answer>

export type AnyCall = Call & { readonly company?: PublicProfile; readonly session?: Session }

/** On every page: only what this instance serves runs, styles and is asked. */
export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

const languageCookie = '__Host-indsigt-language'

/** Who may be sent a page: everybody. */
export function pageHandler(app: App, name: string, work: Work): HttpHandler {
  return async (request, context) => {
    const startedAt = app.clock.now().getTime()
    const call = callOf(app, request, context.invocationId)
    const answer = await guarded(call, name, work)
    const milliseconds = app.clock.now().getTime() - startedAt
    app.log.write({ code: 'httpRequest', operation: name, status: answer.status ?? 200, milliseconds })
    return secured(answer)
  }
}

function callOf(app: App, request: HttpRequest, invocationId: string): Call {
  const url = new URL(request.url)
  const picked = [url.searchParams.get('language'), cookieOf(request, languageCookie)]
  const chosen = picked.find(isLanguage)
  const language = languageFor({ chosen, accepted: request.headers.get('accept-language') })
  const params = request.params
  return { app, request, invocationId, url, params, chosen, language, texts: textsIn(language) }
}

/** The same call in the language of what it is about, unless the reader picked another. */
export function inLanguage<C extends Call>(call: C, own: Language): C {
  const language = call.chosen ?? own
  return { ...call, language, texts: textsIn(language) }
}

async function guarded(call: Call, name: string, work: Work): Promise<HttpResponseInit> {
  try {
    return await answered(call, couldBeThere(call.params) ? work : notThere)
  } catch (error) {
    if (error instanceof DependencyUnavailable) {
      call.app.log.write({ code: 'dependencyUnavailable', dependency: error.dependency, operation: name })
      return refused(call, { code: 'unavailable' }, error.retryAfterSeconds)
    }
    if (error instanceof RequestInterrupted) {
      call.app.log.write({ code: 'callInterrupted', operation: name })
      return refused(call, { code: 'requestMalformed' })
    }
    const kind = error instanceof Error ? error.name : 'unknown'
    call.app.log.write({ code: 'defect', operation: name, error: kind })
    return refused(call, { code: 'internalError' })
  }
}

const notThere: Work = async () => ({ code: 'notFound' })

export async function answered<C extends Call>(call: C, work: Work<C>): Promise<HttpResponseInit> {
  const answer = await work(call)
  return 'code' in answer ? refused(call, answer) : answer
}

export const seeOther = (location: string): HttpResponseInit => ({ status: 303, headers: { location } })

export function page(call: AnyCall, view: View, status = 200): HttpResponseInit {
  const asked = call.url.searchParams.get('language')
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': call.language,
      'content-security-policy': policy,
    },
    body: document(frameOf(call), view),
    ...(isLanguage(asked) ? { cookies: [hostCookie(languageCookie, asked)] } : {}),
  }
}

export const hostCookie = (name: string, value: string, maxAge?: number) => ({
  name,
  value,
  httpOnly: true,
  secure: true,
  sameSite: 'Lax' as const,
  path: '/',
  ...(maxAge === undefined ? {} : { maxAge }),
})

/** Where staff, or the person of a request, see where they are signed in. */
export const sessionsPath = (companyId: string, actor: Actor): string =>
  actor.kind === 'employee'
    ? `/${companyId}/staff/sessions`
    : `/${companyId}/requests/${actor.requestId}/sessions`

function frameOf({ language, url, company, session }: AnyCall): Frame {
  const frame = { language, url }
  if (!company) return frame
  const { company: id, name, logo } = company
  const shown = { ...frame, company: { id, name, ...(logo && { logo }) } }
  if (!session) return shown
  const { actor, csrf, others = [] } = session
  const may = (operation: Operation): boolean =>
    actor.kind === 'employee' && allowed(operation, { ...actor, relations: [] })
  const decidesRequests =
    actor.kind === 'employee' && (actor.grants.includes('approver') || actor.roles.includes('systemManager'))
  const approves = decidesRequests || may('decidePending')
  const places = {
    seesBreaches: may('seeBreaches'),
    seesReports: may('seeReports'),
    seesAudit: may('seeAudit'),
    settles: may('settleDeadLetters'),
    managesKeys: may('manageApiKeys'),
    managesWebhooks: may('manageWebhooks'),
    managesPeople: may('manageEmployees'),
    handlesConsents: may('seeConsents') || may('recordConsent') || may('importConsents'),
    changesSettings: may('changeSettings'),
    leaves: may('exportCompany'),
    operates: may('operate'),
  }
  const sessions = sessionsPath(company.company, actor)
  return { ...shown, session: { kind: actor.kind, csrf, others, approves, sessions, ...places } }
}

/** What was refused, in words, and without a detail of what it was about. */
export function refused(call: AnyCall, refusal: Refusal, retryAfterSeconds?: number): HttpResponseInit {
  const { common } = call.texts
  const { status } = problemFor(refusal)
  const title =
    status === 404 ? common.notFound.title : status >= 500 ? common.failed.title : common.refused.title
  const text =
    refusalText(call.texts, refusal) ?? (status === 404 ? common.notFound.text : common.refused.text)
  const shown = page(
    call,
    {
      title,
      main: html`<h1>${title}</h1>
        <p>${text}</p>`,
    },
    status,
  )
  return { ...shown, headers: { ...shown.headers, ...retryAfter(status, retryAfterSeconds) } }
}
