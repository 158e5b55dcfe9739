// A link that opens nothing any more, and what there is to do.
import { problemFor } from '../../../shared/contracts/problems.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, CompanyCall, Session } from '../call.ts'
import { sessionOf } from '../guards.ts'
import { html } from '../html.ts'

const endings = { used: 'linkUsed', newer: 'linkVoid', expired: 'linkExpired' } as const

type Ending = keyof typeof endings

/** An address of its own, so that a newer link, which differs behind the # only, opens even from there. */
export function toEnded(call: CompanyCall, code: (typeof endings)[Ending], token: string): Answer {
  const [how = 'used'] = Object.entries(endings).find(([, one]) => one === code) ?? []
  const isSignIn = token.split('.')[1] === '-'
  return seeOther(`/${call.company.company}/link/${how}${isSignIn ? '?for=staff' : ''}`)
}

const isEnding = (text: string): text is Ending => Object.hasOwn(endings, text)

export async function showEndedLink(call: CompanyCall): Promise<Answer> {
  const how = call.params['how'] ?? ''
  if (!isEnding(how)) return { code: 'notFound' }
  const { link } = call.texts.person
  const { title, text } = link.ended[endings[how]]
  const company = `/${call.company.company}`
  const session = await sessionOf(call)
  const again = call.url.searchParams.get('for') === 'staff' ? '/staff/sign-in' : '/links'
  const main = html`<h1>${title}</h1>
    <p>${text}</p>
    <p><a class="button" href="${company}${again}">${link.newLink}</a></p>
    ${session && html`<p><a href="${homeOf(company, session)}">${link.goOn}</a></p>`}`
  return page(call, { title, main }, problemFor({ code: endings[how] }).status)
}

const homeOf = (company: string, { actor }: Session): string =>
  actor.kind === 'requester' ? `${company}/requests/${actor.requestId}` : `${company}/staff`
