// Who runs the instance: invited and removed by one another.
import type { OperatorView } from '../../../shared/application/operator/operators.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { errorSummary, input } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, facts, notice, postForm, section } from '../parts.ts'

const path = '/operator/staff/operators'

type Shown = { readonly form?: FormValues; readonly errors?: readonly FieldError[] }

export const showOperators = (call: StaffCall): Promise<Answer> => operatorsPage(call, {})

async function operatorsPage(call: StaffCall, { form, errors = [] }: Shown): Promise<Answer> {
  const { operators: words } = call.texts.operator
  const listed = await call.app.operators.list({ actor: call.session.actor })
  if (!listed.ok) return listed.error
  const names = new Map(listed.value.map(({ id, name }) => [id, name]))
  const done = call.url.searchParams.get('done') as keyof typeof words.told | null
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(done === null ? undefined : words.told[done])}
    <h1>${words.title}</h1>
    <p>${words.lead}</p>
    ${invitation(call, form, errors)}${listed.value.map((one) => operatorView(call, one, names))}`
  const hasErrors = errors.length > 0
  return page(call, { title: words.title, main, hasErrors }, hasErrors ? 400 : 200)
}

function invitation(call: StaffCall, form: FormValues | undefined, errors: readonly FieldError[]): Html {
  const { operators: words } = call.texts.operator
  const field = (name: 'name' | 'email') => ({
    ...{ id: name, name, label: words[name], errors, required: true },
    value: form ? lineOf(form, name) : '',
  })
  const body = html`${input(field('name'), { maxlength: 200 })}${input(field('email'), { type: 'email', maxlength: 254 })}`
  const { csrf } = call.session
  return disclosure(
    'invite',
    { summary: words.invite, open: form !== undefined },
    postForm({ action: path, csrf, body, submit: words.inviteSubmit }),
  )
}

function operatorView(
  call: StaffCall,
  { id, name, email, invitedBy }: OperatorView,
  names: ReadonlyMap<string, string>,
): Html {
  const { operators: words } = call.texts.operator
  const known = facts([
    [words.address, email],
    ...(invitedBy === undefined ? [] : ([[words.invitedBy, names.get(invitedBy) ?? invitedBy]] as const)),
  ])
  const { csrf } = call.session
  const removal = postForm({
    ...{ action: `${path}/${id}/removal`, csrf, body: nothing, submit: words.remove(name), look: 'warning' },
  })
  return section(`operator-${id}`, name, html`${known}${names.size > 1 && removal}`)
}

export async function inviteOperator(call: StaffCall, form: FormValues): Promise<Answer> {
  const { errors: texts } = call.texts.operator.operators
  const fields = { name: lineOf(form, 'name'), email: lineOf(form, 'email'), language: call.language }
  const body = parseBody('inviteOperator', fields)
  if (!body.ok) {
    const broken = new Set(body.error.errors.map(({ pointer }) => pointer))
    const errors = (['name', 'email'] as const).filter((name) => broken.has(`/${name}`))
    return operatorsPage(call, { form, errors: errors.map((id) => ({ id, text: texts[id] })) })
  }
  const invited = await call.app.operators.invite({ actor: call.session.actor, ...body.value })
  return invited.ok ? seeOther(`${path}?done=invited`) : invited.error
}

export async function removeOperator(call: StaffCall): Promise<Answer> {
  const operatorId = call.params['operatorId'] ?? ''
  const removed = await call.app.operators.remove({ actor: call.session.actor, operatorId })
  return removed.ok ? seeOther(`${path}?done=removed`) : removed.error
}
