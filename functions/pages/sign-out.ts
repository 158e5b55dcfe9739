import { sessionCookieOf } from '../http/session.ts'
import { hostCookie, seeOther } from './call.ts'
import { inCompany, posted, sessionOf } from './guards.ts'

/** Ends the session of this browser. Who has none is signed out already. */
export const signOut = inCompany(async (call) => {
  const session = await sessionOf(call)
  const place = `/${call.company.company}`
  const home = session?.actor.kind === 'employee' ? `${place}/staff/sign-in` : place
  if (!session) return seeOther(home)
  const ending = posted<typeof call & { session: typeof session }>(async () => {
    await call.app.sessions.end(session.actor.sessionId)
    return { ...seeOther(home), cookies: [hostCookie(sessionCookieOf(call.company.company), '', 0)] }
  })
  return ending({ ...call, session })
})
