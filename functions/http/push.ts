// What connectors send with credentials of their own.
import { staff } from './operation.ts'
import { noContent } from './respond.ts'

export const pushOperations = [
  staff(
    {
      operationId: 'pushData',
      method: 'PUT',
      route: 'api/v1/requests/{requestId}/sources/{sourceId}/data',
      summary: 'A connector puts what its source holds into the form, or says that nothing is held there',
      tags: ['Push'],
      security: 'bearer',
      permission: 'enterData',
      body: 'pushData',
      responses: [{ status: 204, description: 'Taken; a connector is told nothing of what is there' }],
    },
    async ({ app, actor, key, params, body: { version = 0, data } }) => {
      const pushed = await app.pushData({
        ...{ actor, key, requestId: params['requestId'] ?? '', sourceId: params['sourceId'] ?? '' },
        pushed: data === undefined ? { kind: 'nothingHeld' } : { kind: 'data', version, data },
      })
      return pushed.ok ? noContent() : pushed.error
    },
  ),
]
