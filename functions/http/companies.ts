import { given, open, staff } from './operation.ts'
import { json, quoted } from './respond.ts'
import { settingsChange, settingsView } from './settings-body.ts'

const company = 'api/v1/companies/{company}'
const security = 'bearer' as const

export const companyOperations = [
  open(
    {
      operationId: 'viewCompany',
      method: 'GET',
      route: company,
      summary: 'What a company says of itself to everybody',
      tags: ['Companies'],
      security: 'none',
      permission: 'everybody',
      responses: [{ status: 200, description: 'Its public profile' }],
    },
    async ({ app, params }) => {
      const profile = await app.viewProfile(params['company'] ?? '')
      return profile.ok ? json(200, profile.value) : profile.error
    },
  ),
  staff(
    {
      operationId: 'viewSettings',
      method: 'GET',
      route: `${company}/settings`,
      summary: 'Profile, catalogue of information, identity, approval policy and limits',
      tags: ['Companies'],
      security,
      permission: 'changeSettings',
      responses: [{ status: 200, description: 'For owner and administrators' }],
    },
    async ({ app, actor, params }) => {
      const seen = await app.companySettings.view({ actor, companyId: params['company'] ?? '' })
      return seen.ok
        ? json(200, settingsView(seen.value.settings), { etag: quoted(seen.value.etag) })
        : seen.error
    },
  ),
  staff(
    {
      operationId: 'changeSettings',
      method: 'PUT',
      route: `${company}/settings`,
      summary: 'Change what is given; the rest stays, and some of it takes a second person',
      tags: ['Companies'],
      security,
      permission: 'changeSettings',
      proof: 'fresh',
      body: 'settings',
      responses: [
        { status: 200, description: 'Holds for later requests, later uploads and later seals' },
        {
          status: 202,
          description:
            'The approval policy or the identity level waits for a second administrator or owner: the item and its hash',
        },
      ],
    },
    async ({ app, actor, params, body, expected }) => {
      const changed = await app.companySettings.change({
        actor,
        companyId: params['company'] ?? '',
        change: settingsChange(body),
        ...given({ expected, policyVersion: body.approvalPolicy?.version }),
      })
      if (!changed.ok) return changed.error
      const { settings, etag, pending } = changed.value
      return pending ? json(202, pending) : json(200, settingsView(settings), { etag: quoted(etag) })
    },
  ),
  staff(
    {
      operationId: 'viewSetup',
      method: 'GET',
      route: `${company}/setup`,
      summary: 'What the company still lacks before it can answer requests, and where that is mended',
      tags: ['Companies'],
      security,
      permission: 'changeSettings',
      responses: [
        {
          status: 200,
          description:
            'Ready when nothing is missing and the company is not suspended; what is advised may wait',
        },
      ],
    },
    async ({ app, actor, params }) => {
      const companyId = params['company'] ?? ''
      const setup = await app.viewSetup({ actor, companyId })
      if (!setup.ok) return setup.error
      const { items, ...standing } = setup.value
      const link = (page: string) =>
        page === 'people' ? `/${companyId}/staff/people` : `/${companyId}/staff/settings/${page}`
      return json(200, {
        ...standing,
        items: items.map(({ page, ...item }) => ({ ...item, page: link(page) })),
      })
    },
  ),
]
