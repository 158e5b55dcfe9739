import { given, staff } from './operation.ts'
import { wrongParameter } from './parameters.ts'
import { nextLink } from './queue.ts'
import { json } from './respond.ts'

const tags = ['Decisions']
const security = 'bearer' as const

/** What waits for a second person, whatever it is about. */
export const approvalOperations = [
  staff(
    {
      operationId: 'listApprovals',
      method: 'GET',
      route: 'api/v1/approvals',
      summary: 'What waits for the caller',
      tags,
      security,
      permission: 'employee',
      query: [
        { name: 'state', description: 'pending' },
        { name: 'continuation', description: 'From the nextLink of the page before' },
      ],
      responses: [
        {
          status: 200,
          description: 'Changes of the company, then seals and refusals; longest waiting first',
        },
      ],
    },
    async ({ app, actor, query }) => {
      if ((query.get('state') ?? 'pending') !== 'pending') return wrongParameter('state', 'must be pending')
      const from = query.get('continuation') ?? undefined
      const waiting = await app.listApprovals({ actor, ...given({ continuation: from }) })
      if (!waiting.ok) return waiting.error
      const { items, continuation } = waiting.value
      // Few, and all of them at once.
      const changes = from === undefined ? await app.companyItems.waitingFor(actor) : []
      const list = `${app.settings.publicUrl}/api/v1/approvals`
      return json(200, {
        value: [...changes, ...items],
        ...(continuation === undefined ? {} : { nextLink: nextLink(list, query, continuation) }),
      })
    },
  ),
  staff(
    {
      operationId: 'readItem',
      method: 'GET',
      route: 'api/v1/approvals/{itemId}',
      summary: 'What a pending item that is no seal would do, for whoever decides it',
      tags,
      security,
      permission: ['decidePending', 'proposeRefusal', 'seeContent'],
      responses: [{ status: 200, description: 'In full, with its hash and who proposed it' }],
    },
    async ({ app, actor, params }) => {
      const itemId = params['itemId'] ?? ''
      const waiting = await app.findItem({ actor, itemId })
      if (!waiting.ok) return waiting.error
      const { requestId } = waiting.value
      const item =
        requestId === undefined
          ? await app.companyItems.read({ actor, itemId })
          : await app.readItem({ actor, requestId })
      return item.ok ? json(200, item.value) : item.error
    },
  ),
  staff(
    {
      operationId: 'decideItem',
      method: 'POST',
      route: 'api/v1/approvals/{itemId}',
      summary: 'Decide a pending item that is no seal, a refusal or a change of the company, by its hash',
      tags,
      security,
      permission: 'decidePending',
      proof: 'fresh',
      body: 'approval',
      responses: [{ status: 200, description: 'Decided' }],
    },
    async ({ app, actor, params, body, expected }) => {
      const itemId = params['itemId'] ?? ''
      const waiting = await app.findItem({ actor, itemId })
      if (!waiting.ok) return waiting.error
      const { requestId } = waiting.value
      const decided =
        requestId === undefined
          ? await app.companyItems.decide({ actor, itemId, ...body })
          : await app.decideItem({ actor, requestId, itemId, ...body, ...given({ expected }) })
      return decided.ok ? json(200, decided.value) : decided.error
    },
  ),
]
