import { given, staff } from './operation.ts'
import { json, noContent, quoted } from './respond.ts'

const route = 'api/v1/companies/{company}/host'
const common = { tags: ['Companies'], security: 'bearer', permission: 'changeSettings' } as const

export const hostOperations = [
  staff(
    {
      ...common,
      operationId: 'viewHost',
      method: 'GET',
      route,
      summary: 'The company’s own host name, how far its proof is, and the record that proves it',
      responses: [{ status: 200, description: 'For owner and administrators' }],
    },
    async ({ app, actor, params }) => {
      const viewed = await app.hostSettings.view({ actor, companyId: params['company'] ?? '' })
      return viewed.ok ? json(200, viewed.value.seen, { etag: quoted(viewed.value.etag) }) : viewed.error
    },
  ),
  staff(
    {
      ...common,
      operationId: 'setHost',
      proof: 'fresh',
      method: 'PUT',
      route,
      summary:
        'Name a host name of the company’s own; it serves once the record stands in the domain name system',
      body: 'hostName',
      responses: [
        { status: 204, description: 'It holds, and waits for its proof' },
        { status: 202, description: 'It waits for a second administrator or owner: the item and its hash' },
      ],
    },
    async ({ app, actor, params, body, expected }) => {
      const asked = { actor, companyId: params['company'] ?? '', ...given({ expected }) }
      const held = await app.hostSettings.set({ ...asked, name: body.name })
      if (!held.ok) return held.error
      return held.value === 'holds' ? noContent() : json(202, held.value)
    },
  ),
  staff(
    {
      ...common,
      operationId: 'removeHost',
      proof: 'fresh',
      method: 'DELETE',
      route,
      summary: 'Do without an own host name; links lead to the ordinary address at once',
      responses: [{ status: 204, description: 'It is gone, and free for others who prove it' }],
    },
    async ({ app, actor, params, expected }) => {
      const asked = { actor, companyId: params['company'] ?? '', ...given({ expected }) }
      const removed = await app.hostSettings.remove(asked)
      return removed.ok ? noContent() : removed.error
    },
  ),
  staff(
    {
      ...common,
      operationId: 'checkHost',
      method: 'POST',
      route: `${route}/check`,
      summary: 'Look into the domain name system now',
      responses: [{ status: 200, description: 'How it stands after the look' }],
    },
    async ({ app, actor, params }) => {
      const checked = await app.hostSettings.check({ actor, companyId: params['company'] ?? '' })
      return checked.ok ? json(200, checked.value.seen, { etag: quoted(checked.value.etag) }) : checked.error
    },
  ),
]
