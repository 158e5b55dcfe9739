import { sessionToken } from '../csrf.ts'
import type { StaffCall } from '../call.ts'
import { requestIdOf } from './work.ts'

/** File names are personal and stand in no address: this names one within the session. */
export const fileKey = (cookie: string, name: string): string => sessionToken(cookie, `file ${name}`)

/** The name behind a key of this session. */
export async function fileNameOf(call: StaffCall, key: string): Promise<string | undefined> {
  const content = await call.app.readContent({ actor: call.session.actor, requestId: requestIdOf(call) })
  const files = content.ok ? content.value.files : []
  return files.find(({ name }) => fileKey(call.session.cookie, name) === key)?.name
}
