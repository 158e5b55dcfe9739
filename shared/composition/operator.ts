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
  operators: allAtFirstCall(['list', 'invite', 'remove'], async () => {
    const { makeOperators } = await import('../application/operator/operators.ts')
    return makeOperators(core)
  }),
  firstOperator: allAtFirstCall(['prepare', 'claim'], async () => {
    const { makeFirstOperator } = await import('../application/operator/first-operator.ts')
    return makeFirstOperator({ ...core, openCompany: openCompanyOf(core) })
  }),
})
