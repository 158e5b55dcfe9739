import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { readAll } from '../read-all.ts'
import type { ConsentPersonDocument } from './consent-document.ts'
import { subjectRefOf } from './consent-subjects.ts'

/**
 * Under which references a person’s consents lie: their address first, then the names that an application said stand for
 * it, the oldest first.
 */
export async function subjectRefsOf(
  { documents, secrets }: Pick<Core, 'documents' | 'secrets'>,
  company: CompanyDocument,
  email: string,
): Promise<readonly string[]> {
  const { companyId } = company
  const own = await subjectRefOf(secrets, company, { email })
  const named = await readAll<ConsentPersonDocument>(documents, {
    ...{ container: 'consents', key: [companyId] },
    where: [{ field: 'addressRef', is: '=', value: own }],
  })
  const inOrder = named
    .map(({ value }) => value)
    .toSorted((a, b) => Date.parse(a.namedAt) - Date.parse(b.namedAt))
  return [own, ...inOrder.map(({ subjectRef }) => subjectRef)]
}
