import { mayText } from '../../domain/identity/text-messages.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { makeTextBudget, textPolicyOf } from './text-budget.ts'

/** What a person adds to their mailbox when they ask: their answer opens with both (security.md, "Links"). */
export type FactorWish =
  { readonly kind: 'sms'; readonly phone: string } | { readonly kind: 'passcode'; readonly passcode: string }

/** As it is kept, among the personal details: the number, or the passcode's hash and never the passcode. */
export type OwnFactor =
  { readonly kind: 'sms'; readonly phone: string } | { readonly kind: 'passcode'; readonly hash: string }

export type FactorRefusal = { readonly code: 'factorNeedsEmail' | 'smsNotOffered' | 'phoneNotOffered' }

type Wanted = {
  readonly company: CompanyDocument
  readonly factor: FactorWish | undefined
  readonly email: string | undefined
}

/** What could not be kept later is refused now, where another way can be chosen. */
export async function keepFactor(
  deps: Pick<Core, 'passcodes' | 'sms' | 'documents' | 'clock'>,
  { company, factor, email }: Wanted,
): Promise<Result<OwnFactor | undefined, FactorRefusal>> {
  if (!factor) return ok(undefined)
  // What goes out on paper is opened by no link.
  if (email === undefined) return err({ code: 'factorNeedsEmail' })
  if (factor.kind === 'passcode')
    return ok({ kind: 'passcode', hash: await deps.passcodes.hash(factor.passcode) })

  if (!deps.sms || !(await makeTextBudget(deps).isLeft(company))) return err({ code: 'smsNotOffered' })
  return mayText(textPolicyOf(company), factor.phone) ? ok(factor) : err({ code: 'phoneNotOffered' })
}
