import { ok } from '../../kernel/result.ts'
import { approvalsIn } from '../../domain/requests/approval.ts'
import { addDays } from '../../domain/time.ts'
import { approversOf } from '../approvals/who-approves.ts'
import { bySystem } from '../actor.ts'
import type { Core } from '../core.ts'
import { instanceOf } from '../requests/instances.ts'
import type { Change, RequestRef } from '../requests/request-store.ts'

export type ApprovalLap =
  | { readonly kind: 'decided' }
  | {
      readonly kind: 'wait'
      readonly until: string
      readonly approvals: number
      readonly approvalsNeeded: number
    }

export type ApprovalSteps = {
  /** Whether a seal still waits for its approvals, and until when to sleep before somebody is reminded. */
  readonly lap: (
    ref: RequestRef & { readonly instanceId: string; readonly reminders: number },
  ) => Promise<ApprovalLap>
  /** Reminds the approvers; from the third time on the managers as well. Once for each number. */
  readonly remind: (ref: RequestRef & { readonly reminder: number }) => Promise<void>
}

type Deps = Pick<Core, 'requests' | 'companies' | 'desk' | 'clock'>

/** After one, two and three days, then every three days. */
const waitDays = (reminders: number): number => Math.min(reminders + 1, 3)

export function makeApprovalSteps({ requests, companies, desk, clock }: Deps): ApprovalSteps {
  return {
    async lap({ instanceId, reminders, ...ref }) {
      const found = await requests.find(ref.companyId, ref.requestId)
      const seal = found?.value.seal
      if (!found || seal?.state !== 'pending' || instanceOf(found.value, 'approval') !== instanceId)
        return { kind: 'decided' }
      return {
        kind: 'wait',
        until: addDays(clock.now(), waitDays(reminders)).toISOString(),
        approvals: approvalsIn(seal.approvals),
        approvalsNeeded: seal.policy.approvalsNeeded,
      }
    },

    async remind({ reminder, ...ref }) {
      const company = await companies.find(ref.companyId)
      const employees = await companies.employees(ref.companyId)
      await requests.change<void, never>(ref, async (request, now) => {
        const { seal } = request
        if (!company || seal?.state !== 'pending') return ok({ answer: undefined })
        const name = `approvalReminder ${seal.sealId} ${reminder}`
        if (request.milestones.includes(name)) return ok({ answer: undefined })

        const approvers = approversOf(employees, seal.policy, request.contributors)
        const managers = reminder < 3 ? [] : employees.filter(({ roles }) => roles.includes('systemManager'))
        const asked = [...new Set([...approvers, ...managers])]
        let change: Change = {
          request: { ...request, milestones: [...request.milestones, name] },
          facts: [{ event: 'reminderSent', by: bySystem, detail: { sealId: seal.sealId, reminder } }],
        }
        for (const { employeeId } of asked.slice(0, 12))
          change = await desk.enclose(
            change,
            company,
            { kind: 'staffApprovalWaiting', to: { kind: 'employee', employeeId } },
            now,
          )
        return ok({ answer: undefined, change })
      })
    },
  }
}
