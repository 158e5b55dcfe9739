// What the forms of closing do: begun, and taken back.
import { seeOther } from '../call.ts'
import type { Answer, StaffCall } from '../call.ts'
import { asked, leavingPath } from './frame.ts'

export async function closeCompany(call: StaffCall): Promise<Answer> {
  const begun = await call.app.closings.begin({ ...asked(call), as: 'company' })
  return begun.ok ? seeOther(`${leavingPath(call)}?done=closing`) : begun.error
}

export async function keepCompany(call: StaffCall): Promise<Answer> {
  const kept = await call.app.closings.takeBack({ ...asked(call), as: 'company' })
  return kept.ok ? seeOther(`${leavingPath(call)}?done=kept`) : kept.error
}
