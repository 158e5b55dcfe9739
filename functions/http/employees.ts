import type { EmployeeActor } from '../../shared/application/actor.ts'
import type { Held } from '../../shared/application/companies/guarded-change.ts'
import type { Refusal } from '../../shared/contracts/problems.ts'
import type { Result } from '../../shared/kernel/result.ts'
import type { Call } from './operation.ts'
import { given, staff } from './operation.ts'
import { json, noContent, quoted } from './respond.ts'

const tags = ['Employees']
const security = 'bearer' as const
const employees = 'api/v1/companies/{company}/employees'
const employee = `${employees}/{employeeId}`
const role = `${employee}/roles/{role}`

const pending = {
  status: 202,
  description: 'Waits for a second administrator or owner: the item and its hash',
} as const

export const employeeOperations = [
  staff(
    {
      operationId: 'listEmployees',
      method: 'GET',
      route: employees,
      summary:
        'The people of the company, with their roles; for who manages them also since when and by whom',
      tags,
      security,
      permission: 'seeEmployees',
      responses: [{ status: 200, description: 'For who manages them and who hands out requests' }],
    },
    async ({ app, actor, params }) => {
      const people = await app.listEmployees({ actor, companyId: params['company'] ?? '' })
      return people.ok ? json(200, { value: people.value }) : people.error
    },
  ),
  staff(
    {
      operationId: 'inviteEmployee',
      method: 'POST',
      route: employees,
      summary: 'Invite somebody by mail; they see nothing before they are given a role',
      tags,
      security,
      permission: 'manageEmployees',
      body: 'createEmployee',
      responses: [{ status: 201, description: 'Invited' }],
    },
    async ({ app, actor, params, body, idempotency }) => {
      const invited = await app.inviteEmployee({
        ...{ actor, companyId: params['company'] ?? '', ...body },
        ...given({ idempotency }),
      })
      const { name, email } = body
      return invited.ok ? json(201, { ...invited.value, name, email, roles: [], grants: [] }) : invited.error
    },
  ),
  staff(
    {
      operationId: 'viewEmployee',
      method: 'GET',
      route: employee,
      summary: 'One of them, with the version that a change may name',
      tags,
      security,
      permission: 'manageEmployees',
      responses: [{ status: 200, description: 'With the date and the giver of each role' }],
    },
    async ({ app, ...call }) => {
      const seen = await app.viewEmployee(aboutOne(call))
      return seen.ok ? json(200, seen.value.employee, { etag: quoted(seen.value.etag) }) : seen.error
    },
  ),
  staff(
    {
      operationId: 'changeEmployee',
      method: 'PATCH',
      route: employee,
      summary: 'Change a name, or the address by which somebody signs in',
      tags,
      security,
      permission: 'manageEmployees',
      proof: 'fresh',
      body: 'changeEmployee',
      responses: [{ status: 204, description: 'Changed' }, pending],
    },
    async ({ app, body, ...call }) => held(await app.changeEmployee.details({ ...aboutOne(call), ...body })),
  ),
  staff(
    {
      operationId: 'removeEmployee',
      method: 'DELETE',
      route: employee,
      summary: 'Somebody leaves: sign-in ends, and what they worked on is back in the queue',
      tags,
      security,
      permission: 'manageEmployees',
      proof: 'fresh',
      responses: [{ status: 204, description: 'Gone; the audit keeps the id' }],
    },
    async ({ app, ...call }) => {
      const left = await app.leaveCompany(aboutOne(call))
      return left.ok ? noContent() : left.error
    },
  ),
  staff(
    {
      operationId: 'resetFactors',
      method: 'POST',
      route: `${employee}/factor-reset`,
      summary: 'For a colleague who lost every factor: they enrol anew by mail; never one’s own',
      tags,
      security,
      permission: 'manageEmployees',
      proof: 'fresh',
      responses: [{ status: 204, description: 'Reset; their sessions have ended' }, pending],
    },
    async ({ app, ...call }) => held(await app.changeEmployee.resetFactors(aboutOne(call))),
  ),
  staff(
    {
      operationId: 'giveRole',
      method: 'PUT',
      route: role,
      summary: 'Give a role or a grant, from the next call on; nobody gives themselves one',
      tags,
      security,
      permission: 'manageEmployees',
      proof: 'fresh',
      responses: [{ status: 204, description: 'Given' }, pending],
    },
    async ({ app, ...call }) =>
      held(
        await app.changeEmployee.role({
          ...{ ...aboutOne(call), role: call.params['role'] ?? '', to: 'given' },
        }),
      ),
  ),
  staff(
    {
      operationId: 'takeRole',
      method: 'DELETE',
      route: role,
      summary: 'Take a role or a grant away, from the next call on; an owner and an administrator stay',
      tags,
      security,
      permission: 'manageEmployees',
      proof: 'fresh',
      responses: [{ status: 204, description: 'Taken' }, pending],
    },
    async ({ app, ...call }) =>
      held(
        await app.changeEmployee.role({
          ...{ ...aboutOne(call), role: call.params['role'] ?? '', to: 'taken' },
        }),
      ),
  ),
]

const aboutOne = ({
  actor,
  params,
  expected,
}: Pick<Call, 'params' | 'expected'> & { readonly actor: EmployeeActor }) => ({
  actor,
  companyId: params['company'] ?? '',
  employeeId: params['employeeId'] ?? '',
  ...given({ expected }),
})

const held = <Refused extends Refusal>(changed: Result<Held, Refused>) => {
  if (!changed.ok) return changed.error
  return changed.value === 'holds' ? noContent() : json(202, changed.value)
}
