import { staff } from './operation.ts'
import { json, noContent } from './respond.ts'

const ofCompany = 'api/v1/companies/{company}/support-access'
const ofOperator = 'api/v1/operator/companies/{company}/support-access'
const byCompany = { tags: ['Companies'], security: 'bearer', permission: 'manageEmployees' } as const
const byOperator = { tags: ['Operator'], security: 'bearer', permission: 'operate' } as const

export const supportAccessOperations = [
  staff(
    {
      operationId: 'listSupport',
      method: 'GET',
      route: ofCompany,
      summary: 'Which operators see some of how the company stands, why, and until when',
      ...byCompany,
      responses: [{ status: 200, description: 'Those that last; what was is in the audit' }],
    },
    async ({ app, actor, params }) => {
      const listed = await app.supportAccesses.list({ actor, companyId: params['company'] ?? '' })
      return listed.ok ? json(200, { value: listed.value }) : listed.error
    },
  ),
  staff(
    {
      operationId: 'inviteSupport',
      method: 'POST',
      route: ofCompany,
      summary:
        'Let one named operator see what is named, for some hours; a new one takes the place of theirs',
      ...{ tags: ['Companies'], security: 'bearer', permission: 'inviteSupport' },
      proof: 'fresh',
      body: 'supportInvitation',
      responses: [{ status: 201, description: 'Holds at once, and ends by itself' }],
    },
    async ({ app, actor, params, body: wish }) => {
      const invited = await app.supportAccesses.invite({ actor, companyId: params['company'] ?? '', wish })
      return invited.ok ? json(201, invited.value) : invited.error
    },
  ),
  staff(
    {
      operationId: 'endSupport',
      method: 'DELETE',
      route: `${ofCompany}/{operatorId}`,
      summary: 'An operator sees nothing of the company any more, from the next call on',
      ...byCompany,
      responses: [{ status: 204, description: 'Ended' }],
    },
    async ({ app, actor, params }) => {
      const { company: companyId = '', operatorId = '' } = params
      const ended = await app.supportAccesses.end({ actor, companyId, operatorId })
      return ended.ok ? noContent() : ended.error
    },
  ),
  staff(
    {
      operationId: 'operatorViewSupport',
      method: 'GET',
      route: ofOperator,
      summary: 'What the company lets the operator who asks see, why, and until when',
      ...byOperator,
      responses: [{ status: 200, description: 'The invitation' }],
    },
    async ({ app, actor, params }) => {
      const seen = await app.supportAccesses.own({ actor, companyId: params['company'] ?? '' })
      return seen.ok ? json(200, seen.value) : seen.error
    },
  ),
  staff(
    {
      operationId: 'operatorLook',
      method: 'GET',
      route: `${ofOperator}/{area}`,
      summary: 'One area that the company named: states and codes, never content; each look is in its audit',
      ...byOperator,
      responses: [{ status: 200, description: 'What the area shows' }],
    },
    async ({ app, actor, params }) => {
      const { company: companyId = '', area = '' } = params
      const seen = await app.supportAccesses.look({ actor, companyId, area })
      return seen.ok ? json(200, seen.value) : seen.error
    },
  ),
]
