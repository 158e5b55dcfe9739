// Who is let through to a page, and which forms count.
import { operatorHouse } from '../../shared/domain/companies/company-id.ts'
import { originAt } from '../http/at-host.ts'
import { browserActor, cookieOf, lackingProof, sessionCookieOf } from '../http/session.ts'
import { answered, seeOther } from './call.ts'
import type { Answer, AnyCall, Call, CompanyCall, PersonCall, Session, StaffCall, Work } from './call.ts'
import { csrfHolds, csrfToken, isOwnSite, isProvenOwnSite } from './csrf.ts'
import { readForm } from './form.ts'
import type { FormValues } from './form.ts'
import { otherCompanies } from './other-companies.ts'
import { isKeepable, keptPage } from './kept.ts'

/** Pages of a company: 404 where there is none. */
export const inCompany =
  (work: Work<CompanyCall>): Work =>
  async (call) => {
    const company = await call.app.viewProfile(call.params['company'] ?? '')
    return company.ok ? answered({ ...call, company: company.value }, work) : company.error
  }

/** Pages of one person's request: another request does not exist for them, and without a session they are led to a new link. */
export const asPerson = (work: Work<PersonCall>): Work =>
  inCompany(async (call) => {
    const session = await sessionOf(call)
    const links = `/${call.company.company}/links`
    if (session?.actor.kind !== 'requester') return signedOut(call, links)
    const { actor } = session
    if (actor.requestId !== call.params['requestId']) return { code: 'notFound' }
    return answered({ ...call, session: { ...session, actor } }, work)
  })

/** Pages of the company's people; whom the mailed link alone let in is led to where they enrol. */
export const asStaff = (work: Work<StaffCall>): Work =>
  asEnrolling(async (call) =>
    lackingProof(call.app, call.session.actor)
      ? seeOther(`/${call.company.company}/staff/factors`)
      : work(call),
  )

/** The same for the pages where they enrol, and end what is not theirs; everybody else is led to the sign-in. */
export const asEnrolling = (work: Work<StaffCall>): Work =>
  inCompany(async (call) => {
    const session = await sessionOf(call)
    const signIn = `/${call.company.company}/staff/sign-in`
    if (session?.actor.kind !== 'employee') return signedOut(call, signIn)
    const { actor } = session
    const others = await otherCompanies(call)
    return answered({ ...call, session: { ...session, actor, others } }, work)
  })

/** Pages of those who run the instance: their house has an address of its own, and its people are they alone. */
export const asOperator = (work: Work<StaffCall>): Work => {
  const inHouse = asStaff(work)
  return (call) => inHouse({ ...call, params: { ...call.params, company: operatorHouse } })
}

/** Led to a new session; what was typed into a form of ours comes along and is sent again from there. */
async function signedOut(call: CompanyCall, place: string): Promise<Answer> {
  const form = call.request.method === 'POST' && isProvenOwn(call) ? await readForm(call.request) : undefined
  if (form?.ok && isKeepable(form.value)) return keptPage(call, form.value, place)
  return seeOther(`${place}?why=signedOut`)
}

/** The session of this browser with this company. */
export async function sessionOf({ app, request, company }: CompanyCall): Promise<Session | undefined> {
  const cookie = cookieOf(request, sessionCookieOf(company.company))
  const actor = await browserActor(app, request, company.company)
  if (cookie === undefined || actor?.companyId !== company.company) return undefined
  return { actor, cookie, csrf: csrfToken(cookie) }
}

/** A form that was sent: by a page of ours, and in the session that the page was shown to. */
export const posted =
  <C extends AnyCall>(work: (call: C, form: FormValues) => Promise<Answer>): Work<C> =>
  async (call) => {
    if (!fromOwnPage(call)) return { code: 'crossSite' }
    const form = await readForm(call.request)
    if (!form.ok) return form.error
    if (call.session && !csrfHolds(call.session.cookie, form.value.get('csrf') ?? ''))
      return isProvenOwn(call) && isKeepable(form.value) ? keptPage(call, form.value) : { code: 'crossSite' }
    return work(call, form.value)
  }

export const fromOwnPage = (call: Call): boolean => isOwnSite(call.request.headers, ownOrigins(call))

/** Only what a browser vouches for is shown again: nobody else's words come back under our name. */
const isProvenOwn = (call: Call): boolean => isProvenOwnSite(call.request.headers, ownOrigins(call))

/** In demo mode the guard before us has looked at the host already, and any of this machine's names will do. */
function ownOrigins({ app, url, request }: Call): readonly string[] {
  return [originAt(app, request), ...(app.settings.mode === 'demo' ? [url.origin] : [])]
}
