// The forms by which a number for text messages is added.
import { parseBody } from '../../../shared/contracts/parse.ts'
import { asE164 } from '../../../shared/domain/identity/text-messages.ts'
import type { Answer, StaffCall } from '../call.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { added, factorsPage } from './factors-page.ts'

export async function beginPhone(call: StaffCall, form: FormValues): Promise<Answer> {
  const { page: words } = call.texts.proof
  const wrong = (text: string) => factorsPage(call, { form, errors: [{ id: 'phone', text }] })
  const { callingCode } = call.company.secondFactors
  const body = parseBody('newPhone', { phone: asE164(lineOf(form, 'phone'), callingCode) })
  if (!body.ok) return wrong(words.phoneWrong)
  const begun = await call.app.ownPhone.begin({ actor: call.session.actor, ...body.value })
  if (begun.ok)
    return begun.value.text === 'sent' ? factorsPage(call, { texted: true }) : wrong(words.phoneNotNow)
  return begun.error.code === 'phoneNotOffered' ? wrong(words.phoneNotOffered) : begun.error
}

export async function confirmPhone(call: StaffCall, form: FormValues): Promise<Answer> {
  const code = lineOf(form, 'code').replaceAll(' ', '')
  const confirmed = await call.app.ownPhone.confirm({ actor: call.session.actor, code })
  if (confirmed.ok) return added(call, confirmed.value.recoveryCodes)
  if (confirmed.error.code !== 'factorWrong') return confirmed.error
  const text = call.texts.proof.page.textedWrong
  return factorsPage(call, { texted: true, errors: [{ id: 'texted', text }] })
}
