// What the operators' pages of companies share.
import type { CompanyStanding } from '../../../shared/application/operator/see-companies.ts'
import type { StaffCall } from '../call.ts'
import type { Html } from '../html.ts'
import { badge } from '../parts.ts'

export const listPath = '/operator/staff'

export const pathOf = (companyId: string): string => `${listPath}/companies/${companyId}`

export const stateOf = ({ texts }: StaffCall, { state }: CompanyStanding): Html =>
  badge(texts.operator.companies.states[state], state === 'open' ? 'good' : 'wait')

export const asked = (call: StaffCall) => ({
  actor: call.session.actor,
  companyId: call.params['companyId'] ?? '',
})
