import type { ApiKeyRefusal, NewApiKey } from '../../shared/application/identity/api-keys.ts'
import type { Result } from '../../shared/kernel/result.ts'
import { given, staff } from './operation.ts'
import { json, noContent } from './respond.ts'

const tags = ['API keys']
const security = 'bearer' as const
const keys = 'api/v1/companies/{company}/api-keys'

export const apiKeyOperations = [
  staff(
    {
      operationId: 'listApiKeys',
      method: 'GET',
      route: keys,
      summary: 'The keys of the company’s programs, without their secrets',
      tags,
      security,
      permission: 'manageApiKeys',
      responses: [{ status: 200, description: 'For the owner' }],
    },
    async ({ app, actor, params }) => {
      const listed = await app.apiKeys.list({ actor, companyId: params['company'] ?? '' })
      return listed.ok ? json(200, { value: listed.value }) : listed.error
    },
  ),
  staff(
    {
      operationId: 'createApiKey',
      method: 'POST',
      route: keys,
      summary: 'A key for a program; unless it is said, for a year',
      tags,
      security,
      permission: 'manageApiKeys',
      proof: 'fresh',
      body: 'createApiKey',
      responses: [{ status: 201, description: 'With its secret, which is shown here and never again' }],
    },
    async ({
      app,
      actor,
      params,
      body: { name, scopes = [], origins, expiresAt, sourceId },
      idempotency,
    }) => {
      const wish = {
        name,
        scopes,
        ...given({ origins, sourceId, expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt) }),
      }
      const asked = { actor, companyId: params['company'] ?? '', wish, ...given({ idempotency }) }
      return answer(await app.apiKeys.create(asked))
    },
  ),
  staff(
    {
      operationId: 'rotateApiKey',
      method: 'POST',
      route: `${keys}/{keyId}/rotation`,
      summary: 'A new secret for the key; the old one stops at the next call',
      tags,
      security,
      permission: 'manageApiKeys',
      proof: 'fresh',
      responses: [{ status: 201, description: 'With the new secret, which is shown here and never again' }],
    },
    async ({ app, actor, params, idempotency }) =>
      answer(await app.apiKeys.rotate({ ...named(params), actor, ...given({ idempotency }) })),
  ),
  staff(
    {
      operationId: 'stopApiKey',
      method: 'DELETE',
      route: `${keys}/{keyId}`,
      summary: 'Stop the key at the next call, and every token that was made with it',
      tags,
      security,
      permission: 'manageApiKeys',
      proof: 'fresh',
      responses: [{ status: 204, description: 'It is gone' }],
    },
    async ({ app, actor, params }) => {
      const stopped = await app.apiKeys.stop({ ...named(params), actor })
      return stopped.ok ? noContent() : stopped.error
    },
  ),
]

const named = (params: Readonly<Record<string, string>>) => ({
  companyId: params['company'] ?? '',
  keyId: params['keyId'] ?? '',
})

const answer = (made: Result<NewApiKey, ApiKeyRefusal>) => (made.ok ? json(201, made.value) : made.error)
