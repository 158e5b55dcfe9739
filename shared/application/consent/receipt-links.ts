import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import type { MailedLink } from '../letters/mail-document.ts'
import { subjectPartition } from '../place.ts'
import type { ConsentDocument } from './consent-document.ts'
import { subjectRefOf } from './consent-subjects.ts'
import { receiptCode } from './receipt-code.ts'

/** More consents of one address than this are named by some of them; each page leads to the company, which has all. */
const linksInOneMail = 20

/** For who lost the mail: the addresses of their receipts, as they were mailed before; nothing is made anew for it. */
export async function receiptLinks(
  { documents, secrets }: Pick<Core, 'documents' | 'secrets'>,
  company: CompanyDocument,
  email: string,
): Promise<readonly MailedLink[]> {
  const { companyId } = company
  const { items } = await documents.query<ConsentDocument>({
    ...subjectPartition(companyId, await subjectRefOf(secrets, company, { email })),
    ...{ idPrefix: 'consent:', limit: linksInOneMail },
  })
  return Promise.all(
    items.map(async ({ value: { consentId } }) => ({
      path: `consents/${consentId}/${await receiptCode(secrets, company, consentId)}`,
    })),
  )
}
