import type { Core } from '../application/core.ts'
import { allAtFirstCall, atFirstCall } from './at-first-call.ts'
import { openCompanyOf } from './companies.ts'

/** Who runs the instance: companies as they stand, and never what they hold. */
export const forOperators = (core: Core) => ({
  openByFacts: atFirstCall(async () => {
    const { makeOpenByFacts } = await import('../application/operator/open-by-facts.ts')
    return makeOpenByFacts({ ...core, openCompany: openCompanyOf(core) })
  }),
  seeCompanies: allAtFirstCall(['list', 'view'], async () => {
    const { makeSeeCompanies } = await import('../application/operator/see-companies.ts')
    return makeSeeCompanies(core)
  }),
  changeStanding: allAtFirstCall(['suspend', 'lift', 'switchModules'], async () => {
    const { makeChangeStanding } = await import('../application/operator/change-standing.ts')
    return makeChangeStanding(core)
  }),
  renewKeys: allAtFirstCall(['signing', 'rewrap'], async () => {
    const { makeRenewKeys } = await import('../application/operator/renew-keys.ts')
    return makeRenewKeys(core)
  }),
  operators: allAtFirstCall(['list', 'invite', 'remove'], async () => {
    const { makeOperators } = await import('../application/operator/operators.ts')
    return makeOperators(core)
  }),
  exports: allAtFirstCall(['begin', 'handOver', 'list', 'view', 'content'], async () => {
    const { makeCompanyExports } = await import('../application/export/company-exports.ts')
    return makeCompanyExports(core)
  }),
  closings: allAtFirstCall(['view', 'begin', 'takeBack'], async () => {
    const { makeClosings } = await import('../application/closing/begin-closing.ts')
    return makeClosings(core)
  }),
  closingCertificate: atFirstCall(async () => {
    const { makeViewClosingCertificate } = await import('../application/closing/closing-certificate.ts')
    return makeViewClosingCertificate(core)
  }),
  supportAccesses: allAtFirstCall(['list', 'invite', 'end', 'own', 'look'], async () => {
    const { makeSupportAccesses } = await import('../application/operator/support-access.ts')
    return makeSupportAccesses(core)
  }),
  ownerRecoveries: allAtFirstCall(['view', 'propose', 'agree', 'complete', 'end'], async () => {
    const { makeOwnerRecoveries } = await import('../application/operator/owner-recovery.ts')
    return makeOwnerRecoveries(core)
  }),
  importCompany: allAtFirstCall(['receivingKey', 'run'], async () => {
    const { makeImportCompany } = await import('../application/import/import-company.ts')
    return makeImportCompany(core)
  }),
  firstOperator: allAtFirstCall(['prepare', 'claim'], async () => {
    const { makeFirstOperator } = await import('../application/operator/first-operator.ts')
    return makeFirstOperator({ ...core, openCompany: openCompanyOf(core) })
  }),
})
