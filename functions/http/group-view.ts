import { staff } from './operation.ts'
import { json } from './respond.ts'

export const groupOperations = [
  staff(
    {
      operationId: 'viewGroup',
      method: 'GET',
      route: 'api/v1/me/companies',
      summary:
        'How each company stands that the caller serves: counts, of those that let themselves be seen from here',
      tags: ['Reports'],
      security: 'bearer',
      permission: 'seeReports',
      responses: [
        {
          status: 200,
          description:
            'Others than the own only in a session that began with a mailed link; 1,000 stands for that many or more',
        },
      ],
    },
    async ({ app, actor }) => {
      const seen = await app.readGroupView({ actor })
      return seen.ok ? json(200, { value: seen.value.companies, others: seen.value.others }) : seen.error
    },
  ),
]
