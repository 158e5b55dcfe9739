import { given, open, readJson, staff } from './operation.ts'
import { optional, versionNumber, wrongParameter } from './parameters.ts'
import { json, noContent, quoted } from './respond.ts'
import { givenContent, templateContent } from './template-body.ts'

const company = 'api/v1/companies/{company}'
const tags = ['Templates']
const security = 'bearer' as const

export const templateOperations = [
  staff(
    {
      operationId: 'listTemplates',
      method: 'GET',
      route: `${company}/templates`,
      summary: 'The forms in which data is collected',
      tags,
      security,
      permission: 'employee',
      responses: [{ status: 200, description: 'The newest version of each, retired ones too' }],
    },
    async ({ app, actor, params }) => {
      const templates = await app.templates.list({ actor, companyId: params['company'] ?? '' })
      return templates.ok ? json(200, { value: templates.value }) : templates.error
    },
  ),
  staff(
    {
      operationId: 'createTemplate',
      method: 'POST',
      route: `${company}/templates`,
      summary: 'A new template, whole or from a starter template, which stands for what is left out',
      tags,
      security,
      permission: 'manageTemplates',
      body: 'createTemplate',
      responses: [{ status: 201, description: 'Version 1; a source of the catalogue may have it' }],
    },
    async ({ app, actor, params, body: { templateId, from, ...content }, idempotency }) => {
      const missing = (['title', 'schema', 'fields'] as const).filter(
        (name) => from === undefined && content[name] === undefined,
      )
      if (missing.length > 0)
        return {
          code: 'bodyInvalid',
          errors: missing.map((name) => ({ pointer: `/${name}`, code: 'required', detail: 'is required' })),
        }
      const companyId = params['company'] ?? ''
      const created = await app.editTemplates.create({
        ...{ actor, companyId, templateId, content: givenContent(content) },
        ...given({ from, idempotency }),
      })
      return created.ok
        ? json(201, created.value, { location: `/api/v1/companies/${companyId}/templates/${templateId}` })
        : created.error
    },
  ),
  staff(
    {
      operationId: 'viewTemplate',
      method: 'GET',
      route: `${company}/templates/{templateId}`,
      summary: 'The newest version of a template, or an earlier one',
      tags,
      security,
      permission: 'employee',
      query: [{ name: 'version', description: 'Left out: the newest' }],
      responses: [{ status: 200, description: 'With schema, fields and CSV mapping' }],
    },
    async ({ app, actor, params, query }) => {
      const version = optional(query, 'version', versionNumber)
      if (version === 'wrong') return wrongParameter('version', 'must be a whole number from 1')
      const seen = await app.templates.view({
        actor,
        companyId: params['company'] ?? '',
        templateId: params['templateId'] ?? '',
        ...given({ version }),
      })
      return seen.ok ? json(200, seen.value.template, { etag: quoted(seen.value.etag) }) : seen.error
    },
  ),
  staff(
    {
      operationId: 'changeTemplate',
      method: 'PUT',
      route: `${company}/templates/{templateId}`,
      summary: 'The next version, for requests that open from now on; the same content makes none',
      tags,
      security,
      permission: 'manageTemplates',
      body: 'template',
      responses: [{ status: 200, description: 'The version that new requests take' }],
    },
    async ({ app, actor, params, body, expected }) => {
      const changed = await app.editTemplates.change({
        actor,
        companyId: params['company'] ?? '',
        templateId: params['templateId'] ?? '',
        content: templateContent(body),
        ...given({ expected }),
      })
      return changed.ok ? json(200, changed.value) : changed.error
    },
  ),
  staff(
    {
      operationId: 'retireTemplate',
      method: 'DELETE',
      route: `${company}/templates/{templateId}`,
      summary: 'Take a template out of use; its versions stay readable',
      tags,
      security,
      permission: 'manageTemplates',
      responses: [
        { status: 204, description: 'Retired; a later version brings it back' },
        { status: 409, description: 'A source of the catalogue or an open request uses it' },
      ],
    },
    async ({ app, actor, params, expected }) => {
      const retired = await app.editTemplates.retire({
        actor,
        companyId: params['company'] ?? '',
        templateId: params['templateId'] ?? '',
        ...given({ expected }),
      })
      return retired.ok ? noContent() : retired.error
    },
  ),
  open(
    {
      operationId: 'viewCompanySchema',
      method: 'GET',
      route: `${company}/schemas/{templateId}/{version:int}`,
      summary: 'The JSON Schema of a version of a company’s own template',
      tags,
      security: 'none',
      permission: 'everybody',
      responses: [{ status: 200, description: 'JSON Schema 2020-12; it never changes' }],
    },
    async ({ app, params }) => {
      const schema = await app.templates.schema(named(params))
      return schema.ok ? json(200, schema.value, { 'content-type': 'application/schema+json' }) : schema.error
    },
  ),
  staff(
    {
      operationId: 'validateData',
      method: 'POST',
      route: `${company}/schemas/{templateId}/{version:int}/validate`,
      summary: 'Whether data would be taken, without a request; nothing is kept',
      tags,
      security,
      permission: 'employee',
      rawBody: 'application/json',
      responses: [
        { status: 200, description: 'Valid' },
        { status: 400, description: 'Every broken rule with its place' },
      ],
    },
    async ({ app, actor, params, request }) => {
      const body = await readJson(request)
      if (!body.ok) return body.error
      const checked = await app.templates.validate({ actor, ...named(params), data: body.value.value })
      return checked.ok ? json(200, { valid: true }) : checked.error
    },
  ),
]

const named = (params: Readonly<Record<string, string>>) => ({
  companyId: params['company'] ?? '',
  templateId: params['templateId'] ?? '',
  version: Number(params['version']),
})
