import { nextMilestone } from '../../domain/requests/milestones.ts'
import { endOfPause } from '../../domain/requests/suspension.ts'
import type { Milestone } from '../../domain/requests/milestones.ts'
import { addDays, earlierOf } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import { bySystem } from '../actor.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { managersOf } from '../companies/managers.ts'
import type { Core } from '../core.ts'
import { dayOf } from '../letters/sender.ts'
import { awaitsDelivery } from '../requests/delivery-watch.ts'
import { dueDatesOf, runningPauses } from './due.ts'
import { isPauseOver, pauseOver, toldOfPauseOver } from './pause-over.ts'
import { isOver, instanceOf } from '../requests/instances.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import type { Change, RequestRef } from '../requests/request-store.ts'

/** What the deadline's orchestration sees of a request: dates and states, nothing else. */
export type DeadlineLap =
  | { readonly kind: 'over' }
  | {
      readonly kind: 'wait'
      readonly until: string
      readonly milestone: string
      readonly status: string
      readonly due: string
    }
  | { readonly kind: 'act'; readonly milestone: string; readonly status: string; readonly due: string }

export type DeadlineSteps = {
  /** Reads the request again and says what comes next; notes by when the next lap must have begun. `over` also for an instance that another has replaced. */
  readonly lap: (ref: RequestRef & { readonly instanceId: string }) => Promise<DeadlineLap>
  /** Acts on a milestone that has come: reminds, escalates, marks overdue. Once, however often it is called. */
  readonly reach: (ref: RequestRef & { readonly milestone: string }) => Promise<'reached' | 'nothing'>
}

type Deps = Pick<Core, 'requests' | 'companies' | 'desk' | 'clock' | 'log'>

/** A lap sleeps at most five days (a longer timer that is cancelled late fails on Azure), and not past the end of a pause. */
const lapDays = 5

export function makeDeadlineSteps({ requests, companies, desk, log }: Deps): DeadlineSteps {
  const upcoming = (request: RequestDocument, company: CompanyDocument, now: Date): Milestone =>
    nextMilestone(dueDatesOf(request, company, now), new Date(request.receivedAt), request.milestones, now)

  return {
    async lap({ instanceId, ...ref }) {
      const company = await companies.find(ref.companyId)
      const changed = await requests.change<DeadlineLap, never>(ref, (request, now) => {
        const replaced = instanceOf(request, 'requestLifecycle') !== instanceId
        if (!company || replaced || isOver(request)) return ok({ answer: { kind: 'over' } })

        const next = upcoming(request, company, now)
        const due = dueDatesOf(request, company, now).effectiveDue.toISOString()
        const seen = { milestone: next.name, status: request.status, due }
        if (isPauseOver(request, now)) return ok({ answer: { kind: 'act', ...seen, milestone: pauseOver } })
        if (next.at <= now) return ok({ answer: { kind: 'act', ...seen } })

        const until = [next.at, ...runningPauses(request, now).map(endOfPause)].reduce(
          earlierOf,
          addDays(now, lapDays),
        )
        const answer: DeadlineLap = { kind: 'wait', until: until.toISOString(), ...seen }
        const wakeBy = wakeTime(request, until)
        // Written at most once a day: a repeat of the same lap costs a read.
        if (request.wakeBy === wakeBy) return ok({ answer })
        return ok({ answer, change: { request: { ...request, wakeBy }, facts: [], unseen: true } })
      })
      return changed.ok ? changed.value.answer : { kind: 'over' }
    },

    async reach({ milestone, ...ref }) {
      const company = await companies.find(ref.companyId)
      const changed = await requests.change<'reached' | 'nothing', never>(ref, async (request, now) => {
        if (!company || isOver(request)) return ok({ answer: 'nothing' })
        if (milestone === pauseOver)
          return isPauseOver(request, now)
            ? ok({ answer: 'reached', change: await resumed(request, company, now) })
            : ok({ answer: 'nothing' })
        const next = upcoming(request, company, now)
        if (next.name !== milestone || next.at > now) return ok({ answer: 'nothing' })
        return ok({ answer: 'reached', change: await acted(request, company, { next, now }) })
      })
      const outcome = changed.ok ? changed.value.answer : 'nothing'
      if (outcome === 'reached') log.write({ code: 'deadlineReached', ...ref, milestone })
      return outcome
    },
  }

  async function resumed(request: RequestDocument, company: CompanyDocument, now: Date): Promise<Change> {
    return toldOfPauseOver(desk, { request, company, now, staff: await told(request, 'assignee') })
  }

  async function acted(
    request: RequestDocument,
    company: CompanyDocument,
    { next, now }: { readonly next: Milestone; readonly now: Date },
  ): Promise<Change> {
    const overdue = now > dueDatesOf(request, company, now).effectiveDue && request.overdueSince === undefined
    let change: Change = {
      request: {
        ...request,
        milestones: [...request.milestones.filter((name) => name !== next.name), next.name],
        ...(overdue ? { overdueSince: now.toISOString() } : {}),
      },
      facts: [{ event: 'milestoneReached', by: bySystem, detail: { milestone: next.name, overdue } }],
    }
    for (const employeeId of await told(request, next.notify))
      change = await desk.enclose(
        change,
        company,
        { ...mailOf(request, company, { next, now }), to: { kind: 'employee', employeeId } },
        now,
      )
    return change
  }

  /** Nobody assigned means that the managers are told: never silence. */
  async function told(request: RequestDocument, notify: Milestone['notify']): Promise<readonly string[]> {
    const managers =
      notify !== 'assignee' || request.assignees.length === 0
        ? await managersOf(companies, request.companyId)
        : []
    return [...new Set([...request.assignees, ...managers])].slice(0, 12)
  }
}

/** A day after the lap should have begun, the reconciler takes over. */
const wakeTime = (request: RequestDocument, until: Date): string => {
  const latest = addDays(until, 1).toISOString()
  const { wakeBy } = request
  // A delivery that must begin within the hour is watched more closely than the deadline.
  return awaitsDelivery(request) && wakeBy !== undefined && wakeBy < latest ? wakeBy : latest
}

function mailOf(
  request: RequestDocument,
  company: CompanyDocument,
  { next, now }: { readonly next: Milestone; readonly now: Date },
) {
  const due = dueDatesOf(request, company, now)
  const daysLeft = Math.max(0, Math.ceil((due.internalDue.getTime() - now.getTime()) / 86_400_000))
  const details = {
    dueOn: dayOf(due.effectiveDue < now ? due.effectiveDue : due.internalDue, company),
    daysLeft,
  }
  if (next.kind === 'stillOverdue' || next.kind === 'statutoryOverdue')
    return { kind: 'staffOverdue', details } as const
  return { kind: next.notify === 'assignee' ? 'staffReminder' : 'staffEscalation', details } as const
}
