// An owner takes everything along, and closes the company: what there is, and what each step means before it is taken.
import { page } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { errorSummary } from '../fields.ts'
import { html } from '../html.ts'
import { notice } from '../parts.ts'
import { closingPart } from './closing-part.ts'
import { exportsPart } from './exports-part.ts'
import { asked } from './frame.ts'
import type { Shown } from './frame.ts'

export const showLeaving = (call: StaffCall): Promise<Answer> => leavingPage(call, {})

export async function leavingPage(call: StaffCall, shown: Shown): Promise<Answer> {
  const { leaving: words } = call.texts
  const { errors = [] } = shown
  const exports = await call.app.exports.list(asked(call))
  if (!exports.ok) return exports.error
  const closing = await call.app.closings.view(asked(call))
  if (!closing.ok) return closing.error
  const done = call.url.searchParams.get('done') ?? ''
  const told = Object.hasOwn(words.told, done) ? words.told[done as keyof typeof words.told] : undefined
  const main = html`${errorSummary(call.texts.common.problem, errors)}${notice(told)}
    <h1>${words.title}</h1>
    ${exportsPart(call, exports.value, shown)}${closingPart(call, closing.value)}`
  const hasErrors = errors.length > 0
  return page(call, { title: words.title, main, hasErrors }, hasErrors ? 400 : 200)
}
