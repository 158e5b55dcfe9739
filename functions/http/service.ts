import { open } from './operation.ts'
import { json } from './respond.ts'

const tags = ['Service']

/** Half of the time for which a new key waits before it signs. */
const keptFor5Minutes = { 'cache-control': 'public, max-age=300' } as const

export const serviceOperations = [
  open(
    {
      operationId: 'live',
      method: 'GET',
      route: 'api/v1/health/live',
      summary: 'The process answers; nothing else is asked',
      tags,
      security: 'none',
      permission: 'everybody',
      responses: [{ status: 200, description: 'It does' }],
    },
    async () => json(200, { status: 'live' }),
  ),
  open(
    {
      operationId: 'ready',
      method: 'GET',
      route: 'api/v1/health/ready',
      summary: 'Documents, blobs and shares answer, and the disk has room',
      tags,
      security: 'none',
      permission: 'everybody',
      responses: [
        { status: 200, description: 'They do, and it has' },
        { status: 503, description: 'One does not, or less than 64 MiB are free; it is not named' },
      ],
    },
    async ({ app }) => ((await app.isReady()) ? json(200, { status: 'ready' }) : { code: 'unavailable' }),
  ),
  open(
    {
      operationId: 'viewTokenKeys',
      method: 'GET',
      route: '.well-known/jwks.json',
      summary: 'The public keys that sign this instance’s access tokens (RFC 7517)',
      tags,
      security: 'none',
      permission: 'everybody',
      responses: [
        {
          status: 200,
          description:
            'A JWK set; a new key stands in it ten minutes before it signs, an old one until its tokens are over',
          media: ['application/jwk-set+json'],
        },
      ],
    },
    async ({ app }) => {
      const keys = await app.tokens.publicKeys(app.clock.now())
      return json(200, { keys }, { 'content-type': 'application/jwk-set+json', ...keptFor5Minutes })
    },
  ),
  open(
    {
      operationId: 'viewSchema',
      method: 'GET',
      route: 'api/v1/schemas/{templateId}/{version:int}',
      summary: 'The JSON Schema of a starter template; a company’s own are found under the company',
      tags,
      security: 'none',
      permission: 'everybody',
      responses: [{ status: 200, description: 'JSON Schema 2020-12', media: ['application/schema+json'] }],
    },
    async ({ app, params }) => {
      const template = await app.starterTemplate(params['templateId'] ?? '', Number(params['version']))
      return template
        ? json(200, template.schema, { 'content-type': 'application/schema+json' })
        : { code: 'templateUnknown' }
    },
  ),
  open(
    {
      operationId: 'viewKeys',
      method: 'GET',
      route: 'api/v1/companies/{company}/keys',
      summary: 'The public keys, of all versions, that sign packages, heads and certificates (RFC 7517)',
      tags,
      security: 'none',
      permission: 'everybody',
      responses: [
        {
          status: 200,
          description: 'A JWK set, the newest first; a signature names its key by `kid`',
          media: ['application/jwk-set+json'],
        },
      ],
    },
    async ({ app, params }) => {
      const keys = await app.publicKeys(params['company'] ?? '')
      return keys.ok
        ? json(200, { keys: keys.value }, { 'content-type': 'application/jwk-set+json' })
        : keys.error
    },
  ),
]
