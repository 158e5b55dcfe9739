import { get, post } from '../page-row.ts'

const ofCompany = 'operator/staff/companies/{companyId}'

/** Addresses of the operators' own house: `operator` is no company's name. */
export const operatorPages = {
  pageOperator: get('operator'),
  pageFirstOperator: get('operator/first'),
  pageBecomeOperator: post('operator/first'),
  pageCompanies: get('operator/staff'),
  pageOpenCompany: post('operator/staff/companies'),
  pageCompany: get(ofCompany),
  pageSuspend: post(`${ofCompany}/suspension`),
  pageLift: post(`${ofCompany}/lift`),
  pageModules: post(`${ofCompany}/modules`),
  pageOperatorClose: post(`${ofCompany}/closing`),
  pageOperatorKeep: post(`${ofCompany}/closing/end`),
  pageRewrapKeys: post(`${ofCompany}/keys`),
  pageRecovery: get(`${ofCompany}/recovery`),
  pageProposeRecovery: post(`${ofCompany}/recovery`),
  pageAgreeRecovery: post(`${ofCompany}/recovery/agreement`),
  pageCompleteRecovery: post(`${ofCompany}/recovery/completion`),
  pageEndRecovery: post(`${ofCompany}/recovery/end`),
  pageOwnSupport: get(`${ofCompany}/support`),
  pageLook: get(`${ofCompany}/support/{area}`),
  pageInstanceKeys: get('operator/staff/keys'),
  pageRenewSigningKey: post('operator/staff/keys/renewal'),
  pageOperators: get('operator/staff/operators'),
  pageInviteOperator: post('operator/staff/operators'),
  pageRemoveOperator: post('operator/staff/operators/{operatorId}/removal'),
}
