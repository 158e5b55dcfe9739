// Where somebody is signed in, staff or the person of a request, and what they end of it.
import type { SessionView } from '../../shared/application/identity/own-sessions.ts'
import { page, seeOther, sessionsPath } from './call.ts'
import type { Answer, SessionCall } from './call.ts'
import { moment } from './days.ts'
import { html, nothing } from './html.ts'
import type { Html } from './html.ts'
import { facts, notice, postForm, section } from './parts.ts'
import { readerOf } from './person/progress.ts'

const pathOf = ({ company, session }: SessionCall): string => sessionsPath(company.company, session.actor)

export async function showSessions(call: SessionCall): Promise<Answer> {
  const { sessions: words } = call.texts
  const all = await call.app.ownSessions.list(call.session.actor)
  const sorted = [...all.filter(({ current }) => current), ...all.filter(({ current }) => !current)]
  const main = html`${notice(told(call))}
    <h1>${words.title}</h1>
    <p>${words.lead}</p>
    ${call.session.actor.kind === 'employee' && html`<p class="hint">${words.switching}</p>`}
    ${call.session.actor.kind === 'employee' && html`<p><a href="/${call.company.company}/staff/factors">${call.texts.proof.page.link}</a></p>`}
    ${await providerPlace(call)}
    ${sorted.map((session, i) => sessionView(call, session, i))}${all.length > 1 ? othersPart(call) : html`<p>${words.noOthers}</p>`}`
  return page(call, { title: words.title, main })
}

/** Where staff are known by their company's provider, they see it from here. */
async function providerPlace({ app, company, session, texts }: SessionCall): Promise<Html> {
  const isOffered =
    session.actor.kind === 'employee' && (await app.providerSignIn.offered(company.company)) !== undefined
  if (!isOffered) return nothing
  const { title } = texts.provider.own
  return html`<p><a href="/${company.company}/staff/provider">${title}</a></p>`
}

/** Only what is in the list of texts is told, whatever the address says. */
function told({ url, texts }: SessionCall): string | undefined {
  const { done } = texts.sessions
  const asked = url.searchParams.get('done') ?? ''
  return Object.hasOwn(done, asked) ? done[asked as keyof typeof done] : undefined
}

function sessionView(call: SessionCall, session: SessionView, i: number): Html {
  const { sessions: words } = call.texts
  const { id, use, createdAt, lastSeenAt, proofs, current } = session
  const reader = readerOf(call)
  const known = facts([
    [words.since, moment(createdAt.toISOString(), reader)],
    [words.last, moment(lastSeenAt.toISOString(), reader)],
    ...(proofs ? [[words.how, proofs.map((kind) => words.proofs[kind]).join(', ')] as const] : []),
  ])
  const { csrf } = call.session
  const ending = {
    action: `${pathOf(call)}/${id}/end`,
    csrf,
    body: false,
    submit: words.end,
    look: 'second',
  } as const
  const title = current ? words.here : words[use]
  return section(`session-${i + 1}`, title, html`${known}${!current && postForm(ending)}`)
}

function othersPart(call: SessionCall): Html {
  const { sessions: words } = call.texts
  const ending = { action: `${pathOf(call)}/end-others`, csrf: call.session.csrf, body: false } as const
  return section(
    'others',
    words.endOthers,
    html`<p>${words.endOthersLead}</p>
      ${postForm({ ...ending, submit: words.endOthers, look: 'warning' })}`,
  )
}

export async function endSession(call: SessionCall): Promise<Answer> {
  const ended = await call.app.ownSessions.end(call.session.actor, call.params['sessionId'] ?? '')
  return ended.ok ? seeOther(`${pathOf(call)}?done=ended`) : ended.error
}

export async function endOtherSessions(call: SessionCall): Promise<Answer> {
  await call.app.ownSessions.endOthers(call.session.actor)
  return seeOther(`${pathOf(call)}?done=othersEnded`)
}
