import { makeAllowsOrigin } from '../application/companies/allows-origin.ts'
import { makeListEmployees, makeViewEmployee } from '../application/companies/list-employees.ts'
import type { OpenCompany } from '../application/companies/open-company.ts'
import { makePublicKeys } from '../application/companies/public-keys.ts'
import { makeIsReady } from '../application/companies/readiness.ts'
import { makeTemplates } from '../application/companies/templates.ts'
import type { Core } from '../application/core.ts'
import { allAtFirstCall, atFirstCall } from './at-first-call.ts'

export const openCompanyOf = (core: Core): OpenCompany =>
  atFirstCall(async () => {
    const { makeOpenCompany } = await import('../application/companies/open-company.ts')
    return makeOpenCompany(core)
  })

export const forCompanies = (core: Core) => ({
  openCompany: openCompanyOf(core),
  viewProfile: atFirstCall(async () => {
    const { makeViewProfile } = await import('../application/companies/public-profile.ts')
    return makeViewProfile(core)
  }),
  logos: allAtFirstCall(['put', 'remove', 'read'], async () => {
    const { makeLogos } = await import('../application/companies/logo.ts')
    return makeLogos(core)
  }),
  listEmployees: makeListEmployees(core),
  viewEmployee: makeViewEmployee(core),
  ownName: atFirstCall(async () => {
    const { makeOwnName } = await import('../application/companies/own-name.ts')
    return makeOwnName(core)
  }),
  inviteEmployee: atFirstCall(async () => {
    const { makeInviteEmployee } = await import('../application/companies/invite-employee.ts')
    return makeInviteEmployee(core)
  }),
  changeEmployee: allAtFirstCall(['details', 'resetFactors', 'role'], async () => {
    const { makeChangeEmployee } = await import('../application/companies/change-employee.ts')
    return makeChangeEmployee(core)
  }),
  leaveCompany: atFirstCall(async () => {
    const { makeLeaveCompany } = await import('../application/companies/leave.ts')
    return makeLeaveCompany(core)
  }),
  publicKeys: makePublicKeys(core),
  allowsOrigin: makeAllowsOrigin(core),
  isReady: makeIsReady(core),
  starterTemplate: atFirstCall(async () => {
    const { starterTemplates } = await import('../domain/templates/starter-packs.ts')
    return async (templateId: string, version: number) =>
      starterTemplates.find((template) => template.templateId === templateId && template.version === version)
  }),
  companySettings: allAtFirstCall(['view', 'change'], async () => {
    const { makeSettings } = await import('../application/companies/settings.ts')
    return makeSettings(core)
  }),
  providerSettings: allAtFirstCall(['view', 'set', 'remove'], async () => {
    const { makeProviderSettings } = await import('../application/sign-in-provider/set-provider.ts')
    return makeProviderSettings(core)
  }),
  hosts: core.hosts,
  hostSettings: allAtFirstCall(['view', 'set', 'remove', 'check'], async () => {
    const { makeHostSettings } = await import('../application/hosts/host-settings.ts')
    return makeHostSettings(core)
  }),
  viewSetup: atFirstCall(async () => {
    const { makeViewSetup } = await import('../application/companies/setup.ts')
    return makeViewSetup(core)
  }),
  receivers: allAtFirstCall(['list', 'add', 'challenge', 'prove', 'remove'], async () => {
    const { makeReceivers } = await import('../application/transfer/receivers.ts')
    return makeReceivers(core)
  }),
  transfers: allAtFirstCall(['offers', 'instruct', 'takeBack'], async () => {
    const { makeTransfers } = await import('../application/transfer/instruct.ts')
    return makeTransfers(core)
  }),
  receiving: allAtFirstCall(['list', 'view', 'content', 'acknowledge'], async () => {
    const { makeReceiving } = await import('../application/transfer/receive.ts')
    return makeReceiving(core)
  }),
  templates: makeTemplates(core),
  editTemplates: allAtFirstCall(['create', 'change', 'retire'], async () => {
    const { makeEditTemplates } = await import('../application/companies/edit-templates.ts')
    return makeEditTemplates(core)
  }),
})
