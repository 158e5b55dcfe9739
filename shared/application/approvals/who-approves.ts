import type { ApprovalPolicy } from '../../domain/requests/approval.ts'
import type { EmployeeDocument } from '../companies/company-document.ts'

/** Who can be asked to approve a seal: whom the policy names, by their grant, with no hand in it. */
export const approversOf = (
  employees: readonly EmployeeDocument[],
  { approverIds }: ApprovalPolicy,
  contributors: readonly string[],
): readonly EmployeeDocument[] =>
  employees.filter(
    ({ employeeId, grants }) =>
      grants.includes('approver') &&
      (approverIds?.includes(employeeId) ?? true) &&
      !contributors.includes(employeeId),
  )
