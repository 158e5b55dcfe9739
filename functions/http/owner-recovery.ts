import { given, staff } from './operation.ts'
import { json, noContent } from './respond.ts'

const described = { tags: ['Operator'], security: 'bearer', permission: 'operate', proof: 'fresh' } as const
const recovery = 'api/v1/operator/companies/{company}/owner-recovery'
const ofCompany = 'api/v1/companies/{company}/owner-recovery'
const byCompany = { tags: ['Companies'], security: 'bearer', permission: 'manageEmployees' } as const

export const ownerRecoveryOperations = [
  staff(
    {
      operationId: 'operatorViewRecovery',
      method: 'GET',
      route: recovery,
      summary: 'Whether a new owner is under way, who wants it, and from when it can be completed',
      ...{ tags: ['Operator'], security: 'bearer', permission: 'operate' },
      responses: [{ status: 200, description: 'What is under way' }],
    },
    async ({ app, actor, params }) => {
      const asked = { actor, companyId: params['company'] ?? '', as: 'operator' } as const
      const seen = await app.ownerRecoveries.view(asked)
      return seen.ok ? json(200, seen.value) : seen.error
    },
  ),
  staff(
    {
      operationId: 'viewOwnerRecovery',
      method: 'GET',
      route: ofCompany,
      summary: 'Whether operators would give the company a new owner, whom, and from when',
      ...byCompany,
      responses: [{ status: 200, description: 'What is under way' }],
    },
    async ({ app, actor, params }) => {
      const asked = { actor, companyId: params['company'] ?? '', as: 'company' } as const
      const seen = await app.ownerRecoveries.view(asked)
      return seen.ok ? json(200, seen.value) : seen.error
    },
  ),
  staff(
    {
      operationId: 'operatorRecoverOwner',
      method: 'POST',
      route: recovery,
      summary: 'For a company whose owners cannot sign in any more: a new owner, if another operator agrees',
      ...described,
      body: 'ownerRecovery',
      responses: [{ status: 204, description: 'Waits for another operator' }],
    },
    async ({ app, actor, params, body: { language, ...facts } }) => {
      const asked = { actor, companyId: params['company'] ?? '', ...facts, ...given({ language }) }
      const proposed = await app.ownerRecoveries.propose(asked)
      return proposed.ok ? noContent() : proposed.error
    },
  ),
  staff(
    {
      operationId: 'operatorAgreeRecovery',
      method: 'POST',
      route: `${recovery}/agreement`,
      summary: 'As the second operator: the company’s owners and administrators are told, and have 72 hours',
      ...described,
      responses: [{ status: 200, description: 'From when it can be completed' }],
    },
    async ({ app, actor, params }) => {
      const agreed = await app.ownerRecoveries.agree({ actor, companyId: params['company'] ?? '' })
      return agreed.ok ? json(200, agreed.value) : agreed.error
    },
  ),
  staff(
    {
      operationId: 'operatorCompleteRecovery',
      method: 'POST',
      route: `${recovery}/completion`,
      summary: 'After the 72 hours: the new owner is invited by mail, and enrols anew',
      ...described,
      responses: [{ status: 204, description: 'Owner from now on' }],
    },
    async ({ app, actor, params }) => {
      const completed = await app.ownerRecoveries.complete({ actor, companyId: params['company'] ?? '' })
      return completed.ok ? noContent() : completed.error
    },
  ),
  staff(
    {
      operationId: 'operatorEndRecovery',
      method: 'DELETE',
      route: recovery,
      summary: 'No new owner after all',
      ...described,
      responses: [{ status: 204, description: 'None is under way' }],
    },
    async ({ app, actor, params }) => {
      const asked = { actor, companyId: params['company'] ?? '', as: 'operator' } as const
      const ended = await app.ownerRecoveries.end(asked)
      return ended.ok ? noContent() : ended.error
    },
  ),
  staff(
    {
      operationId: 'endOwnerRecovery',
      method: 'DELETE',
      route: ofCompany,
      summary: 'The company says no to the new owner that operators would give it',
      ...byCompany,
      responses: [{ status: 204, description: 'None is under way' }],
    },
    async ({ app, actor, params }) => {
      const asked = { actor, companyId: params['company'] ?? '', as: 'company' } as const
      const ended = await app.ownerRecoveries.end(asked)
      return ended.ok ? noContent() : ended.error
    },
  ),
]
