import { mayText } from '../../domain/identity/text-messages.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { textPolicyOf } from '../identity/text-budget.ts'

/** Whether the company lets its people sign in by a texted code, and there is somebody to send it. */
export const offersStaffTexts = ({ sms }: Pick<Core, 'sms'>, { staffTexts }: CompanyDocument): boolean =>
  staffTexts === 'allowed' && sms !== undefined

export const mayTextStaff = (deps: Pick<Core, 'sms'>, company: CompanyDocument, phone: string): boolean =>
  offersStaffTexts(deps, company) && mayText(textPolicyOf(company), phone)
