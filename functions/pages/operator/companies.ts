// The companies of the instance: how they stand, and nothing of what they hold.
import type { CompanyStanding } from '../../../shared/application/operator/see-companies.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { starterTemplates } from '../../../shared/domain/templates/starter-packs.ts'
import { page, seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { cards } from '../cards.ts'
import { day } from '../days.ts'
import { errorSummary, hidden, input, select } from '../fields.ts'
import type { FieldError } from '../fields.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { html } from '../html.ts'
import type { Html } from '../html.ts'
import { idempotencyOf, onceOf } from '../once.ts'
import { disclosure, notice, postForm } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { listPath, pathOf, stateOf } from './frame.ts'

type Shown = { readonly form?: FormValues; readonly errors?: readonly FieldError[] }

export const showCompanies = (call: StaffCall): Promise<Answer> => companiesPage(call, {})

async function companiesPage(call: StaffCall, { form, errors = [] }: Shown): Promise<Answer> {
  const { companies: words } = call.texts.operator
  const { searchParams } = call.url
  const continuation = searchParams.get('continuation') ?? undefined
  const { actor } = call.session
  const seen = await call.app.seeCompanies.list({
    ...{ actor, limit: 50, ...(continuation !== undefined && { continuation }) },
  })
  if (!seen.ok) return seen.error
  const { companies, continuation: next } = seen.value
  const opened = companies.find(({ id }) => id === searchParams.get('opened'))
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(opened && words.told(opened.name))}
    <h1>${words.title}</h1>
    <p>${words.lead}</p>
    ${companies.length === 0 ? html`<p>${words.empty}</p>` : table(call, companies)}${
      next !== undefined &&
      html`<p><a href="${listPath}?continuation=${encodeURIComponent(next)}">${words.next}</a></p>`
    }${opening(call, form, errors)}`
  const hasErrors = errors.length > 0
  return page(call, { title: words.title, main, hasErrors }, hasErrors ? 400 : 200)
}

function table(call: StaffCall, companies: readonly CompanyStanding[]): Html {
  const { companies: words } = call.texts.operator
  const heads = [words.name, words.state, words.opened, words.employees, words.openRequests]
  return cards(
    { caption: words.caption, heads },
    companies.map(
      (one) =>
        html`<tr>
          <th scope="row"><a href="${pathOf(one.id)}">${one.name}</a></th>
          <td data-label="${words.state}">${stateOf(call, one)}</td>
          <td data-label="${words.opened}">${day(one.openedAt, readerOf(call))}</td>
          <td data-label="${words.employees}">${String(one.counts.employees)}</td>
          <td data-label="${words.openRequests}">${String(one.counts.openRequests)}</td>
        </tr>`,
    ),
  )
}

const openingFields = { name: 'companyName', ownerName: 'ownerName', ownerEmail: 'ownerEmail' } as const

function opening(call: StaffCall, form: FormValues | undefined, errors: readonly FieldError[]): Html {
  const { companies: words } = call.texts.operator
  const field = (name: keyof typeof openingFields) => ({
    ...{ id: name, name, label: words[openingFields[name]], errors, required: true },
    value: form ? lineOf(form, name) : '',
  })
  const body = html`<p>${words.openText}</p>
    ${hidden('once', onceOf(form ?? new URLSearchParams()))}${input(field('name'), { maxlength: 200 })}${input(field('ownerName'), { maxlength: 200 })}${input(field('ownerEmail'), { type: 'email', maxlength: 254 })}${select(
      {
        ...{ id: 'sector', name: 'sector', label: words.sector, hint: words.sectorHint, errors },
        value: (form && lineOf(form, 'sector')) || 'generic',
      },
      starterTemplates.map(({ templateId, title }) => ({ value: templateId, label: title[call.language] })),
    )}`
  const { csrf } = call.session
  return disclosure(
    'open',
    { summary: words.open, open: form !== undefined },
    postForm({ action: `${listPath}/companies`, csrf, body, submit: words.openSubmit }),
  )
}

export async function openCompany(call: StaffCall, form: FormValues): Promise<Answer> {
  const { errors: texts } = call.texts.operator.companies
  const names = Object.keys(openingFields) as (keyof typeof openingFields)[]
  const fields = Object.fromEntries(names.map((name) => [name, lineOf(form, name)]))
  const sector = lineOf(form, 'sector')
  const body = parseBody('openCompany', { ...fields, ...(sector !== '' && { sector }) })
  if (!body.ok) {
    const broken = new Set(body.error.errors.map(({ pointer }) => pointer))
    const errors = [...names, 'sector' as const]
      .filter((name) => broken.has(`/${name}`))
      .map((id) => ({ id, text: texts[id] }))
    return companiesPage(call, { form, errors })
  }
  const { name: companyName, ownerName, ownerEmail, sector: chosen } = body.value
  const opened = await call.app.openByFacts({
    actor: call.session.actor,
    facts: { companyName, ownerName, ownerEmail, language: call.language, ...(chosen && { sector: chosen }) },
    ...idempotencyOf(form, body.value),
  })
  return opened.ok ? seeOther(`${listPath}?opened=${opened.value.companyId}`) : opened.error
}
