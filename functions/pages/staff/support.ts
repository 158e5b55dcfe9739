// Support access as the company sees it: who of the operators sees what, why, until when; invited, and ended at once.
import type { SupportView } from '../../../shared/application/operator/support-access.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { supportAreas } from '../../../shared/domain/companies/support.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { errorSummary, input, textarea } from '../fields.ts'
import { lineOf, textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { facts, list, notice, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { chosen, errorsAt, named } from '../sent-form.ts'
import type { SentForm } from '../sent-form.ts'

const supportPath = ({ company }: StaffCall): string => `/${company.company}/staff/support`

const asked = ({ session, company }: StaffCall) => ({
  actor: session.actor,
  companyId: company.company,
})

const empty: SentForm = { form: new URLSearchParams({ hours: '4' }), errors: [] }

export const showSupport = (call: StaffCall): Promise<Answer> => supportPage(call, empty)

async function supportPage(call: StaffCall, sent: SentForm): Promise<Answer> {
  const { company: words } = call.texts.support
  const listed = await call.app.supportAccesses.list(asked(call))
  if (!listed.ok) return listed.error
  const done = call.url.searchParams.get('done') ?? ''
  const told = Object.hasOwn(words.told, done) ? words.told[done as keyof typeof words.told] : undefined
  const main = html`${errorSummary(call.texts.common.problem, sent.errors)}${notice(told)}
    <h1>${words.title}</h1>
    ${list(words.means)}${listed.value.length === 0 && html`<p>${words.none}</p>`}${listed.value.map((one) => accessView(call, one))}${isOwner(call) ? inviting(call, sent) : html`<p>${words.byOwner}</p>`}`
  const hasErrors = sent.errors.length > 0
  return page(call, { title: words.title, main, hasErrors }, hasErrors ? 400 : 200)
}

/** Only what the page offers; who may is judged where it is done. */
const isOwner = ({ session }: StaffCall): boolean => session.actor.roles.includes('systemOwner')

function accessView(call: StaffCall, access: SupportView): Html {
  const { company: words, areas: named } = call.texts.support
  const { operatorId, name, email, areas, reason, since, until } = access
  const reader = readerOf(call)
  const known = facts([
    [words.email, email],
    [words.areas, list(areas.map((area) => named[area].title))],
    [words.reason, reason],
    [words.since, moment(since, reader)],
    [words.until, moment(until, reader)],
  ])
  const { csrf } = call.session
  const action = `${supportPath(call)}/${operatorId}/end`
  const end = postForm({ action, csrf, body: nothing, submit: words.end(name), look: 'warning' })
  return section(`support-${operatorId}`, name, html`${known}${end}`)
}

function inviting(call: StaffCall, sent: SentForm): Html {
  const { company: words, areas: named_ } = call.texts.support
  const hoursField = { ...named(sent, 'hours'), label: words.hours, hint: words.hoursHint, required: true }
  const body = html`${input({ ...named(sent, 'operatorEmail'), label: words.operatorEmail, hint: words.operatorHint, required: true }, { type: 'email', maxlength: 254 })}${chosen(
    sent,
    'areas',
    {
      ...{ kind: 'checkbox', label: words.areas },
      options: supportAreas.map((value) => ({
        ...{ value, label: named_[value].title, hint: named_[value].means },
      })),
    },
  )}${input(hoursField, { inputmode: 'numeric', maxlength: 1, width: 'short' })}${textarea({ ...named(sent, 'reason'), label: words.why, required: true }, { rows: 3, maxlength: 500 })}`
  const { csrf } = call.session
  return section(
    'invite',
    words.invite,
    postForm({ action: supportPath(call), csrf, body, submit: words.submit, look: 'warning' }),
  )
}

export async function inviteSupport(call: StaffCall, form: FormValues): Promise<Answer> {
  const { errors: texts } = call.texts.support.company
  const hours = lineOf(form, 'hours')
  const body = parseBody('supportInvitation', {
    ...{ operatorEmail: lineOf(form, 'operatorEmail'), areas: form.getAll('areas') },
    ...{ hours: /^\d$/.test(hours) ? Number(hours) : hours, reason: textOf(form, 'reason') },
  })
  if (!body.ok) {
    const fields = (['operatorEmail', 'areas', 'hours', 'reason'] as const).map((id) => ({
      ...{ step: id, id, text: texts[id] },
    }))
    const broken = body.error.errors.map(({ pointer }) => pointer)
    return supportPage(call, { form, errors: errorsAt(broken, fields) })
  }
  const invited = await call.app.supportAccesses.invite({ ...asked(call), wish: body.value })
  if (invited.ok) return seeOther(`${supportPath(call)}?done=invited`)
  if (invited.error.code !== 'operatorUnknown') return invited.error
  return supportPage(call, { form, errors: [{ id: 'operatorEmail', text: texts.operatorUnknown }] })
}

export async function endSupport(call: StaffCall): Promise<Answer> {
  const operatorId = call.params['operatorId'] ?? ''
  const ended = await call.app.supportAccesses.end({ ...asked(call), operatorId })
  return ended.ok ? seeOther(`${supportPath(call)}?done=ended`) : ended.error
}

/** Where the company is set up: the way there, and a warning as long as somebody looks in. */
export async function supportNotice(call: StaffCall): Promise<Html> {
  const { company: words } = call.texts.support
  const listed = await call.app.supportAccesses.list(asked(call))
  if (!listed.ok) return nothing
  const link = html`<a href="${supportPath(call)}">${words.title}</a>`
  const names = listed.value.map(({ name }) => name).join(', ')
  const shown =
    names === ''
      ? html`<p>${link}: ${words.lead}</p>`
      : html`<p class="warning">${words.looksIn(names)} ${link}</p>`
  return section('support', words.title, shown)
}
