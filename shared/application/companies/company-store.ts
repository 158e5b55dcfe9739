import { companyPartition } from '../place.ts'
import type { Document, Stored } from '../ports/documents.ts'
import type { Ports } from '../ports/ports.ts'
import type { TemplateVersion } from '../../domain/templates/template.ts'
import { readAll } from '../read-all.ts'
import { employeeDocumentId } from './company-document.ts'
import type { CompanyDocument, EmployeeDocument } from './company-document.ts'

export type TemplateDocument = Document & { readonly template: TemplateVersion }

export type CompanyStore = {
  /** Remembered for a few seconds: every call needs it, and it hardly changes. */
  readonly find: (companyId: string) => Promise<CompanyDocument | undefined>
  readonly read: (companyId: string) => Promise<Stored<CompanyDocument> | undefined>
  readonly employee: (companyId: string, employeeId: string) => Promise<EmployeeDocument | undefined>
  readonly employees: (companyId: string) => Promise<readonly EmployeeDocument[]>
  readonly template: (
    companyId: string,
    templateId: string,
    version: number,
  ) => Promise<TemplateVersion | undefined>
  readonly forget: (companyId: string) => void
}

export const templateDocumentId = (templateId: string, version: number): string =>
  `template:${templateId}:${version}`

const rememberMilliseconds = 5_000

export function makeCompanyStore({ documents, clock }: Pick<Ports, 'documents' | 'clock'>): CompanyStore {
  const remembered = new Map<string, { readonly company: CompanyDocument; readonly until: number }>()

  const read = (companyId: string) => documents.read<CompanyDocument>(companyPartition(companyId), 'company')

  async function all<D extends Document>(companyId: string, idPrefix: string): Promise<readonly D[]> {
    const found = await readAll<D>(documents, { container: 'companies', key: [companyId], idPrefix })
    return found.map(({ value }) => value)
  }

  return {
    read,

    async find(companyId) {
      const known = remembered.get(companyId)
      const now = clock.now().getTime()
      if (known && known.until > now) return known.company

      const found = await read(companyId)
      if (found) remembered.set(companyId, { company: found.value, until: now + rememberMilliseconds })
      return found?.value
    },

    async employee(companyId, employeeId) {
      const found = await documents.read<EmployeeDocument>(
        companyPartition(companyId),
        employeeDocumentId(employeeId),
      )
      return found?.value
    },

    employees: (companyId) => all<EmployeeDocument>(companyId, 'employee:'),

    async template(companyId, templateId, version) {
      const id = templateDocumentId(templateId, version)
      return (await documents.read<TemplateDocument>(companyPartition(companyId), id))?.value.template
    },

    forget: (companyId) => {
      remembered.delete(companyId)
    },
  }
}
