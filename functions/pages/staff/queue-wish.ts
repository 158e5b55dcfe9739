// What the address of the queue asks for: of the list, of its file, and of what is done to all of it.
import type { QueueFilter } from '../../../shared/application/queue/list-queue.ts'
import type { RequestStatus } from '../../../shared/domain/requests/lifecycle.ts'
import { addDays } from '../../../shared/domain/time.ts'
import type { StaffCall } from '../call.ts'
import type { FormValues } from '../form.ts'

const working: readonly RequestStatus[] = ['open', 'collecting', 'sealed', 'approved']

export const shownStatuses: readonly RequestStatus[] = [
  ...working,
  'delivered',
  'refused',
  'withdrawn',
  'expired',
  'closed',
]

export const dueDays = [3, 7, 14]

export type QueueWish = {
  readonly status: string
  readonly due: string
  readonly assignee: string
  readonly from: string
}

/** What it asks wrongly is as if it were not asked. */
export function wishOf(query: FormValues): QueueWish {
  const status = query.get('status') ?? 'work'
  const known = status === 'all' || shownStatuses.some((one) => one === status)
  return {
    status: known ? status : 'work',
    due: query.get('due') ?? '',
    assignee: (query.get('assignee') ?? '').slice(0, 100),
    from: (query.get('from') ?? '').slice(0, 4000),
  }
}

export type WishFilter = Omit<QueueFilter, 'limit' | 'continuation'>

export function filterOf({ app, session }: StaffCall, wish: QueueWish): WishFilter {
  const now = app.clock.now()
  const days = Number(wish.due)
  const assignee = wish.assignee === 'me' ? session.actor.employeeId : wish.assignee
  return {
    ...(wish.status === 'work'
      ? { statuses: working }
      : wish.status === 'all'
        ? {}
        : { status: wish.status }),
    ...(wish.due === 'overdue'
      ? { dueBefore: now }
      : dueDays.includes(days)
        ? { dueBefore: addDays(now, days) }
        : {}),
    ...(assignee === '' ? {} : { assignee }),
  }
}

/** The same list, as an address has it. */
export const queryOf = (wish: Readonly<Record<string, string>>): string =>
  new URLSearchParams(Object.entries(wish).filter(([, value]) => value !== '')).toString()
