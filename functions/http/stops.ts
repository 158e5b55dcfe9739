import { given, staff } from './operation.ts'
import { json } from './respond.ts'

const tags = ['Requests']
const security = 'bearer' as const

export const stopOperations = [
  staff(
    {
      operationId: 'readStops',
      method: 'GET',
      route: 'api/v1/requests/{requestId}/stops',
      summary: 'What the systems must have stopped, since when, and for whom until it is confirmed',
      tags,
      security,
      permission: 'confirmStop',
      responses: [{ status: 200, description: 'Withdrawn consent and objections to direct marketing' }],
    },
    async ({ app, actor, params }) => {
      const read = await app.readStops({ actor, requestId: params['requestId'] ?? '' })
      if (!read.ok) return read.error
      const { stops, person } = read.value
      return json(200, { value: stops, ...(person === undefined ? {} : { person }) })
    },
  ),
  staff(
    {
      operationId: 'confirmStop',
      method: 'PUT',
      route: 'api/v1/requests/{requestId}/stops/{right}',
      summary: 'Say that the systems have stopped',
      tags,
      security,
      permission: 'confirmStop',
      responses: [{ status: 200, description: 'Confirmed; repeating it changes nothing' }],
    },
    async ({ app, actor, params, expected }) => {
      const confirmed = await app.confirmStop({
        actor,
        requestId: params['requestId'] ?? '',
        right: params['right'] ?? '',
        ...given({ expected }),
      })
      return confirmed.ok ? json(200, confirmed.value) : confirmed.error
    },
  ),
]
