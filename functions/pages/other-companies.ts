// In which other companies this browser is signed in as well: one session of each, side by side.
import { sessionCookiesOf } from '../http/session.ts'
import type { CompanyCall, OtherCompany } from './call.ts'

/** Each costs a read; whoever works for more finds them by their addresses. */
const mostShown = 20

/** Looked at, and not used: a page of one company keeps no session of another alive. */
export async function otherCompanies({
  app,
  request,
  company,
}: CompanyCall): Promise<readonly OtherCompany[]> {
  const others = sessionCookiesOf(request).filter(({ companyId }) => companyId !== company.company)
  const found = await Promise.all(
    others.slice(0, mostShown).map(async ({ companyId, cookie }) => {
      const actor = await app.sessions.lookedAt(cookie)
      if (actor?.kind !== 'employee' || actor.companyId !== companyId) return []
      const other = await app.viewProfile(companyId)
      return other.ok ? [{ id: companyId, name: other.value.name }] : []
    }),
  )
  return found.flat().sort((one, other) => one.name.localeCompare(other.name))
}
