// Registration by staff of what came by phone, e-mail, letter or in person: the clock starts at the true receipt.
import { parseBody } from '../../../shared/contracts/parse.ts'
import { allowed } from '../../../shared/domain/identity/roles.ts'
import { wishOf } from '../../http/wish.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { isoDay } from '../days.ts'
import type { FieldError } from '../fields.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import { list } from '../parts.ts'
import { referenceIn } from '../reference.ts'
import { readerOf } from '../person/progress.ts'
import { idempotencyOf } from '../once.ts'
import { brokenFields, refusedField, registrationOf } from './registration.ts'
import { registrationView } from './register-form.ts'

export const registerPath = ({ company }: StaffCall): string => `/${company.company}/staff/register`

/** No request is concerned yet, so there is no relation to one. */
export const mayRegister = ({ session }: StaffCall): boolean =>
  allowed('registerRequest', { roles: session.actor.roles, grants: session.actor.grants, relations: [] })

export async function showRegistration(call: StaffCall): Promise<Answer> {
  if (!mayRegister(call)) return { code: 'forbidden' }
  const receivedOn = isoDay(call.app.clock.now(), readerOf(call))
  return formPage(call, new URLSearchParams({ receivedOn, language: call.language }), [])
}

function formPage(call: StaffCall, form: FormValues, errors: readonly FieldError[]): Answer {
  const { title } = call.texts.staff.register
  const main = registrationView(call, { action: registerPath(call), form, errors })
  const hasErrors = errors.length > 0
  return page(call, { title, main, hasErrors }, hasErrors ? 400 : 200)
}

/** The rules are those of the API, whose body the form makes; what is wrong stands at its field and nothing is lost. */
export async function sendRegistration(call: StaffCall, form: FormValues): Promise<Answer> {
  const { errors, body: made } = registrationOf(call, form)
  const body = parseBody('registerRequest', made)
  if (!body.ok || errors.length > 0) {
    const pointers = body.ok ? [] : body.error.errors.map(({ pointer }) => pointer)
    return formPage(call, form, brokenFields(call, form, errors, pointers))
  }
  const { channel, receivedAt, backdatingReason } = body.value
  const registered = await call.app.registerRequest({
    actor: call.session.actor,
    companyId: call.company.company,
    wish: wishOf(body.value),
    channel,
    ...(receivedAt === undefined ? {} : { receivedAt: new Date(receivedAt) }),
    ...(backdatingReason === undefined ? {} : { backdatingReason }),
    ...idempotencyOf(form, body.value),
  })
  if (!registered.ok) {
    const error = refusedField(call, registered.error.code)
    return error ? formPage(call, form, [error]) : registered.error
  }
  const { requestId, reference } = registered.value
  return seeOther(`/${call.company.company}/staff/registered?reference=${reference}&request=${requestId}`)
}

/** Whoever registered a request need not be who works on it: they are led to it only if they may see it. */
export async function showRegistered(call: StaffCall): Promise<Answer> {
  const reference = referenceIn(call.url.searchParams)
  if (reference === undefined) return { code: 'notFound' }
  const requestId = call.url.searchParams.get('request') ?? ''
  const seen = await call.app.viewRequest({ actor: call.session.actor, requestId })
  const { register } = call.texts.staff
  const { done } = register
  const staff = `/${call.company.company}/staff`
  const main = html`<h1>${done.title}</h1>
    <div class="panel">
      <p>${done.reference}<br /><strong class="reference">${reference}</strong></p>
      <p>${done.tell}</p>
    </div>
    <h2>${done.next}</h2>
    ${list(done.steps)}${
      seen.ok && html`<p><a class="button" href="${staff}/requests/${requestId}">${done.open}</a></p>`
    }
    <p><a href="${registerPath(call)}">${done.another}</a></p>
    <p><a href="${staff}">${register.back}</a></p>`
  return page(call, { title: done.title, main })
}
