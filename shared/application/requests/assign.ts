import { allowed } from '../../domain/identity/roles.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Actor } from '../actor.ts'
import type { EmployeeDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { dayOf } from '../letters/sender.ts'
import { staffOnly } from './access.ts'
import type { AccessRefusal } from './access.ts'
import { dueDatesOf } from '../timing/due.ts'
import { mustFollow } from './must-follow.ts'
import type { Change, RequestRef } from './request-store.ts'

type Assignment = {
  readonly actor: Actor
  readonly requestId: string
  readonly employeeId: string
  readonly expected?: string
}

export type AssignmentRefusal =
  AccessRefusal | { readonly code: 'versionConflict' | 'employeeUnknown' | 'employeeSeesNoContent' }

export type AssignRequest = (input: Assignment) => Promise<Result<void, AssignmentRefusal>>

type Deps = Pick<Core, 'requests' | 'companies' | 'desk'>

/** Gives a request to somebody: from now on they see it, and are reminded of it. Repeating it changes nothing. */
export function makeAssignRequest({ requests, companies, desk }: Deps): AssignRequest {
  return async ({ actor, requestId, employeeId, expected }) => {
    const ref: RequestRef = { companyId: actor.companyId, requestId }
    const company = await companies.find(actor.companyId)
    const employee = await companies.employee(actor.companyId, employeeId)
    const changed = await requests.change<void, AssignmentRefusal>(
      ref,
      async (request, now) => {
        const judged = staffOnly(actor, request, 'assign')
        if (!judged.ok) return judged
        if (!employee || !company) return err({ code: 'employeeUnknown' })
        if (!mayWork(employee)) return err({ code: 'employeeSeesNoContent' })
        if (request.assignees.includes(employeeId)) return ok({ answer: undefined })

        const status = mustFollow(request.status, 'assign')
        const change: Change = {
          request: { ...request, status, assignees: [...request.assignees, employeeId] },
          facts: [{ event: 'requestAssigned', by: actorRef(actor), detail: { employeeId } }],
        }
        const due = dueDatesOf(request, company, now)
        const details = { dueOn: dayOf(due.internalDue, company) }
        const to = { kind: 'employee', employeeId } as const
        return ok({
          answer: undefined,
          change: await desk.enclose(change, company, { kind: 'staffAssigned', to, details }, now),
        })
      },
      expected,
    )
    return changed.ok ? ok(undefined) : changed
  }
}

/** Owners and administrators see no request, assigned or not: it would lie with somebody who cannot open it. */
export const mayWork = ({ roles, grants }: EmployeeDocument): boolean =>
  allowed('seeContent', { roles, grants, relations: ['assigned'], status: 'collecting' })

/** Takes it back: what one may not see any more, answers 404 at their next call. */
export function makeUnassignRequest({ requests }: Pick<Core, 'requests'>): AssignRequest {
  return async ({ actor, requestId, employeeId, expected }) => {
    const changed = await requests.change<void, AssignmentRefusal>(
      { companyId: actor.companyId, requestId },
      (request) => {
        const judged = staffOnly(actor, request, 'assign')
        if (!judged.ok) return judged
        if (!request.assignees.includes(employeeId)) return ok({ answer: undefined })
        return ok({
          answer: undefined,
          change: {
            request: { ...request, assignees: request.assignees.filter((id) => id !== employeeId) },
            facts: [{ event: 'requestUnassigned', by: actorRef(actor), detail: { employeeId } }],
          },
        })
      },
      expected,
    )
    return changed.ok ? ok(undefined) : changed
  }
}
