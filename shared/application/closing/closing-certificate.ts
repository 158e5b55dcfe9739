import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import { companyPartition } from '../place.ts'
import { closedId } from './close-for-good.ts'
import type { ClosingCertificate } from './close-for-good.ts'

export type ViewClosingCertificate = (
  companyId: string,
) => Promise<Result<Omit<ClosingCertificate, 'id' | 'ttlSeconds'>, { readonly code: 'notFound' }>>

/** For everybody: nobody of the company can sign in any more, and it says nothing of what there was. */
export function makeViewClosingCertificate({ documents }: Pick<Core, 'documents'>): ViewClosingCertificate {
  return async (companyId) => {
    const found = await documents.read<ClosingCertificate>(companyPartition(companyId), closedId)
    if (!found) return err({ code: 'notFound' })
    const { id: _id, ...certificate } = found.value
    return ok(certificate)
  }
}

/** Its address is given to no other company: what was published about it would be about another. */
export const isClosed = async ({ documents }: Pick<Core, 'documents'>, companyId: string): Promise<boolean> =>
  (await documents.read(companyPartition(companyId), closedId)) !== undefined
