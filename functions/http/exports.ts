import { pacedBody } from './back-pressure.ts'
import { given, staff } from './operation.ts'
import { attachment, json } from './respond.ts'

const exports = 'api/v1/companies/{company}/exports'
const one = `${exports}/{exportId}`
const tags = ['Exports']
const security = 'bearer' as const
const permission = 'exportCompany' as const

export const exportOperations = [
  staff(
    {
      operationId: 'beginExport',
      method: 'POST',
      route: exports,
      summary: 'Have everything that the company owns packed: JSON Lines, hashes and schemas',
      ...{ tags, security, permission },
      proof: 'fresh',
      body: 'companyExport',
      responses: [
        { status: 201, description: 'Waits to be built, within minutes' },
        {
          status: 202,
          description:
            'With the keys for another instance: waits for a second owner or administrator, who decides by the call that decides seals',
        },
      ],
    },
    async ({ app, actor, params, body, idempotency }) => {
      const asked = { actor, companyId: params['company'] ?? '', ...given({ idempotency }) }
      const { receivingKey } = body
      const begun = receivingKey
        ? await app.exports.handOver({ ...asked, receivingKey })
        : await app.exports.begin(asked)
      if (!begun.ok) return begun.error
      return json('itemId' in begun.value ? 202 : 201, begun.value)
    },
  ),
  staff(
    {
      operationId: 'listExports',
      method: 'GET',
      route: exports,
      summary: 'The exports that were asked for, and how far they are',
      ...{ tags, security, permission },
      responses: [{ status: 200, description: 'For the owner' }],
    },
    async ({ app, actor, params }) => {
      const listed = await app.exports.list({ actor, companyId: params['company'] ?? '' })
      return listed.ok ? json(200, { value: listed.value }) : listed.error
    },
  ),
  staff(
    {
      operationId: 'viewExport',
      method: 'GET',
      route: one,
      summary: 'One export, and how far it is',
      ...{ tags, security, permission },
      responses: [{ status: 200, description: 'With the SHA-256 of the package once it is ready' }],
    },
    async ({ app, actor, params }) => {
      const asked = { actor, companyId: params['company'] ?? '', exportId: params['exportId'] ?? '' }
      const seen = await app.exports.view(asked)
      return seen.ok ? json(200, seen.value) : seen.error
    },
  ),
  staff(
    {
      operationId: 'readExport',
      method: 'GET',
      route: `${one}/content`,
      summary: 'The package, for seven days; each reading is in the audit',
      ...{ tags, security, permission },
      proof: 'fresh',
      responses: [{ status: 200, description: 'The whole zip', media: ['application/zip'] }],
    },
    async ({ app, actor, params, invocationId }) => {
      const { company = '', exportId = '' } = params
      const read = await app.exports.content({ actor, companyId: company, exportId })
      if (!read.ok) return read.error
      const file = { name: `${company}-export.zip`, mediaType: 'application/zip' }
      const { content, sizeBytes } = read.value
      const headers = { 'content-length': String(sizeBytes) }
      return attachment(file, pacedBody(invocationId, content), { headers })
    },
  ),
]
