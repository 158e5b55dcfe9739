// What every call of an operator has in common: who may, which companies there are, and whose name stands in the audit.
import { operatorHouse } from '../../domain/companies/company-id.ts'
import { allowed } from '../../domain/identity/roles.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { ActorRef, EmployeeActor } from '../actor.ts'
import type { Core } from '../core.ts'
import { companyPartition } from '../place.ts'
import type { Document } from '../ports/documents.ts'

/**
 * Operators are the people of a company of their own, so that every partition, which begins with the company of the
 * session, is closed to them like to any stranger; their role opens the calls of this folder and nothing else.
 */
export const mayOperate = (actor: EmployeeActor): Result<void, { readonly code: 'forbidden' }> =>
  actor.companyId === operatorHouse && allowed('operate', { ...actor, relations: [] })
    ? ok(undefined)
    : err({ code: 'forbidden' })

/** In a company's own audit: an id that its people know nobody by, and the operators do. */
export const operatorRef = ({ employeeId }: EmployeeActor): ActorRef => ({ kind: 'operator', id: employeeId })

/** id `company:{companyId}` in the house of the operators: which companies were opened, whatever became of them. */
export type RegisteredCompany = Document & {
  readonly companyId: string
  readonly openedAt: string
  readonly openedBy: string
}

export const registeredPrefix = 'company:'

export const registeredId = (companyId: string): string => `${registeredPrefix}${companyId}`

/** The row of a company; another operator's instance, or a company that came with the machine, has none. */
export const registered = async (
  { documents }: Pick<Core, 'documents'>,
  companyId: string,
): Promise<RegisteredCompany | undefined> =>
  (await documents.read<RegisteredCompany>(companyPartition(operatorHouse), registeredId(companyId)))?.value
