// What each page of those who run the instance does: who may ask for it, and the work behind it.
import { seeOther } from '../call.ts'
import type { Work } from '../call.ts'
import type { PageName } from '../page-table.ts'
import { asOperator, posted } from '../guards.ts'
import { byProvenOperator } from '../proven.ts'
import { operatorClose, operatorKeep } from './closing.ts'
import { openCompany, showCompanies } from './companies.ts'
import { lift, showCompany, suspend, switchModules } from './company.ts'
import { becomeFirst, showFirst } from './first.ts'
import { renewSigningKey, rewrapKeys, showInstanceKeys } from './keys.ts'
import { inviteOperator, removeOperator, showOperators } from './operators.ts'
import { look, showOwnSupport } from './support.ts'
import { agreeRecovery, completeRecovery, endRecovery, proposeRecovery, showRecovery } from './recovery.ts'

export const operatorWorks = {
  pageOperator: async () => seeOther('/operator/staff'),
  pageFirstOperator: showFirst,
  pageBecomeOperator: posted(becomeFirst),
  pageCompanies: asOperator(showCompanies),
  pageOpenCompany: byProvenOperator(openCompany),
  pageCompany: asOperator(showCompany),
  pageSuspend: byProvenOperator(suspend),
  pageLift: byProvenOperator(lift),
  pageModules: byProvenOperator(switchModules),
  pageOperatorClose: byProvenOperator(operatorClose),
  pageOperatorKeep: byProvenOperator(operatorKeep),
  pageRewrapKeys: byProvenOperator(rewrapKeys),
  pageRecovery: asOperator(showRecovery),
  pageProposeRecovery: byProvenOperator(proposeRecovery),
  pageAgreeRecovery: byProvenOperator(agreeRecovery),
  pageCompleteRecovery: byProvenOperator(completeRecovery),
  pageEndRecovery: byProvenOperator(endRecovery),
  pageOwnSupport: asOperator(showOwnSupport),
  pageLook: asOperator(look),
  pageInstanceKeys: asOperator(showInstanceKeys),
  pageRenewSigningKey: byProvenOperator(renewSigningKey),
  pageOperators: asOperator(showOperators),
  pageInviteOperator: byProvenOperator(inviteOperator),
  pageRemoveOperator: byProvenOperator(removeOperator),
} satisfies Partial<Record<PageName, Work>>
