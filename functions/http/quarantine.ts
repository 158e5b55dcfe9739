import { nameIn } from './files.ts'
import { given, staff } from './operation.ts'
import { json, noContent } from './respond.ts'

const tags = ['Files']
const security = 'bearer' as const
const route = 'api/v1/requests/{requestId}/files/{name}'

export const quarantineOperations = [
  staff(
    {
      operationId: 'releaseFile',
      method: 'POST',
      route: `${route}/release`,
      summary:
        'Let a file out of quarantine; whoever does answers for it and approves nothing of the request',
      tags,
      security,
      permission: 'releaseFile',
      body: 'releaseFile',
      responses: [{ status: 204, description: 'It is read and sealed like any other' }],
    },
    async ({ app, actor, params, body, expected }) => {
      const name = nameIn(params)
      if (!name.ok) return name.error
      const file = { actor, requestId: params['requestId'] ?? '', name: name.value }
      const released = await app.quarantine.release({ ...file, ...body, ...given({ expected }) })
      return released.ok ? noContent() : released.error
    },
  ),
  staff(
    {
      operationId: 'rescanFile',
      method: 'POST',
      route: `${route}/scan`,
      summary: 'Look at a file in quarantine again, with what the scanner knows now',
      tags,
      security,
      permission: 'enterData',
      responses: [{ status: 200, description: 'What is still in doubt; nothing lets it out' }],
    },
    async ({ app, actor, params, expected }) => {
      const name = nameIn(params)
      if (!name.ok) return name.error
      const file = { actor, requestId: params['requestId'] ?? '', name: name.value }
      const scanned = await app.quarantine.rescan({ ...file, ...given({ expected }) })
      return scanned.ok ? json(200, scanned.value) : scanned.error
    },
  ),
]
