import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import type { KeyVault, PublicJwk } from '../ports/keys.ts'
import { signKeyName } from './company-document.ts'
import type { CompanyDocument } from './company-document.ts'

/**
 * The company's public signing keys of all versions, the newest first: with them a package, a tree head or a certificate
 * is verified without us, however often the key was rotated since.
 */
export type PublicKeys = (
  companyId: string,
) => Promise<Result<readonly PublicJwk[], { readonly code: 'notFound' }>>

type Deps = Pick<Core, 'companies' | 'keys'>

export function makePublicKeys({ companies, keys }: Deps): PublicKeys {
  return async (companyId) => {
    const company = await companies.find(companyId)
    return company ? ok(await publicKeysOf(keys, company)) : err({ code: 'notFound' })
  }
}

/** The present ones first; a name of a key is random, so that those of another instance never have the same. */
export const publicKeysOf = async (
  keys: Pick<KeyVault, 'publicKeys'>,
  { companyId, formerKeys = [] }: CompanyDocument,
): Promise<readonly PublicJwk[]> => [...(await keys.publicKeys(signKeyName(companyId))), ...formerKeys]
