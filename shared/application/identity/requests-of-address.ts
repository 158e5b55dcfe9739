import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { normalised } from '../intake/normalised-address.ts'
import type { RequestDocument } from '../requests/request-document.ts'

/** More open requests of one address than this are named by their newest. */
const linksInOneMail = 20

/** What an address has open with a company, found by its keyed hash. */
export async function requestsOfAddress(
  { documents, secrets }: Pick<Core, 'documents' | 'secrets'>,
  company: CompanyDocument,
  email: string,
): Promise<readonly RequestDocument[]> {
  const page = await documents.query<RequestDocument>({
    container: 'requests',
    key: [company.companyId],
    where: [
      { field: 'addressHash', is: '=', value: await secrets.hash(company, 'address', normalised(email)) },
    ],
    orderBy: { field: 'receivedAt', direction: 'descending' },
    limit: linksInOneMail,
  })
  return page.items.map(({ value }) => value)
}
