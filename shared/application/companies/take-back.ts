import { hasEnded } from '../../domain/requests/lifecycle.ts'
import { addMinutes } from '../../domain/time.ts'
import { ok } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { ActorRef, EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import { companyMail } from '../letters/company-mail.ts'
import { companyPartition } from '../place.ts'
import type { Document } from '../ports/documents.ts'
import { DependencyUnavailable } from '../ports/unavailable.ts'
import { readAll } from '../read-all.ts'
import { mayWork } from '../requests/assign.ts'
import { assignedPartition } from '../queue/queue-row.ts'
import type { QueueRow } from '../queue/queue-row.ts'
import type { Instant } from '../requests/request-document.ts'
import { sweepDue } from '../timing/sweep.ts'
import type { Sweep } from '../timing/sweep.ts'
import type { CompanyChange } from './company-changes.ts'
import type { CompanyDocument, EmployeeDocument } from './company-document.ts'
import type { Asked } from './company-people.ts'
import { writeOf } from './guarded-change.ts'
import { managersOf } from './managers.ts'

/** id `takeBack:{employeeId}`: whoever this was works on nothing any more. Committed with what ended it. */
export type TakeBackDocument = Document & {
  readonly companyId: string
  readonly employeeId: string
  readonly by: ActorRef
  /** When the timer looks once more: also for what was given to them in the same moment. */
  readonly takeBackAt: Instant
}

type Ending = {
  readonly company: CompanyDocument
  readonly before: EmployeeDocument
  /** Left out for whoever left. */
  readonly after?: EmployeeDocument
  readonly by: EmployeeActor
  readonly now: Date
}

const againMinutes = 10

/** More would not fit into one commit; who is left out sees it in the queue. */
const mostTold = 12

type TellDeps = Pick<Core, 'documents' | 'companies' | 'secrets' | 'random' | 'crypto' | 'clock'>

/** What is committed with a change after which somebody cannot work on requests any more; the managers are told. */
export async function takingBack(
  deps: TellDeps,
  { company, before, after, by, now }: Ending,
): Promise<Required<Pick<CompanyChange, 'writes' | 'messages'>>> {
  if (!mayWork(before) || (after && mayWork(after))) return { writes: [], messages: [] }
  const { companyId } = company
  const { employeeId } = before
  const takeBackAt = addMinutes(now, againMinutes).toISOString()
  const again: TakeBackDocument = {
    ...{ id: `takeBack:${employeeId}`, companyId, employeeId, by: actorRef(by), takeBackAt },
  }
  const told =
    (await requestsOf(deps, companyId, employeeId)).length === 0
      ? []
      : (await managersOf(deps.companies, companyId)).filter((id) => id !== employeeId)
  const mails = await Promise.all(
    told.slice(0, mostTold).map((manager) =>
      companyMail(deps, company, {
        kind: 'staffTakenBack',
        recipient: { kind: 'employee', employeeId: manager },
      }),
    ),
  )
  return {
    writes: [again, ...mails.map(({ document }) => document)].map(writeOf),
    messages: mails.map(({ message }) => message),
  }
}

type Deps = Pick<Core, 'documents' | 'requests' | 'companies' | 'clock' | 'log'>

/** Requests that are underway and lie with them. */
async function requestsOf(
  { documents }: Pick<Core, 'documents'>,
  companyId: string,
  employeeId: string,
): Promise<readonly string[]> {
  const rows = await readAll<QueueRow>(documents, assignedPartition(companyId, employeeId))
  return rows.filter(({ value }) => !hasEnded(value.status)).map(({ value }) => value.requestId)
}

/** Takes back to the queue what lies with somebody who cannot work on it; safe to repeat. */
function makeTakeBack(deps: Deps) {
  const { requests, companies } = deps

  return async ({
    companyId,
    employeeId,
    by,
  }: Pick<TakeBackDocument, 'companyId' | 'employeeId' | 'by'>): Promise<void> => {
    const employee = await companies.employee(companyId, employeeId)
    if (employee && mayWork(employee)) return
    for (const requestId of await requestsOf(deps, companyId, employeeId))
      await requests.change<void, never>({ companyId, requestId }, (request) => {
        if (!request.assignees.includes(employeeId)) return ok({ answer: undefined })
        const assignees = request.assignees.filter((id) => id !== employeeId)
        return ok({
          answer: undefined,
          change: {
            request: { ...request, assignees },
            facts: [{ event: 'requestUnassigned', by, detail: { employeeId } }],
          },
        })
      })
  }
}

/** At once, after the change that ended it: what cannot be taken back now, the timer takes back. */
export function makeTakeBackNow(deps: Deps) {
  const takeBack = makeTakeBack(deps)

  return async ({ actor, companyId, employeeId }: Asked & { readonly employeeId: string }): Promise<void> => {
    try {
      await takeBack({ companyId, employeeId, by: actorRef(actor) })
    } catch (error) {
      if (!(error instanceof DependencyUnavailable)) throw error
      deps.log.write({
        code: 'dependencyUnavailable',
        dependency: error.dependency,
        operation: 'takeBack',
      })
    }
  }
}

/** What a call that ended halfway left with somebody who is gone. */
export function makeSweepTakeBacks(deps: Deps): Sweep {
  const { documents, clock, log } = deps
  const takeBack = makeTakeBack(deps)

  return (batch) =>
    sweepDue<TakeBackDocument>(
      { documents, log },
      { operation: 'takeBack', container: 'companies', field: 'takeBackAt', until: clock.now(), batch },
      async ({ value, etag }) => {
        await takeBack(value)
        await documents.batch(companyPartition(value.companyId), [{ kind: 'delete', id: value.id, etag }])
      },
    )
}
