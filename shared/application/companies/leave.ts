import type { Write } from '../ports/documents.ts'
import { companyPartition } from '../place.ts'
import { factorsDocumentId } from '../factors/factors-document.ts'
import { judgeLeaving } from '../../domain/identity/holdings.ts'
import { ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Core } from '../core.ts'
import { aboutOne } from './change-employee.ts'
import type { AskedOfOne, EmployeeRefusal } from './change-employee.ts'
import { makeTakeBackNow, takingBack } from './take-back.ts'

export type LeaveCompany = (input: AskedOfOne) => Promise<Result<void, EmployeeRefusal>>

type Deps = Pick<
  Core,
  | 'documents'
  | 'requests'
  | 'companies'
  | 'companyChanges'
  | 'secrets'
  | 'random'
  | 'crypto'
  | 'clock'
  | 'log'
>

/**
 * Somebody leaves: name and address go, sign-in ends at the next call, and what they worked on is back in the queue. The
 * audit keeps their id.
 */
export function makeLeaveCompany(deps: Deps): LeaveCompany {
  const takeBackNow = makeTakeBackNow(deps)

  async function withoutFactors({ companyId, employeeId }: AskedOfOne): Promise<readonly Write[]> {
    const id = factorsDocumentId(employeeId)
    return (await deps.documents.read(companyPartition(companyId), id)) ? [{ kind: 'delete', id }] : []
  }

  return async (asked) => {
    const { actor: by, employeeId } = asked
    const left = await aboutOne<void, never>(deps, asked, async ({ company, employees, employee, now }) => {
      const judged = judgeLeaving({ by, of: employee, colleagues: employees })
      if (!judged.ok) return judged
      const { writes, messages } = await takingBack(deps, { company, before: employee, by, now })
      return ok({
        answer: undefined,
        change: {
          writes: [{ kind: 'delete', id: employee.id }, ...(await withoutFactors(asked)), ...writes],
          facts: [{ event: 'employeeLeft', by: actorRef(by), detail: { employeeId } }],
          messages,
        },
      })
    })
    if (left.ok) await takeBackNow(asked)
    return left
  }
}
