import { staff } from './operation.ts'
import { optional, wrongParameter } from './parameters.ts'
import { json } from './respond.ts'

const tags = ['Breaches']
const security = 'bearer' as const

export const breachOperations = [
  staff(
    {
      operationId: 'listBreaches',
      method: 'GET',
      route: 'api/v1/companies/{company}/breaches',
      summary: 'The register of breaches (Art. 33(5)), the one that is due first on top',
      tags,
      security,
      permission: 'seeBreaches',
      query: [{ name: 'state', description: 'open or closed; both without it' }],
      responses: [{ status: 200, description: 'At most 200' }],
    },
    async ({ app, actor, params, query }) => {
      const state = optional(query, 'state', (text) =>
        text === 'open' || text === 'closed' ? text : undefined,
      )
      if (state === 'wrong') return wrongParameter('state', 'must be open or closed')
      const listed = await app.listBreaches({
        ...{ actor, companyId: params['company'] ?? '' },
        ...(state === undefined ? {} : { state }),
      })
      return listed.ok ? json(200, { value: listed.value }) : listed.error
    },
  ),
  staff(
    {
      operationId: 'openBreach',
      method: 'POST',
      route: 'api/v1/requests/{requestId}/breaches',
      summary: 'Enter a breach by hand, where nothing is left to recall',
      tags,
      security,
      permission: 'recallDelivery',
      body: 'recall',
      responses: [
        { status: 201, description: 'Entered; the same words while it is open are the same entry' },
      ],
    },
    async ({ app, actor, params, body: { awareAt, ...why } }) => {
      const opened = await app.openBreach({
        ...{ actor, requestId: params['requestId'] ?? '', ...why },
        ...(awareAt === undefined ? {} : { awareAt: new Date(awareAt) }),
      })
      return opened.ok ? json(201, opened.value) : opened.error
    },
  ),
  staff(
    {
      operationId: 'closeBreach',
      method: 'POST',
      route: 'api/v1/requests/{requestId}/breaches/{breachId}/assessment',
      summary: 'Close a breach entry: the authority was told, or not, and why',
      tags,
      security,
      permission: 'closeBreach',
      body: 'breachAssessment',
      responses: [{ status: 200, description: 'Closed; repeating it changes nothing' }],
    },
    async ({ app, actor, params, body }) => {
      const closed = await app.closeBreach({
        ...{ actor, requestId: params['requestId'] ?? '', breachId: params['breachId'] ?? '' },
        ...body,
      })
      return closed.ok ? json(200, closed.value) : closed.error
    },
  ),
]
