import { operatorHouse } from '../../domain/companies/company-id.ts'
import { operatorRole } from '../../domain/identity/roles.ts'
import { limitReached } from '../../domain/requests/limits.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import type { Language } from '../../domain/templates/template.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { EmployeeActor } from '../actor.ts'
import { employeeDocumentId } from '../companies/company-document.ts'
import type { EmployeeDocument } from '../companies/company-document.ts'
import { isKnownBy } from '../companies/company-people.ts'
import { writeOf } from '../companies/guarded-change.ts'
import { invitationMail } from '../companies/invite-employee.ts'
import type { Core } from '../core.ts'
import { mayOperate, operatorRef } from './operating.ts'

export type OperatorView = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly invitedBy?: string
  readonly invitedAt?: string
}

type Asked = { readonly actor: EmployeeActor }

export type OperatorRefusal =
  | LimitReached
  | { readonly code: 'forbidden' | 'notFound' | 'employeeExists' | 'lastOperator' | 'versionConflict' }

export type Operators = {
  readonly list: (input: Asked) => Promise<Result<readonly OperatorView[], OperatorRefusal>>
  readonly invite: (
    input: Asked & { readonly name: string; readonly email: string; readonly language?: Language },
  ) => Promise<Result<{ readonly id: string }, OperatorRefusal>>
  /** Also oneself; somebody must be left. */
  readonly remove: (input: Asked & { readonly operatorId: string }) => Promise<Result<void, OperatorRefusal>>
}

const mostOperators = 50

type Deps = Pick<Core, 'companies' | 'companyChanges' | 'secrets' | 'random' | 'crypto' | 'clock'>

/** The people who run the instance. What is changed of them stands in the audit of their own house. */
export function makeOperators(deps: Deps): Operators {
  const { companies, companyChanges, random } = deps

  return {
    async list({ actor }) {
      const may = mayOperate(actor)
      return may.ok ? ok((await companies.employees(operatorHouse)).map(viewOf)) : may
    },

    async invite({ actor, name, email, language }) {
      const may = mayOperate(actor)
      if (!may.ok) return may
      return companyChanges.change<{ readonly id: string }, OperatorRefusal>(operatorHouse, async (now) => {
        const house = await companies.find(operatorHouse)
        if (!house) return err({ code: 'notFound' })
        const operators = await companies.employees(operatorHouse)
        if (operators.some(isKnownBy(email))) return err({ code: 'employeeExists' })
        if (operators.length >= mostOperators) return err(limitReached('operators', mostOperators))
        const given = { by: actor.employeeId, at: now.toISOString() }
        const operator = operatorOf(random.id(), { name, email }, given)
        const { employeeId } = operator
        const mail = await invitationMail(deps, house, employeeId, language)
        return ok({
          answer: { id: employeeId },
          change: {
            writes: [writeOf(operator), writeOf(mail.document)],
            facts: [{ event: 'operatorInvited', by: operatorRef(actor), detail: { operatorId: employeeId } }],
            messages: [mail.message],
          },
        })
      })
    },

    async remove({ actor, operatorId }) {
      const may = mayOperate(actor)
      if (!may.ok) return may
      return companyChanges.change<void, OperatorRefusal>(operatorHouse, async () => {
        const operators = await companies.employees(operatorHouse)
        const leaving = operators.find(({ employeeId }) => employeeId === operatorId)
        if (!leaving) return err({ code: 'notFound' })
        if (operators.length === 1) return err({ code: 'lastOperator' })
        const fact = { event: 'operatorLeft', by: operatorRef(actor), detail: { operatorId } } as const
        return ok({
          answer: undefined,
          change: { writes: [{ kind: 'delete', id: leaving.id }], facts: [fact] },
        })
      })
    },
  }
}

type Given = { readonly by: string; readonly at: string }

/** The one role that they have: an operator is no member of any company by it. */
export const operatorOf = (
  employeeId: string,
  { name, email }: Pick<EmployeeDocument, 'name' | 'email'>,
  invited?: Given,
): EmployeeDocument => ({
  ...{ id: employeeDocumentId(employeeId), companyId: operatorHouse, employeeId, name, email },
  ...{ roles: [operatorRole], grants: [], ...(invited && { invited }) },
})

const viewOf = ({ employeeId, name, email, invited }: EmployeeDocument): OperatorView => ({
  ...{ id: employeeId, name, email },
  ...(invited && { invitedBy: invited.by, invitedAt: invited.at }),
})
