// Signing in through the company's own provider: there, back, and what an employee sees of it.
import type { JourneyPurpose } from '../../../shared/application/sign-in-provider/journey.ts'
import type {
  JourneyEnd,
  ProviderJourneyRefusal,
} from '../../../shared/application/sign-in-provider/provider-sign-in.ts'
import type { ProviderError } from '../../../shared/application/ports/sign-in-provider.ts'
import { networkOf } from '../../http/network.ts'
import { cookieOf, sessionCookieOf } from '../../http/session.ts'
import { hostCookie, page, seeOther } from '../call.ts'
import type { Answer, CompanyCall, PersonCall, Session, StaffCall } from '../call.ts'
import { sessionToken } from '../csrf.ts'
import { moment } from '../days.ts'
import { fromOwnPage, sessionOf } from '../guards.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { facts, notice, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'

/** What a journey may fail with, as its page says it; of a provider that refuses, why. */
export type ProviderProblem = Exclude<ProviderJourneyRefusal['code'], 'providerRefused'> | ProviderError

/** What the browser keeps between there and back, and over several of them. */
const journeyCookie = '__Host-indsigt-provider'

const journeySeconds = 600

const staffPath = ({ company }: CompanyCall, rest = ''): string => `/${company.company}/staff${rest}`

/** Led away by a link and not by a form: a form's redirect must stay with us (Content Security Policy 3, `form-action`). */
async function begin(call: CompanyCall, purpose: JourneyPurpose): Promise<Answer> {
  if (!fromOwnPage(call)) return { code: 'crossSite' }
  const session = await sessionOf(call)
  const actor = session?.actor
  const browser = cookieOf(call.request, journeyCookie)
  const network = networkOf(call.app, call.request)
  const next = call.url.searchParams.get('next')
  const begun = await call.app.providerSignIn.begin({
    ...{ companyId: call.company.company, purpose },
    ...(actor && { actor }),
    ...(browser !== undefined && { browser }),
    ...(next !== null && { next }),
    ...(network !== undefined && { network }),
  })
  if (!begun.ok) return failed(call, begun.error, placeOf(actor))
  const kept = hostCookie(journeyCookie, begun.value.browser, journeySeconds)
  return { ...seeOther(begun.value.address), cookies: [kept] }
}

export const beginProviderSignIn = (call: CompanyCall): Promise<Answer> => begin(call, 'signIn')

/** For whoever asks for their data: they show who they are, and are led back to their request. */
export const beginShow = async (call: PersonCall): Promise<Answer> =>
  call.url.searchParams.get('for') === linkToken(call) ? begin(call, 'show') : { code: 'crossSite' }

export const beginProof = (call: StaffCall): Promise<Answer> => begin(call, 'prove')

/** Only from the page that this session was shown: nobody is led into an identity of somebody else. */
export const beginLink = async (call: StaffCall): Promise<Answer> =>
  call.url.searchParams.get('for') === linkToken(call) ? begin(call, 'link') : { code: 'crossSite' }

export const linkToken = ({ session }: PersonCall | StaffCall): string =>
  sessionToken(session.cookie, 'provider')

/** Back from the provider. The address says too much to stay: wherever this goes on, it goes by a redirect. */
export async function comeBack(call: CompanyCall): Promise<Answer> {
  const session = await sessionOf(call)
  const actor = session?.actor
  const finished = await call.app.providerSignIn.finish({
    companyId: call.company.company,
    answer: call.url.searchParams,
    browser: cookieOf(call.request, journeyCookie) ?? '',
    ...(actor && { actor }),
  })
  if (!finished.ok) return failed(call, finished.error, placeOf(actor))
  const end = finished.value
  if (end.kind !== 'signedIn') return seeOther(placeAfter(call, end))
  if (session) await call.app.sessions.end(session.actor.sessionId)
  const cookies = [hostCookie(sessionCookieOf(call.company.company), end.cookie ?? '')]
  return { ...seeOther(placeAfter(call, end)), cookies }
}

const dones = { linked: 'identityLinked', proved: 'proved' } as const

function placeAfter(call: CompanyCall, end: JourneyEnd): string {
  if (end.next !== undefined) return end.next
  if (end.kind === 'shown') return `/${call.company.company}/requests/${end.requestId}?done=shown#shown`
  return end.kind === 'signedIn' ? staffPath(call) : staffPath(call, `/provider?done=${dones[end.kind]}`)
}

type Place = 'own' | 'signIn' | { readonly requestId: string }

/** Where a browser is told what went wrong: where it was. */
function placeOf(actor: Session['actor'] | undefined): Place {
  if (actor?.kind === 'requester') return actor
  return actor ? 'own' : 'signIn'
}

function failed(call: CompanyCall, refusal: ProviderJourneyRefusal, where: Place): Answer {
  const why = refusal.code === 'providerRefused' ? refusal.error : refusal.code
  if (typeof where === 'object')
    return seeOther(`/${call.company.company}/requests/${where.requestId}?why=${why}#shown`)
  return seeOther(staffPath(call, `/${where === 'own' ? 'provider' : 'sign-in'}?why=${why}`))
}

/** What went wrong on the way there or back; only what is in the list of texts is told. */
function providerProblem({ url, texts }: CompanyCall): Html {
  const why = url.searchParams.get('why') ?? ''
  const { problems, code } = texts.provider
  if (!Object.hasOwn(problems, why)) return nothing
  return html`<p class="warning" role="alert">
    ${problems[why as ProviderProblem]} <small>${code}: ${why}</small>
  </p>`
}

/** Beside the other ways in, and above them. */
export async function providerButton(call: CompanyCall): Promise<Html> {
  const offered = await call.app.providerSignIn.offered(call.company.company)
  const { provider: words } = call.texts
  if (!offered) return providerProblem(call)
  const { name, use } = offered
  return html`${providerProblem(call)}${use === 'only' && html`<p>${words.only(name)}</p>`}
    ${wayThere(call, name)}
    <h2>${words.or}</h2>`
}

const wayThere = (call: CompanyCall, name: string): Html =>
  html`<p>
    <a class="button" href="${staffPath(call, '/sign-in/provider')}">${call.texts.provider.button(name)}</a>
  </p>`

/** For whom a mailed link is not enough, and the provider is what they sign in with. */
export async function providerWay(call: CompanyCall): Promise<Html> {
  const offered = await call.app.providerSignIn.offered(call.company.company)
  return offered ? wayThere(call, offered.name) : nothing
}

/** Beside a form that waits for a fresh proof: in a tab of its own, so that nothing that was typed is lost. */
export async function provingElsewhere(call: StaffCall): Promise<Html> {
  const offered = await call.app.providerSignIn.offered(call.company.company)
  if (!offered) return nothing
  const { own } = call.texts.provider
  return html`<p>
      <a class="button" href="${staffPath(call, '/provider/prove')}" target="_blank"
        >${own.prove(offered.name)}</a
      >
    </p>
    <p>${own.elsewhere}</p>`
}

/** On the page of factors: one more of them. */
export function providerSection(call: StaffCall, { offered, linked }: Own): Html {
  if (!offered) return nothing
  const { own } = call.texts.provider
  const body = html`<p>${linked ? own.linked(offered.name) : own.lead(offered.name)}</p>
    <p><a href="${staffPath(call, '/provider')}">${own.title}</a></p>`
  return section('by-provider', offered.name, body)
}

/** An employee's own identity there. */
export async function showOwnProvider(call: StaffCall): Promise<Answer> {
  const { own, done } = call.texts.provider
  const seen = await call.app.providerSignIn.own(call.session.actor)
  const asked = call.url.searchParams.get('done') ?? ''
  const told = Object.hasOwn(done, asked) ? done[asked as keyof typeof done] : undefined
  const main = html`${notice(told)}${providerProblem(call)}
    <h1>${own.title}</h1>
    ${seen.offered ? ownPart(call, { name: seen.offered.name, linked: seen.linked }) : html`<p>${own.none}</p>`}`
  return page(call, { title: own.title, main })
}

export type Own = Awaited<ReturnType<CompanyCall['app']['providerSignIn']['own']>>

function ownPart(call: StaffCall, { name, linked }: { name: string; linked: Own['linked'] }): Html {
  const { own } = call.texts.provider
  const at = staffPath(call, '/provider')
  if (!linked)
    return html`<p>${own.lead(name)}</p>
      <p><a class="button" href="${at}/link?for=${linkToken(call)}">${own.link(name)}</a></p>`
  const known = facts([
    [own.issuer, linked.issuer],
    [own.since, moment(linked.linkedAt, readerOf(call))],
  ])
  const removing = { action: `${at}/removal`, csrf: call.session.csrf, body: false } as const
  return html`<p>${own.linked(name)}</p>
    ${known}
    <p><a class="button button-second" href="${at}/prove">${own.prove(name)}</a></p>
    ${section(
      'unlink',
      own.unlink,
      html`<p>${own.unlinkLead}</p>
        ${postForm({ ...removing, submit: own.unlink, look: 'warning' })}`,
    )}`
}

export async function unlinkProvider(call: StaffCall): Promise<Answer> {
  const unlinked = await call.app.providerSignIn.unlink(call.session.actor)
  return unlinked.ok
    ? seeOther(staffPath(call, '/provider?done=identityUnlinked'))
    : failed(call, unlinked.error, 'own')
}
