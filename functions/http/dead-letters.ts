import type { DeadLetterRefusal } from '../../shared/application/messages/dead-letters.ts'
import type { Result } from '../../shared/kernel/result.ts'
import { staff } from './operation.ts'
import { json, noContent } from './respond.ts'

const tags = ['Messages']
const security = 'bearer' as const
const deadLetters = 'api/v1/companies/{company}/dead-letters'

export const deadLetterOperations = [
  staff(
    {
      operationId: 'listDeadLetters',
      method: 'GET',
      route: deadLetters,
      summary: 'Messages that could not be handled and wait for an administrator',
      tags,
      security,
      permission: 'settleDeadLetters',
      responses: [{ status: 200, description: 'Ids and codes, the newest 100' }],
    },
    async ({ app, actor, params }) => {
      const waiting = await app.deadLetters.list({ actor, companyId: params['company'] ?? '' })
      return waiting.ok ? json(200, { value: waiting.value }) : waiting.error
    },
  ),
  staff(
    {
      operationId: 'retryDeadLetter',
      method: 'POST',
      route: `${deadLetters}/{deadLetterId}/retry`,
      summary: 'Send the message to its queue once more',
      tags,
      security,
      permission: 'settleDeadLetters',
      responses: [{ status: 204, description: 'It is on its way' }],
    },
    async ({ app, actor, params }) =>
      settled(
        await app.deadLetters.retry({
          actor,
          companyId: params['company'] ?? '',
          id: params['deadLetterId'] ?? '',
        }),
      ),
  ),
  staff(
    {
      operationId: 'discardDeadLetter',
      method: 'POST',
      route: `${deadLetters}/{deadLetterId}/discard`,
      summary: 'Let the message go, with the reason',
      tags,
      security,
      permission: 'settleDeadLetters',
      body: 'discardDeadLetter',
      responses: [{ status: 204, description: 'It waits no more' }],
    },
    async ({ app, actor, params, body }) =>
      settled(
        await app.deadLetters.discard({
          actor,
          companyId: params['company'] ?? '',
          id: params['deadLetterId'] ?? '',
          reason: body.reason,
        }),
      ),
  ),
]

const settled = (done: Result<void, DeadLetterRefusal>) => (done.ok ? noContent() : done.error)
