import { codeMinutes, codeTries } from '../../domain/identity/limits.ts'
import { addMinutes } from '../../domain/time.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { normalised } from '../intake/normalised-address.ts'
import type { Document } from '../ports/documents.ts'
import { accessPartition } from './session-document.ts'

/** When codes were tried for an address: id `codeTries:{companyId}:{keyed hash}` in `access`, whether it is known here or not. */
type AddressTries = Document & { readonly triedAt: readonly string[] }

/** Whether a code that was made at this moment has tries left, the one that was taken included. */
export type TriesLeft = (madeAt: Date) => boolean

/**
 * Takes one try for the address, before anything is looked for: tries of the same moment do not hide behind one another,
 * and a fresh code has all of its own.
 */
export async function takeAddressTry(
  { documents, secrets, clock }: Pick<Core, 'documents' | 'secrets' | 'clock'>,
  company: CompanyDocument,
  email: string,
): Promise<TriesLeft> {
  const hash = await secrets.hash(company, 'code tries', normalised(email))
  const id = `codeTries:${company.companyId}:${hash}`
  for (;;) {
    const before = await documents.read<AddressTries>(accessPartition(id), id)
    // One more than a code has: these are enough to know that it is dead.
    const triedAt = [...(before?.value.triedAt ?? []), clock.now().toISOString()].slice(-codeTries - 1)
    const value: AddressTries = { id, ttlSeconds: codeMinutes * 60, triedAt }
    const counted = await documents.batch(accessPartition(id), [
      before ? { kind: 'replace', value, etag: before.etag } : { kind: 'create', value },
    ])
    if (counted.ok) return (madeAt) => triedAt.filter((at) => new Date(at) >= madeAt).length <= codeTries
  }
}

/** When the code of a link was made, by when it ends. */
export const codeMadeAt = (codeExpiresAt: string): Date => addMinutes(new Date(codeExpiresAt), -codeMinutes)
