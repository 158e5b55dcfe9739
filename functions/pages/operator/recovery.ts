// A company whose owners cannot sign in any more gets another one: two operators, and 72 hours for its people.
import type { RecoveryView } from '../../../shared/application/operator/owner-recovery.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { errorSummary, input } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { facts, list, notice, postForm } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { asked, pathOf } from './frame.ts'

const recoveryPath = (call: StaffCall): string => `${pathOf(asked(call).companyId)}/recovery`

type Shown = { readonly form?: FormValues; readonly errors?: readonly FieldError[] }

export const showRecovery = (call: StaffCall): Promise<Answer> => recoveryPage(call, {})

async function recoveryPage(call: StaffCall, { form, errors = [] }: Shown): Promise<Answer> {
  const { operator: words } = call.texts.recovery
  const seen = await call.app.ownerRecoveries.view({ ...asked(call), as: 'operator' })
  if (!seen.ok) return seen.error
  const done = call.url.searchParams.get('done') ?? ''
  const told = Object.hasOwn(words.told, done) ? words.told[done as keyof typeof words.told] : undefined
  const { companyId } = asked(call)
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(told)}
    <p><a href="${pathOf(companyId)}">${companyId}</a></p>
    <h1>${words.title}</h1>
    ${list(words.steps)}${seen.value.state === 'none' ? proposing(call, form, errors) : await underWay(call, seen.value)}`
  const hasErrors = errors.length > 0
  return page(call, { title: words.title, main, hasErrors }, hasErrors ? 400 : 200)
}

const fields = { ownerName: 'name', ownerEmail: 'email' } as const

function proposing(call: StaffCall, form: FormValues | undefined, errors: readonly FieldError[]): Html {
  const { operator: words } = call.texts.recovery
  const field = (name: keyof typeof fields) => ({
    ...{ id: name, name, label: words[fields[name]], errors, required: true },
    value: form ? lineOf(form, name) : '',
  })
  const body = html`<p>${words.sure}</p>
    ${input(field('ownerName'), { maxlength: 200 })}${input(field('ownerEmail'), { type: 'email', maxlength: 254 })}`
  const { csrf } = call.session
  return postForm({ action: recoveryPath(call), csrf, body, submit: words.propose, look: 'warning' })
}

async function underWay(call: StaffCall, view: RecoveryView): Promise<Html> {
  const { operator: words, facts: named } = call.texts.recovery
  const listed = await call.app.operators.list({ actor: call.session.actor })
  const names = new Map((listed.ok ? listed.value : []).map(({ id, name }) => [id, name]))
  const nameOf = (id: string): string => names.get(id) ?? words.gone
  const { owner, proposedBy = '', proposedAt = '', agreedBy, holdsFrom } = view
  const reader = readerOf(call)
  const known = facts([
    [named.owner, `${owner?.name}, ${owner?.email}`],
    [named.proposed, html`${nameOf(proposedBy)}, ${moment(proposedAt, reader)}`],
    ...(agreedBy === undefined ? [] : ([[named.agreed, nameOf(agreedBy)]] as const)),
    ...(holdsFrom === undefined ? [] : ([[named.holdsFrom, moment(holdsFrom, reader)]] as const)),
  ])
  const { csrf } = call.session
  const end = { action: `${recoveryPath(call)}/end`, csrf, body: html``, submit: words.end } as const
  return html`${known}${nextStep(call, view)}${postForm({ ...end, look: 'second' })}`
}

/** The one step that comes next, and whose it is. */
function nextStep(call: StaffCall, { state, proposedBy, holdsFrom = '' }: RecoveryView): Html {
  const { operator: words } = call.texts.recovery
  const { csrf, actor } = call.session
  const step = (name: 'agreement' | 'completion', lead: string, submit: string): Html =>
    postForm({
      action: `${recoveryPath(call)}/${name}`,
      csrf,
      body: html`<p>${lead}</p>`,
      submit,
      look: 'warning',
    })
  if (state === 'proposed')
    return proposedBy === actor.employeeId
      ? html`<p>${words.waitsForAnother}</p>`
      : step('agreement', words.agreeText, words.agree)
  return new Date(holdsFrom) > call.app.clock.now()
    ? html`<p>${words.waitsForTime}</p>`
    : step('completion', words.completeText, words.complete)
}

export async function proposeRecovery(call: StaffCall, form: FormValues): Promise<Answer> {
  const { errors: texts } = call.texts.recovery.operator
  const names = Object.keys(fields) as (keyof typeof fields)[]
  const typed = Object.fromEntries(names.map((name) => [name, lineOf(form, name)]))
  const body = parseBody('ownerRecovery', { ...typed, language: call.language })
  if (!body.ok) {
    const broken = new Set(body.error.errors.map(({ pointer }) => pointer))
    const errors = names.filter((name) => broken.has(`/${name}`)).map((id) => ({ id, text: texts[id] }))
    return recoveryPage(call, { form, errors })
  }
  const { ownerName, ownerEmail } = body.value
  const facts = { ownerName, ownerEmail, language: call.language }
  const proposed = await call.app.ownerRecoveries.propose({ ...asked(call), ...facts })
  return proposed.ok ? seeOther(`${recoveryPath(call)}?done=proposed`) : proposed.error
}

export async function agreeRecovery(call: StaffCall): Promise<Answer> {
  const agreed = await call.app.ownerRecoveries.agree(asked(call))
  return agreed.ok ? seeOther(`${recoveryPath(call)}?done=agreed`) : agreed.error
}

export async function completeRecovery(call: StaffCall): Promise<Answer> {
  const completed = await call.app.ownerRecoveries.complete(asked(call))
  return completed.ok ? seeOther(`${recoveryPath(call)}?done=completed`) : completed.error
}

export async function endRecovery(call: StaffCall): Promise<Answer> {
  const ended = await call.app.ownerRecoveries.end({ ...asked(call), as: 'operator' })
  return ended.ok ? seeOther(`${recoveryPath(call)}?done=ended`) : ended.error
}
