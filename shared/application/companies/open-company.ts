import { toBase64Url } from '../bytes.ts'
import type { Core } from '../core.ts'
import type { TemplateVersion } from '../../domain/templates/template.ts'
import type { Write } from '../ports/documents.ts'
import { signKeyName, wrapKeyName } from './company-document.ts'
import type { CompanyDocument, EmployeeDocument } from './company-document.ts'
import { companyPartition, templateDocumentId } from './company-store.ts'
import type { TemplateDocument } from './company-store.ts'

export type NewCompany = {
  readonly company: Omit<CompanyDocument, 'id' | 'secret'>
  readonly employees: readonly Omit<EmployeeDocument, 'id' | 'companyId'>[]
  readonly templates: readonly TemplateVersion[]
}

/** Makes a company with its keys and its first people, once; `exists` when it was made before. */
export type OpenCompany = (input: NewCompany) => Promise<'opened' | 'exists'>

export function makeOpenCompany({
  documents,
  keys,
  random,
  companies,
}: Pick<Core, 'documents' | 'keys' | 'random' | 'companies'>): OpenCompany {
  return async ({ company, employees, templates }) => {
    const { companyId } = company
    if (await companies.read(companyId)) return 'exists'

    await keys.ensure(wrapKeyName(companyId), 'wrap')
    await keys.ensure(signKeyName(companyId), 'sign')
    const { wrapped, version } = await keys.wrap(wrapKeyName(companyId), random.bytes(32))
    const value: CompanyDocument = {
      ...company,
      id: 'company',
      secret: { wrapped: toBase64Url(wrapped), version },
    }
    const people = employees.map((one): EmployeeDocument => ({
      ...one,
      companyId,
      id: `employee:${one.employeeId}`,
    }))
    const forms = templates.map((template): TemplateDocument => ({
      id: templateDocumentId(template.templateId, template.version),
      template,
    }))
    const writes = [value, ...people, ...forms].map((document): Write => ({
      kind: 'create',
      value: document,
    }))
    const opened = await documents.batch(companyPartition(companyId), writes)
    return opened.ok ? 'opened' : 'exists'
  }
}
