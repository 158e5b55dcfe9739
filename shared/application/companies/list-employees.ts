import { holds, holdings } from '../../domain/identity/holdings.ts'
import type { Holding } from '../../domain/identity/holdings.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import type { EmployeeDocument } from './company-document.ts'
import { employeeTag, mayIn } from './company-people.ts'
import type { Asked } from './company-people.ts'

export type EmployeeView = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: readonly string[]
  readonly grants: readonly string[]
  /** For who manages them. */
  readonly review?: AccessReview
}

/** Since when somebody may what they may, and by whom; without a date where it came with the company. */
export type AccessReview = {
  readonly held: readonly { readonly role: Holding; readonly at?: string; readonly by?: string }[]
  readonly invited?: { readonly at: string; readonly by: string }
  /** A day. */
  readonly lastSignInOn?: string
  /** A code by text did not reach them, and they have not signed in on a later day. */
  readonly textFailedAt?: string
}

type Refused = { readonly code: 'notFound' | 'forbidden' | 'employeeUnknown' }

export type ListEmployees = (input: Asked) => Promise<Result<readonly EmployeeView[], Refused>>

/** The people of the company, for who manages them, with what an access review asks for; and for who hands out requests. */
export function makeListEmployees({ companies }: Pick<Core, 'companies'>): ListEmployees {
  return async ({ actor, companyId }) => {
    const seen = mayIn({ actor, companyId }, 'seeEmployees')
    if (!seen.ok) return seen
    const employees = await companies.employees(companyId)
    return ok(employees.map(mayIn({ actor, companyId }, 'manageEmployees').ok ? reviewed : shown))
  }
}

export type ViewEmployee = (
  input: Asked & { readonly employeeId: string },
) => Promise<Result<{ readonly employee: EmployeeView; readonly etag: string }, Refused>>

export function makeViewEmployee({ companies }: Pick<Core, 'companies'>): ViewEmployee {
  return async ({ actor, companyId, employeeId }) => {
    const may = mayIn({ actor, companyId }, 'manageEmployees')
    if (!may.ok) return may
    const employee = await companies.employee(companyId, employeeId)
    return employee
      ? ok({ employee: reviewed(employee), etag: employeeTag(employee) })
      : err({ code: 'employeeUnknown' })
  }
}

const shown = ({ employeeId: id, name, email, roles, grants }: EmployeeDocument): EmployeeView => ({
  ...{ id, name, email, roles, grants },
})

function reviewed(employee: EmployeeDocument): EmployeeView {
  const { given = {}, invited, lastSignInOn, textFailedAt } = employee
  const isOver = textFailedAt === undefined || (lastSignInOn ?? '') > textFailedAt.slice(0, 10)
  const held = holdings.filter((role) => holds(employee, role)).map((role) => ({ role, ...given[role] }))
  return {
    ...shown(employee),
    review: {
      held,
      ...(invited && { invited }),
      ...(lastSignInOn !== undefined && { lastSignInOn }),
      ...(!isOver && { textFailedAt }),
    },
  }
}
