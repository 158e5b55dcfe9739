// What the company sees of an owner whom operators would give it, and where it says no.
import type { RecoveryView } from '../../../shared/application/operator/owner-recovery.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { facts, notice, postForm } from '../parts.ts'
import { readerOf } from '../person/progress.ts'

const recoveryPath = ({ company }: StaffCall): string => `/${company.company}/staff/owner-recovery`

const asked = ({ session, company }: StaffCall) => ({
  ...{ actor: session.actor, companyId: company.company, as: 'company' as const },
})

export async function showOwnerRecovery(call: StaffCall): Promise<Answer> {
  const { company: words } = call.texts.recovery
  const seen = await call.app.ownerRecoveries.view(asked(call))
  if (!seen.ok) return seen.error
  const told = call.url.searchParams.get('done') === 'ended' ? words.ended : undefined
  const main = html`${notice(told)}
    <h1>${words.title}</h1>
    <p>${words.lead}</p>
    ${seen.value.state === 'none' ? html`<p>${words.none}</p>` : underWay(call, seen.value)}`
  return page(call, { title: words.title, main })
}

function underWay(call: StaffCall, { owner, proposedAt = '', holdsFrom }: RecoveryView): Html {
  const { company: words, facts: named } = call.texts.recovery
  const reader = readerOf(call)
  const known = facts([
    [named.owner, `${owner?.name}, ${owner?.email}`],
    [named.proposed, moment(proposedAt, reader)],
    [named.holdsFrom, holdsFrom === undefined ? words.notAgreed : moment(holdsFrom, reader)],
  ])
  const { csrf } = call.session
  const body = html`<p>${words.endText}</p>`
  const action = `${recoveryPath(call)}/end`
  return html`${known}${postForm({ action, csrf, body, submit: words.end, look: 'warning' })}`
}

export async function endOwnerRecovery(call: StaffCall): Promise<Answer> {
  const ended = await call.app.ownerRecoveries.end(asked(call))
  return ended.ok ? seeOther(`${recoveryPath(call)}?done=ended`) : ended.error
}

/** On the page of the company's people, as long as there is one. */
export async function recoveryWarning(call: StaffCall): Promise<Html> {
  const { company: words } = call.texts.recovery
  const seen = await call.app.ownerRecoveries.view(asked(call))
  if (!seen.ok || seen.value.state === 'none') return nothing
  return html`<p class="warning"><a href="${recoveryPath(call)}">${words.warning}</a></p>`
}
