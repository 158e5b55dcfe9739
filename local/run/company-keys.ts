import { incomplete } from '../../shared/adapters/embedded/data-folder.ts'
import { isMissing } from '../../shared/adapters/embedded/files.ts'
import { signKeyName, type CompanyDocument } from '../../shared/application/companies/company-document.ts'
import type { Ports } from '../../shared/application/ports/ports.ts'
import { DependencyUnavailable } from '../../shared/application/ports/unavailable.ts'
import { readAll } from '../../shared/application/read-all.ts'

/**
 * Whether each company that the database knows has its key. A folder of keys that was emptied would else be found out at
 * the first request, after new keys had been made beside what the old ones protect. Keys that lie elsewhere and do not
 * answer are no reason not to start.
 */
export async function checkCompanyKeys(
  folder: string,
  { documents, keys }: Pick<Ports, 'documents' | 'keys'>,
): Promise<void> {
  const companies = await readAll<CompanyDocument>(documents, {
    container: 'companies',
    where: [{ field: 'secret', is: 'defined' }],
  })
  for (const { value } of companies) {
    try {
      await keys.publicKey(signKeyName(value.companyId))
    } catch (error) {
      if (!(error instanceof DependencyUnavailable)) throw error
      if (isMissing(error.cause)) throw incomplete(folder, 'keys', { cause: error })
    }
  }
}
