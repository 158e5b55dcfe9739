import { staff } from './operation.ts'
import { dayOrInstant, optional, wantsDay, wrongParameter } from './parameters.ts'
import { csvFile, wantsCsv } from './report-file.ts'
import { json } from './respond.ts'

const tags = ['Reports']

const wantsPeriod = 'must be a day that is not after the other, and at most 366 days from it'

export const reportOperations = [
  staff(
    {
      operationId: 'viewReport',
      method: 'GET',
      route: 'api/v1/companies/{company}/reports/summary',
      summary:
        'Counts and timings of the requests that were received in a period, and how the company stands',
      tags,
      security: 'bearer',
      permission: 'seeReports',
      query: [
        { name: 'from', description: 'The first day; 89 days before the last without it' },
        { name: 'to', description: 'The last day, at most 366 days in all; today without it' },
        { name: 'format', description: 'csv: one number a line' },
      ],
      responses: [
        {
          status: 200,
          description: 'No number of fewer than five people within a distribution; the rest is in `others`',
          media: ['application/json', 'text/csv'],
        },
      ],
    },
    async ({ app, actor, params, query, request }) => {
      const [from, to] = [optional(query, 'from', dayOrInstant), optional(query, 'to', dayOrInstant)]
      if (from === 'wrong') return wrongParameter('from', wantsDay)
      if (to === 'wrong') return wrongParameter('to', wantsDay)
      const isCsv = wantsCsv(query, request.headers.get('accept'))
      if (isCsv === 'wrong') return wrongParameter('format', 'must be csv')
      const read = await app.readReport({
        ...{ actor, companyId: params['company'] ?? '' },
        ...(from && { from }),
        ...(to && { to }),
      })
      if (!read.ok)
        return read.error.code === 'periodInvalid'
          ? wrongParameter('from', wantsPeriod)
          : { code: read.error.code }
      if (!isCsv) return json(200, read.value)
      return csvFile('report', read.value.period, await app.reportCsv(read.value))
    },
  ),
]
