import type { Role } from '../../../shared/domain/identity/roles.ts'
import { daysBetween, localDateOf } from '../../../shared/domain/time.ts'
import type { StaffCall } from '../call.ts'
import type { Html } from '../html.ts'
import { badge } from '../parts.ts'

/** Who works on requests, by id and name, for who hands them out; for others empty. */
export type Names = ReadonlyMap<string, string>

const working: ReadonlySet<string> = new Set(['systemUser', 'systemManager'] satisfies readonly Role[])

export async function namesFor({ app, session, company }: StaffCall): Promise<Names> {
  const listed = await app.listEmployees({ actor: session.actor, companyId: company.company })
  const people = listed.ok ? listed.value : []
  return new Map(
    people.filter(({ roles }) => roles.some((role) => working.has(role))).map(({ id, name }) => [id, name]),
  )
}

/** Oneself, and others by name where one may know it. */
export function assigneesText(
  { texts, session }: StaffCall,
  assignees: readonly string[],
  names: Names,
): string {
  const { queue } = texts.staff
  if (assignees.length === 0) return queue.nobody
  const mine = session.actor.employeeId
  const named = assignees.map((id) => (id === mine ? queue.me : names.get(id)))
  const unnamed = named.filter((name) => name === undefined).length
  return [
    ...named.filter((name) => name !== undefined),
    ...(unnamed > 0 ? [queue.others(unnamed)] : []),
  ].join(', ')
}

const soonDays = 7

/** How many days are left, in words. */
export function dueBadge({ app, texts, company }: StaffCall, due: string): Html {
  const words = texts.staff.due
  const today = localDateOf(app.clock.now(), company.timeZone)
  const left = daysBetween(today, localDateOf(new Date(due), company.timeZone))
  if (left < 0) return badge(words.late(-left), 'bad')
  return badge(left === 0 ? words.today : words.left(left), left <= soonDays ? 'wait' : 'plain')
}
