import { toBase64Url } from '../bytes.ts'
import { bySystem } from '../actor.ts'
import type { ActorRef } from '../actor.ts'
import type { Core } from '../core.ts'
import { templateFaults } from '../../domain/templates/template-faults.ts'
import type { TemplateFault } from '../../domain/templates/template-faults.ts'
import { catalogueFaults, holdsTooManySources } from '../../domain/templates/catalogue.ts'
import type { Language, TemplateVersion } from '../../domain/templates/template.ts'
import { limitReached } from '../../domain/requests/limits.ts'
import type { LimitReached } from '../../domain/requests/limits.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Write } from '../ports/documents.ts'
import { catalogueInvalid } from './catalogue-change.ts'
import type { CatalogueRefusal } from './catalogue-change.ts'
import { invitationMail } from './invite-employee.ts'
import { employeeDocumentId, signKeyName, wrapKeyName } from './company-document.ts'
import type { CompanyDocument, EmployeeDocument, TemplateHead } from './company-document.ts'
import { templateDocumentId } from './company-store.ts'
import type { TemplateDocument } from './company-store.ts'

export type NewCompany = {
  readonly company: Omit<CompanyDocument, 'id' | 'secret' | 'templates'>
  readonly employees: readonly Omit<EmployeeDocument, 'id' | 'companyId'>[]
  readonly templates: readonly TemplateVersion[]
  /** Who opened it, where it did not come with the machine. */
  readonly by?: ActorRef
  /** Mails its people where they sign in. */
  readonly invitation?: { readonly language?: Language | undefined }
}

/** `errors` point into the list of templates: `/0` and then what is wrong in the data of the first. */
export type TemplateRefusal = {
  readonly code: 'templateInvalid'
  readonly errors: readonly { readonly pointer: string; readonly code: TemplateFault['code'] }[]
}

/** Makes a company with its keys and its first people, once; `exists` when it was made before. */
export type OpenCompany = (
  input: NewCompany,
) => Promise<
  Result<
    'opened' | 'exists',
    TemplateRefusal | CatalogueRefusal | LimitReached | { readonly code: 'versionConflict' }
  >
>

export function makeOpenCompany({
  companyChanges,
  keys,
  companies,
  ...deps
}: Pick<
  Core,
  'companyChanges' | 'keys' | 'random' | 'companies' | 'secrets' | 'crypto' | 'clock'
>): OpenCompany {
  const { random } = deps

  return async ({ company, employees, templates, by = bySystem, invitation }) => {
    const { companyId } = company
    if (await companies.read(companyId)) return ok('exists')
    if (holdsTooManySources(company.informationTypes)) return err(limitReached('sources'))
    const errors = templates.flatMap(faultsAt)
    if (errors.length > 0) return err({ code: 'templateInvalid', errors })
    const heads = templates.map(headOf)
    const faults = catalogueFaults(company, heads)
    if (faults.length > 0) return err(catalogueInvalid(faults))

    await keys.ensure(wrapKeyName(companyId), 'wrap')
    await keys.ensure(signKeyName(companyId), 'sign')
    const { wrapped, version } = await keys.wrap(wrapKeyName(companyId), random.bytes(32))
    const value: CompanyDocument = {
      ...company,
      id: 'company',
      templates: heads,
      secret: { wrapped: toBase64Url(wrapped), version },
    }
    const people = employees.map((one): EmployeeDocument => ({
      ...one,
      companyId,
      id: employeeDocumentId(one.employeeId),
    }))
    const forms = templates.map((template): TemplateDocument => ({
      id: templateDocumentId(template.templateId, template.version),
      template,
    }))
    const mails = await Promise.all(
      (invitation ? people : []).map(({ employeeId }) =>
        invitationMail(deps, value, employeeId, invitation?.language),
      ),
    )
    const letters = mails.map(({ document }) => document)
    const messages = mails.map(({ message }) => message)
    const writes = [value, ...people, ...forms, ...letters].map((document): Write => ({
      kind: 'create',
      value: document,
    }))
    return companyChanges.change<'opened' | 'exists', never>(companyId, async () =>
      (await companies.read(companyId))
        ? ok({ answer: 'exists' })
        : ok({ answer: 'opened', change: { writes, facts: [{ event: 'companyOpened', by }], messages } }),
    )
  }
}

const headOf = ({ templateId, version }: TemplateVersion): TemplateHead => ({
  ...{ templateId, version, state: 'current' },
})

const faultsAt = (template: TemplateVersion, index: number) =>
  templateFaults(template).map(({ code, pointer }) => ({ code, pointer: `/${index}${pointer}` }))
