import type { Write } from '../ports/documents.ts'
import { companyPartition } from '../place.ts'
import { judgeLeaving } from '../../domain/identity/holdings.ts'
import { ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { Core } from '../core.ts'
import { aboutOne } from './change-employee.ts'
import type { AskedOfOne, EmployeeRefusal } from './change-employee.ts'
import { itemsWithAddressOf } from './propose-change.ts'
import { documentsThatLeaveWith } from './stored-people.ts'
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

  async function goesWith({ companyId, employeeId }: AskedOfOne): Promise<readonly Write[]> {
    const partition = companyPartition(companyId)
    const ids = documentsThatLeaveWith(employeeId)
    const own = await Promise.all(ids.map((id) => deps.documents.read(partition, id)))
    const items = await itemsWithAddressOf(deps, companyId, employeeId)
    const documents = [...own.flatMap((found) => (found ? [found.value] : [])), ...items]
    return documents.map(({ id }) => ({ kind: 'delete', id }))
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
          writes: [...(await goesWith(asked)), ...writes],
          facts: [{ event: 'employeeLeft', by: actorRef(by), detail: { employeeId } }],
          messages,
        },
      })
    })
    if (left.ok) await takeBackNow(asked)
    return left
  }
}
