// After a suspicion: the signing key of the instance is renewed at once, and a company's keys move to a new version.
import type { CompanyStanding } from '../../../shared/application/operator/see-companies.ts'
import type { Rewrapped } from '../../../shared/application/operator/renew-keys.ts'
import { page } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { hidden } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html, nothing } from '../html.ts'
import type { Html } from '../html.ts'
import { disclosure, list, notice, postForm, section } from '../parts.ts'
import { asked, listPath, pathOf } from './frame.ts'

const keysPath = `${listPath}/keys`

type Renewed = { readonly kid: string }

export const showInstanceKeys = async (call: StaffCall): Promise<Answer> => keysPage(call)

function keysPage(call: StaffCall, renewed?: Renewed): Answer {
  const { instanceKeys: words } = call.texts
  const { csrf } = call.session
  const form = postForm({
    ...{ action: `${keysPath}/renewal`, csrf, body: nothing, submit: words.submit, look: 'warning' },
  })
  const main = html`${notice(renewed && words.renewed)}
    <h1>${words.title}</h1>
    <p>${words.lead}</p>
    ${renewed && html`<p>${words.kid} <code>${renewed.kid}</code></p>`}${list(words.means)}${disclosure('renew', { summary: words.renew }, form)}
    <p>${words.ofCompanies}</p>`
  return page(call, { title: words.title, main })
}

/** Not led to another page: the id of the new key is in this answer. */
export async function renewSigningKey(call: StaffCall): Promise<Answer> {
  const renewed = await call.app.renewKeys.signing({ actor: call.session.actor })
  return renewed.ok ? keysPage(call, renewed.value) : renewed.error
}

export function companyKeysPart(call: StaffCall, { id }: CompanyStanding): Html {
  const { company: words } = call.texts.instanceKeys
  return section(
    'keys',
    words.title,
    html`<p>${words.lead}</p>
      ${rewrapForm(call, id)}`,
  )
}

function rewrapForm(call: StaffCall, companyId: string, continuation?: string): Html {
  const { company: words } = call.texts.instanceKeys
  const { csrf } = call.session
  const body = continuation === undefined ? nothing : hidden('continuation', continuation)
  const submit = continuation === undefined ? words.submit : words.goOn
  return postForm({ action: `${pathOf(companyId)}/keys`, csrf, body, submit, look: 'second' })
}

/** A hundred requests at a time, from where the page before ended. */
export async function rewrapKeys(call: StaffCall, form: FormValues): Promise<Answer> {
  const from = lineOf(form, 'continuation')
  const moved = await call.app.renewKeys.rewrap({
    ...{ ...asked(call), ...(from !== '' && { continuation: from }) },
  })
  return moved.ok ? movedPage(call, moved.value) : moved.error
}

function movedPage(call: StaffCall, { rewrapped, continuation }: Rewrapped): Answer {
  const { company: words } = call.texts.instanceKeys
  const { companyId } = asked(call)
  const rest = continuation === undefined ? words.through : words.more
  const main = html`${notice(words.moved(rewrapped))}
    <h1>${words.title}</h1>
    <p>${rest}</p>
    ${continuation !== undefined && rewrapForm(call, companyId, continuation)}
    <p><a href="${pathOf(companyId)}">${words.back}</a></p>`
  return page(call, { title: words.title, main })
}
