import { bodyStream } from './body.ts'
import { staff } from './operation.ts'
import { wrongParameter } from './parameters.ts'
import { attachment, inOnePiece, json } from './respond.ts'

const imports = 'api/v1/companies/{company}/consent-imports'
const one = `${imports}/{importId}`
const tags = ['Consents']
const security = 'bearer' as const
const permission = 'importConsents' as const

export const consentImportOperations = [
  staff(
    {
      operationId: 'beginConsentImport',
      method: 'POST',
      route: imports,
      summary:
        'Take over consents that were given elsewhere: JSON Lines, each line as `recordConsent` takes it',
      description:
        'Each line says when it was said (`saidAt`), and to which published version. A line that says what was decided otherwise since is refused. The same line is recorded once, however often it is sent. Who took a consent back is taken over as `refused`.',
      ...{ tags, security, permission },
      proof: 'fresh',
      rawBody: 'application/jsonl',
      bodyLimit: '512 MiB, and 64 MiB under the Functions host; more is 413 `bodyTooLarge`',
      query: [{ name: 'dryRun', description: '`true`: every line is looked at, and none is recorded' }],
      responses: [{ status: 201, description: 'Kept; its lines are dealt with within minutes' }],
    },
    async ({ app, actor, params, query, request }) => {
      const dryRun = query.get('dryRun') ?? 'false'
      if (!/^(true|false)$/.test(dryRun)) return wrongParameter('dryRun', 'must be true or false')
      const type = request.headers.get('content-type') ?? 'application/jsonl'
      if (!/^application\/(jsonl|x-ndjson)\s*(;|$)/i.test(type)) return { code: 'unsupportedMediaType' }
      const companyId = params['company'] ?? ''
      const content = bodyStream(request)
      const begun = await app.consentImports.begin({ actor, companyId, content, dryRun: dryRun === 'true' })
      if (!begun.ok) return begun.error
      const location = `/api/v1/companies/${companyId}/consent-imports/${begun.value.id}`
      return json(201, begun.value, { location })
    },
  ),
  staff(
    {
      operationId: 'listConsentImports',
      method: 'GET',
      route: imports,
      summary: 'The imports of the last 30 days, and how far they are',
      ...{ tags, security, permission },
      responses: [{ status: 200, description: 'The newest first' }],
    },
    async ({ app, actor, params }) => {
      const listed = await app.consentImports.list({ actor, companyId: params['company'] ?? '' })
      return listed.ok ? json(200, { value: listed.value }) : listed.error
    },
  ),
  staff(
    {
      operationId: 'viewConsentImport',
      method: 'GET',
      route: one,
      summary: 'How many lines were dealt with, and what became of them',
      ...{ tags, security, permission },
      responses: [{ status: 200, description: '`known`: recorded before, by this file or another' }],
    },
    async ({ app, actor, params }) => {
      const seen = await app.consentImports.view({ actor, ...named(params) })
      return seen.ok ? json(200, seen.value) : seen.error
    },
  ),
  staff(
    {
      operationId: 'readRefusedConsents',
      method: 'GET',
      route: `${one}/refused`,
      summary: 'Each line that was refused, with its code and its place in the line; never what it says',
      ...{ tags, security, permission },
      responses: [{ status: 200, description: 'JSON Lines', media: ['application/jsonl'] }],
    },
    async ({ app, actor, params }) => {
      const { companyId, importId } = named(params)
      const refused = await app.consentImports.refused({ actor, companyId, importId })
      if (!refused.ok) return refused.error
      const lines = refused.value.map((line) => `${JSON.stringify(line)}\n`).join('')
      return attachment(
        { name: `refused-${importId}.jsonl`, mediaType: 'application/jsonl' },
        inOnePiece(lines),
      )
    },
  ),
]

const named = (params: Readonly<Record<string, string>>) => ({
  companyId: params['company'] ?? '',
  importId: params['importId'] ?? '',
})
