// The calls of the script that makes and shows passkeys, and the form that carries a new one.
import { parseBody } from '../../../shared/contracts/parse.ts'
import { json } from '../../http/respond.ts'
import type { Answer, CompanyCall, StaffCall } from '../call.ts'
import { lineOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { added, factorsPage } from './factors-page.ts'
import { parsedJson } from './given-factor.ts'

/** What a mailed link of staff is opened with. */
export async function askLinkPasskey(call: CompanyCall, form: FormValues): Promise<Answer> {
  const asked = await call.app.askPasskey.withLink({ token: lineOf(form, 'token') })
  return asked.ok ? json(200, asked.value) : asked.error
}

export async function askPasskeyProof(call: StaffCall): Promise<Answer> {
  const asked = await call.app.askPasskey.inSession({ actor: call.session.actor })
  return asked.ok ? json(200, asked.value) : asked.error
}

export async function beginPasskey(call: StaffCall, form: FormValues): Promise<Answer> {
  const name = lineOf(form, 'name')
  const body = parseBody('newFactor', name === '' ? {} : { name })
  if (!body.ok) return body.error
  const begun = await call.app.ownPasskeys.begin({ actor: call.session.actor, ...body.value })
  return begun.ok ? json(200, begun.value) : begun.error
}

export async function confirmPasskey(call: StaffCall, form: FormValues): Promise<Answer> {
  const body = parseBody('newPasskey', parsedJson(form.get('passkey') ?? ''))
  if (!body.ok) return notAdded(call, form, 'passkeyInvalid')
  const { actor } = call.session
  const made = await call.app.ownPasskeys.confirm({ actor, credential: body.value })
  return made.ok ? added(call, made.value.recoveryCodes) : notAdded(call, form, made.error.code)
}

/** Said at its field, so that it can be tried again at once. */
function notAdded(call: StaffCall, form: FormValues, code: string): Promise<Answer> {
  const text = call.texts.refusals(code) ?? call.texts.common.refused.text
  return factorsPage(call, { form, errors: [{ id: 'passkey-name', text }] })
}
