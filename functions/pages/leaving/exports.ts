// What the forms of exports do: begun, handed over to another instance, downloaded.
import { parseJson } from '../../../shared/contracts/json.ts'
import { parseBody } from '../../../shared/contracts/parse.ts'
import { pacedBody } from '../../http/back-pressure.ts'
import { attachment } from '../../http/respond.ts'
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { textOf } from '../form.ts'
import type { FormValues } from '../form.ts'
import { idempotencyOf } from '../once.ts'
import { asked, leavingPath } from './frame.ts'
import { leavingPage } from './leaving-page.ts'

export async function beginExport(call: StaffCall, form: FormValues): Promise<Answer> {
  const begun = await call.app.exports.begin({ ...asked(call), ...idempotencyOf(form, {}) })
  return begun.ok ? seeOther(`${leavingPath(call)}?done=begun`) : begun.error
}

export async function handKeysOver(call: StaffCall, form: FormValues): Promise<Answer> {
  const wrong = { form, errors: [{ id: 'key', text: call.texts.leaving.handOver.error }] }
  const body = parseBody('companyExport', { receivingKey: keyIn(textOf(form, 'key')) })
  if (!body.ok || !body.value.receivingKey) return leavingPage(call, wrong)
  const { receivingKey } = body.value
  const begun = await call.app.exports.handOver({
    ...{ ...asked(call), receivingKey, ...idempotencyOf(form, body.value) },
  })
  if (begun.ok) return seeOther(`${leavingPath(call)}?done=${'itemId' in begun.value ? 'proposed' : 'begun'}`)
  return begun.error.code === 'receivingKeyInvalid' ? leavingPage(call, wrong) : begun.error
}

const longestKey = 4000

/** As it was copied; no key at all is one that is wrong. */
function keyIn(text: string): unknown {
  const parsed = parseJson(new TextEncoder().encode(text), { limitBytes: longestKey })
  return parsed.ok ? parsed.value : null
}

export async function readExport(call: StaffCall): Promise<Answer> {
  const read = await call.app.exports.content({
    ...asked(call),
    exportId: call.params['exportId'] ?? '',
  })
  if (!read.ok) return read.error
  const { content, sizeBytes } = read.value
  const file = { name: `${call.company.company}-export.zip`, mediaType: 'application/zip' }
  const headers = { 'content-length': String(sizeBytes) }
  return attachment(file, pacedBody(call.invocationId, content), { headers })
}
