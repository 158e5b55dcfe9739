// What the machine could not do by itself, for the administrators: sent again, or let go with a reason.
import type { DeadLetterRefusal, DeadLetterView } from '../../../shared/application/messages/dead-letters.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { discardReasons } from '../../../shared/domain/messages/discard-reason.ts'
import type { Result } from '../../../shared/kernel/result.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { select } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, facts, notice, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { toldBy } from './told.ts'

const stuckPath = ({ company }: StaffCall): string => `/${company.company}/staff/stuck`

const ofCompany = ({ session, company }: StaffCall) => ({
  actor: session.actor,
  companyId: company.company,
})

/** As many as the list gives at a time. */
const listed = 100

export async function showStuck(call: StaffCall): Promise<Answer> {
  const { stuck } = call.texts.staff
  const waiting = await call.app.deadLetters.list(ofCompany(call))
  if (!waiting.ok) return waiting.error
  const letters = waiting.value
  const main = html`${notice(toldBy(call))}
    <h1>${stuck.title}</h1>
    <p>${stuck.lead}</p>
    ${letters.length === 0 && html`<p role="status">${stuck.empty}</p>`}${letters.map((letter) => letterView(call, letter))}${
      letters.length === listed && html`<p>${stuck.most}</p>`
    }`
  return page(call, { title: stuck.title, main })
}

function letterView(call: StaffCall, letter: DeadLetterView): Html {
  const { stuck } = call.texts.staff
  const { id, queue, kind, at, reason, retries, requestId } = letter
  const action = `${stuckPath(call)}/${id}`
  const { csrf } = call.session
  const known = facts([
    [stuck.kind, html`<code>${kind}</code>`],
    [stuck.since, moment(at, readerOf(call))],
    [stuck.why, reasonIn(stuck.reasons, reason)],
    [stuck.tries, retries],
    ...(requestId === undefined ? [] : [[stuck.request, html`<code>${requestId}</code>`] as const]),
  ])
  const why = { id: `why-${id}`, name: 'reason', label: stuck.discardWhy }
  const body = select(
    why,
    discardReasons.map((value) => ({ value, label: stuck.discardReasons[value] })),
  )
  const discarding = postForm({
    ...{ action: `${action}/discard`, csrf, body, submit: stuck.discard },
    look: 'warning',
  })
  return section(
    `stuck-${id}`,
    stuck.queues[queue],
    html`${known}${postForm({ action: `${action}/retry`, csrf, body: false, submit: stuck.retry, look: 'second' })}${disclosure(`discard-${id}`, { summary: stuck.discard }, discarding)}`,
  )
}

/** A reason that is a broker's own has no words of ours, and is shown as the code that it is. */
const reasonIn = (words: Readonly<Record<string, string>>, reason: string): string | Html =>
  Object.hasOwn(words, reason) ? (words[reason] ?? reason) : html`<code>${reason}</code>`

const aboutOne = (call: StaffCall) => ({ ...ofCompany(call), id: call.params['deadLetterId'] ?? '' })

export async function retryStuck(call: StaffCall): Promise<Answer> {
  return settled(call, await call.app.deadLetters.retry(aboutOne(call)), 'stuckRetried')
}

export async function discardStuck(call: StaffCall, form: FormValues): Promise<Answer> {
  const body = parseBody('discardDeadLetter', { reason: lineOf(form, 'reason') })
  if (!body.ok) return body.error
  const { reason } = body.value
  return settled(call, await call.app.deadLetters.discard({ ...aboutOne(call), reason }), 'stuckDiscarded')
}

/** Back to the list, also where another administrator was first. */
function settled(
  call: StaffCall,
  done: Result<void, DeadLetterRefusal>,
  told: 'stuckRetried' | 'stuckDiscarded',
): Answer {
  if (done.ok) return seeOther(`${stuckPath(call)}?done=${told}`)
  const { code } = done.error
  const isLate = code === 'transitionNotAllowed' || code === 'versionConflict'
  return isLate ? seeOther(`${stuckPath(call)}?done=stuckSettled`) : done.error
}
