// A company is closed at the end of its contract, and an operator takes back what operators asked for.
import type { CompanyStanding } from '../../../shared/application/operator/see-companies.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { moment } from '../days.ts'
import { html } from '../html.ts'
import type { Html, HtmlValue } from '../html.ts'
import { disclosure, facts, list, postForm, section } from '../parts.ts'
import { readerOf } from '../person/progress.ts'
import { asked, pathOf } from './frame.ts'

/** Nothing of a company that is closed, or not open yet. */
export function closingPart(call: StaffCall, { id, state, closing }: CompanyStanding): HtmlValue {
  const { closing: words } = call.texts.leaving
  const { csrf } = call.session
  if (state === 'opening' || state === 'closed') return false
  if (closing) return section('closing', words.title, underWay(call, id, closing))
  const { means } = words
  const body = html`${list(means)}`
  const form = postForm({
    ...{ action: `${pathOf(id)}/closing`, csrf, body, submit: words.submit, look: 'warning' },
  })
  return section('closing', words.title, disclosure('close', { summary: words.begin }, form))
}

type Closing = NonNullable<CompanyStanding['closing']>

/** What the company itself asked for is not the operator's to take back. */
function underWay(call: StaffCall, id: string, closing: Closing): Html {
  const { closing: words } = call.texts.leaving
  const { csrf } = call.session
  const known = facts([
    [words.asked, words.askedBy[closing.asked]],
    [words.ends, moment(closing.endsAt, readerOf(call))],
  ])
  const body = html`<p>${words.keepText}</p>`
  const keep = { action: `${pathOf(id)}/closing/end`, csrf, body, submit: words.keep }
  return html`${known}${closing.asked === 'operator' && postForm(keep)}`
}

export async function operatorClose(call: StaffCall): Promise<Answer> {
  const begun = await call.app.closings.begin({ ...asked(call), as: 'operator' })
  return begun.ok ? seeOther(`${pathOf(asked(call).companyId)}?done=closing`) : begun.error
}

export async function operatorKeep(call: StaffCall): Promise<Answer> {
  const kept = await call.app.closings.takeBack({ ...asked(call), as: 'operator' })
  return kept.ok ? seeOther(`${pathOf(asked(call).companyId)}?done=kept`) : kept.error
}
