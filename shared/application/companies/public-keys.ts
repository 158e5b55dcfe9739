import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import type { PublicJwk } from '../ports/keys.ts'
import { signKeyName } from './company-document.ts'

/**
 * The company's public signing keys of all versions, the newest first: with them a package, a tree head or a certificate
 * is verified without us, however often the key was rotated since.
 */
export type PublicKeys = (
  companyId: string,
) => Promise<Result<readonly PublicJwk[], { readonly code: 'notFound' }>>

export function makePublicKeys({ companies, keys }: Pick<Core, 'companies' | 'keys'>): PublicKeys {
  return async (companyId) => {
    if (!(await companies.find(companyId))) return err({ code: 'notFound' })
    return ok(await keys.publicKeys(signKeyName(companyId)))
  }
}
