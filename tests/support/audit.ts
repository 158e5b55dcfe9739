import { createHash } from 'node:crypto'

import type { AuditEntry } from '../../shared/application/evidence/audit-event.ts'
import type { AuditHead, AuditLine } from '../../shared/application/evidence/read-audit.ts'
import type { RequestRef } from '../../shared/application/requests/request-store.ts'
import { verifyConsistency, verifyInclusion } from '../../shared/domain/evidence/merkle.ts'
import { must, type Office } from './application.ts'

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex')

/** The company's audit as its administrator reads it, checked by the functions of RFC 9162 and nothing of ours. */
export function auditOf(office: Office) {
  const asked = { actor: office.as('admin'), companyId: 'demo' }
  const { audit } = office.app
  const head = async (): Promise<AuditHead> => must(await audit.head(asked))
  const proof = async (index: number) => must(await audit.proof({ ...asked, index }))

  return {
    head,
    proof,
    lines: async (): Promise<readonly AuditLine[]> =>
      must(await audit.entries({ ...asked, first: 0, limit: 10_000 })).lines,
    isIncluded: async (index: number): Promise<boolean> => {
      const { treeSize, leafHash, path } = await proof(index)
      const { rootHash } = await head()
      const claim = { leaf: bytes(leafHash), index, size: treeSize, root: bytes(rootHash) }
      return verifyInclusion(sha256, { ...claim, proof: path.map(bytes) })
    },
    isConsistent: async (earlier: AuditHead): Promise<boolean> => {
      const { from, to, path } = must(await audit.consistency({ ...asked, from: earlier.treeSize }))
      const later = await head()
      return verifyConsistency(sha256, {
        ...{ firstSize: from, firstRoot: bytes(earlier.rootHash) },
        ...{ secondSize: to, secondRoot: bytes(later.rootHash), proof: path.map(bytes) },
      })
    },
  }
}

/** What the audit says of one request, in its order. */
export async function eventsOf(
  office: Office,
  { companyId, requestId }: RequestRef,
): Promise<readonly string[]> {
  const key = [companyId, requestId]
  const page = await office.ports.documents.query<AuditEntry>({
    ...{ container: 'requests', key, idPrefix: 'audit:', limit: 1000 },
  })
  return page.items.map(({ value }) => value.event)
}
