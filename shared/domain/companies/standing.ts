// What the operator may switch off for a company, and what stays (docs/decisions: suspension and modules).
import type { Language } from '../templates/template.ts'
import { operatorHouse } from './company-id.ts'

/** `requests`: new ones; those that are open are answered whatever is off, because their deadlines are law. */
export const modules = ['requests', 'sms', 'apiKeys'] as const

export type Module = (typeof modules)[number]

export type Suspension = {
  readonly by: string
  readonly at: string
  /** The operator's words to the company. */
  readonly reason: string
}

/** A company that leaves: everything of it is destroyed when `endsAt` has come, unless it is taken back before. */
export type Closing = {
  readonly by: string
  readonly asked: 'company' | 'operator'
  readonly at: string
  readonly endsAt: string
}

/** Operators give a company another owner: two of them, and 72 hours after its people were told. */
export type OwnerRecovery = {
  readonly by: string
  readonly at: string
  readonly owner: { readonly name: string; readonly email: string; readonly language?: Language }
  readonly agreed?: { readonly by: string; readonly at: string; readonly holdsFrom: string }
}

export type Standing = {
  readonly companyId: string
  readonly modulesOff?: readonly Module[]
  readonly suspended?: Suspension
  readonly closing?: Closing
}

export const isModuleOn = ({ modulesOff = [] }: Pick<Standing, 'modulesOff'>, module: Module): boolean =>
  !modulesOff.includes(module)

export type IntakeFlaw = 'notFound' | 'moduleOff' | 'companySuspended' | 'companyClosing'

/**
 * Why a request is not taken; undefined when it is. What had reached a company before it was suspended, or began to leave,
 * can still be entered: its month runs from the receipt (Art. 12(3)).
 */
export function intakeFlaw(company: Standing, receivedAt: Date): IntakeFlaw | undefined {
  if (company.companyId === operatorHouse) return 'notFound'
  if (!isModuleOn(company, 'requests')) return 'moduleOff'
  const { suspended, closing } = company
  const isAfter = (at: string | undefined): boolean => at !== undefined && receivedAt >= new Date(at)
  if (isAfter(closing?.at)) return 'companyClosing'
  return isAfter(suspended?.at) ? 'companySuspended' : undefined
}
