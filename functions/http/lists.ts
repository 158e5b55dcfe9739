import { pacedBody } from './back-pressure.ts'
import { staff } from './operation.ts'
import { wrongParameter } from './parameters.ts'
import { exportFile, exportFormat } from './queue-export.ts'
import { nextLink, queueFilter, rowView } from './queue.ts'
import { json } from './respond.ts'

const tags = ['Requests']

export const listOperations = [
  staff(
    {
      operationId: 'listRequests',
      method: 'GET',
      route: 'api/v1/requests',
      summary: 'The queue that the caller may see, soonest due first',
      tags,
      security: 'bearer',
      permission: 'seeQueue',
      query: [
        ...['status', 'dueBefore', 'dueAfter', 'assignee', 'limit', 'continuation'].map((name) => ({
          name,
          description: `Filter: ${name}`,
        })),
        {
          name: 'format',
          description: 'csv or jsonl: the whole list in one file, its end marked by a notice',
        },
      ],
      responses: [
        {
          status: 200,
          description: 'A page; or, as a file, all of it, which the audit keeps',
          media: ['application/json', 'text/csv', 'application/jsonl'],
        },
      ],
    },
    async ({ app, actor, query, request, invocationId }) => {
      const filter = queueFilter(query)
      if (!filter.ok) return filter.error
      const format = exportFormat(query, request.headers.get('accept'))
      if (format === 'wrong') return wrongParameter('format', 'must be csv or jsonl')
      if (format) {
        const exported = await app.exportQueue({ actor, filter: filter.value, format })
        return exported.ok ? exportFile(format, pacedBody(invocationId, exported.value)) : exported.error
      }
      const page = await app.listQueue({ actor, filter: filter.value })
      if (!page.ok) return page.error
      const { rows, continuation } = page.value
      return json(200, {
        value: rows.map(rowView),
        ...(continuation === undefined
          ? {}
          : { nextLink: nextLink(`${app.settings.publicUrl}/api/v1/requests`, query, continuation) }),
      })
    },
  ),
  staff(
    {
      operationId: 'bulkAssign',
      method: 'POST',
      route: 'api/v1/requests/bulk',
      summary: 'Assign, or take back, all that a filter of the list finds; dryRun only counts them',
      tags,
      security: 'bearer',
      permission: 'seeQueue',
      body: 'bulkAssignment',
      responses: [
        {
          status: 200,
          description: 'An answer for each of at most 100 requests; the same call again goes on',
        },
      ],
    },
    async ({ app, actor, body: { filter, dryRun, ...wish } }) => {
      const { dueBefore, dueAfter, ...rest } = filter
      const found = {
        ...rest,
        ...(dueBefore === undefined ? {} : { dueBefore: new Date(dueBefore) }),
        ...(dueAfter === undefined ? {} : { dueAfter: new Date(dueAfter) }),
      }
      const done = await app.bulkAssign({ actor, filter: found, dryRun: dryRun === true, ...wish })
      return done.ok ? json(200, done.value) : done.error
    },
  ),
]
