import { acceptedLanguage } from './accepted-language.ts'
import { given, open, staff } from './operation.ts'
import { json } from './respond.ts'

const forms = 'api/v1/companies/{company}/consent-forms'
const tags = ['Consent forms']
const security = 'bearer' as const

export const consentFormOperations = [
  staff(
    {
      operationId: 'listConsentForms',
      method: 'GET',
      route: forms,
      summary: 'What the company asks consent for',
      tags,
      security,
      permission: 'employee',
      responses: [{ status: 200, description: 'Each with its newest version and the one that is published' }],
    },
    async ({ app, actor, params }) => {
      const listed = await app.consentForms.list({ actor, companyId: params['company'] ?? '' })
      return listed.ok ? json(200, { value: listed.value }) : listed.error
    },
  ),
  staff(
    {
      operationId: 'createConsentForm',
      method: 'POST',
      route: forms,
      summary: 'A new form, as a draft that a second person publishes',
      tags,
      security,
      permission: 'manageConsentForms',
      body: 'consentForm',
      responses: [{ status: 201, description: 'Version 1' }],
    },
    async ({ app, actor, params, body, idempotency }) => {
      const companyId = params['company'] ?? ''
      const created = await app.editConsentForms.create({
        ...{ actor, companyId, given: body },
        ...given({ idempotency }),
      })
      return created.ok
        ? json(201, created.value, {
            location: `/api/v1/companies/${companyId}/consent-forms/${created.value.id}/versions/1`,
          })
        : created.error
    },
  ),
  staff(
    {
      operationId: 'addConsentFormVersion',
      method: 'POST',
      route: `${forms}/{formId}/versions`,
      summary: 'The next version, as a draft; what was said to earlier ones stays tied to them',
      tags,
      security,
      permission: 'manageConsentForms',
      body: 'consentForm',
      responses: [{ status: 201, description: 'Its number' }],
    },
    async ({ app, actor, params, body, idempotency }) => {
      const added = await app.editConsentForms.addVersion({
        ...{ actor, companyId: params['company'] ?? '', formId: params['formId'] ?? '', given: body },
        ...given({ idempotency }),
      })
      return added.ok ? json(201, added.value) : added.error
    },
  ),
  staff(
    {
      operationId: 'viewConsentFormVersion',
      method: 'GET',
      route: `${forms}/{formId}/versions/{version:int}`,
      summary: 'A version of a form in all its languages, drafts too',
      tags,
      security,
      permission: 'employee',
      responses: [{ status: 200, description: 'With who wrote it and who published it' }],
    },
    async ({ app, actor, params }) => {
      const seen = await app.consentForms.view({ actor, ...named(params) })
      return seen.ok ? json(200, seen.value) : seen.error
    },
  ),
  staff(
    {
      operationId: 'publishConsentForm',
      method: 'POST',
      route: `${forms}/{formId}/versions/{version:int}/publication`,
      summary: 'Let a version out; from then on it never changes',
      tags,
      security,
      permission: 'publishConsentForm',
      proof: 'fresh',
      responses: [
        { status: 200, description: 'Published' },
        { status: 403, description: '`fourEyes`: who wrote it does not publish it' },
      ],
    },
    async ({ app, actor, params }) => {
      const published = await app.editConsentForms.publish({ actor, ...named(params) })
      return published.ok ? json(200, published.value) : published.error
    },
  ),
  open(
    {
      operationId: 'viewPublishedConsentForm',
      method: 'GET',
      route: `${forms}/{formId}/published`,
      summary: 'What people are asked, in one language, with the hash of exactly that text',
      description:
        '`textSha256` is SHA-256 over the canonical JSON (RFC 8785) of all members but `languages`, `factors`, `publishedAt` and itself.',
      tags,
      security: 'none',
      permission: 'everybody',
      query: [{ name: 'language', description: 'ISO 639-1; left out: the one that the caller accepts' }],
      responses: [{ status: 200, description: 'The newest published version' }],
    },
    async ({ app, params, query, request }) => {
      const named = { companyId: params['company'] ?? '', formId: params['formId'] ?? '' }
      const accepted = acceptedLanguage(request.headers.get('accept-language'))
      const language = query.get('language') ?? undefined
      const published = await app.consentForms.published({ ...named, ...given({ language, accepted }) })
      return published.ok
        ? json(200, published.value, {
            'content-language': published.value.language,
            ...(language === undefined && { vary: 'Accept-Language' }),
          })
        : published.error
    },
  ),
]

const named = (params: Readonly<Record<string, string>>) => ({
  companyId: params['company'] ?? '',
  formId: params['formId'] ?? '',
  version: Number(params['version']),
})
