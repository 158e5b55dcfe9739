import type { SettingsChange } from '../../shared/application/companies/changed-company.ts'
import type { CompanySettings } from '../../shared/application/companies/settings.ts'
import type { Body } from '../../shared/contracts/bodies.ts'
import { given, open, staff } from './operation.ts'
import { json, quoted } from './respond.ts'

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
      summary: 'Profile, identity level, approval policy and limits of uploads',
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
      const change = settingsChange(body)
      if (!change) return { code: 'settingNotOffered' }
      const changed = await app.companySettings.change({
        actor,
        companyId: params['company'] ?? '',
        change,
        ...given({ expected, policyVersion: body.approvalPolicy?.version }),
      })
      if (!changed.ok) return changed.error
      const { settings, etag, pending } = changed.value
      return pending ? json(202, pending) : json(200, settingsView(settings), { etag: quoted(etag) })
    },
  ),
]

/** Undefined for what cannot be set: nothing that was asked for is dropped in silence, but what is only there to read. */
function settingsChange({
  profile = {},
  identityLevel,
  approvalPolicy,
  uploads,
  sms,
  programAccess,
  secondAdministrator,
  ...others
}: Body<'settings'>): SettingsChange | undefined {
  const { name, contact, ...rest } = profile
  const { name: person, email, ...details } = contact ?? { name: '', email: '' }
  if (Object.keys(others).length + Object.keys(rest).length + Object.keys(details).length > 0)
    return undefined
  return {
    ...(name === undefined ? {} : { name }),
    ...(contact === undefined ? {} : { contact: { name: person, email } }),
    ...(identityLevel === undefined ? {} : { identityLevel }),
    ...(approvalPolicy && { approvalPolicy: without(approvalPolicy, 'version') }),
    ...(sms && { sms: without(sms, 'usedThisMonth') }),
    ...given({ uploads, programAccess, secondAdministrator }),
  }
}

function without<Members extends object, Name extends keyof Members>(members: Members, name: Name) {
  const { [name]: _name, ...rest } = members
  return rest
}

const settingsView = ({ name, contact, ...settings }: CompanySettings) => ({
  profile: { name, contact },
  ...settings,
})
