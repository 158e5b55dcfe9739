import { signedIn } from './operation.ts'
import { json, noContent } from './respond.ts'

const tags = ['Sessions']
const security = 'bearer' as const

export const sessionOperations = [
  signedIn(
    {
      operationId: 'listSessions',
      method: 'GET',
      route: 'api/v1/sessions',
      summary: 'Where the caller is signed in',
      tags,
      security,
      permission: ['employee', 'person'],
      proof: 'link',
      responses: [{ status: 200, description: 'The newest first, and which of them asks' }],
    },
    async ({ app, actor }) => json(200, { value: await app.ownSessions.list(actor) }),
  ),
  signedIn(
    {
      operationId: 'endSession',
      method: 'DELETE',
      route: 'api/v1/sessions/{sessionId}',
      summary: 'End one of the caller’s sessions, and with a program’s its refresh tokens',
      tags,
      security,
      permission: ['employee', 'person'],
      proof: 'link',
      responses: [{ status: 204, description: 'It has ended' }],
    },
    async ({ app, actor, params }) => {
      const ended = await app.ownSessions.end(actor, params['sessionId'] ?? '')
      return ended.ok ? noContent() : ended.error
    },
  ),
]
