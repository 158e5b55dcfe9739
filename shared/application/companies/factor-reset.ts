import { factorsDocumentId } from '../factors/factors-document.ts'
import type { FactorsDocument } from '../factors/factors-document.ts'
import { newHost } from '../hosts/host-documents.ts'
import { companyMail } from '../letters/company-mail.ts'
import type { Core } from '../core.ts'
import type { CompanyChange } from './company-changes.ts'
import type { CompanyDocument } from './company-document.ts'
import { writeOf } from './guarded-change.ts'
import type { GuardedChange } from './guarded-change.ts'

type Besides = Required<Pick<CompanyChange, 'writes' | 'messages'>>

/**
 * What a guarded change does besides. Whose factors are reset has none, and is told by mail; their sessions end with the
 * employee's document. A host name waits for its proof.
 */
export async function besides(
  deps: Pick<Core, 'secrets' | 'random' | 'crypto' | 'clock'>,
  company: CompanyDocument,
  change: GuardedChange,
): Promise<Besides> {
  const { companyId } = company
  if (change.kind === 'host')
    return { writes: [writeOf(newHost(companyId, change.to, deps.clock.now()))], messages: [] }
  if (change.kind !== 'factorReset') return { writes: [], messages: [] }
  const { employeeId } = change
  const none: FactorsDocument = {
    ...{ id: factorsDocumentId(employeeId), companyId, employeeId, factors: [], recovery: [] },
  }
  const recipient = { kind: 'employee', employeeId } as const
  const { document, message } = await companyMail(deps, company, { kind: 'staffFactorsChanged', recipient })
  return {
    writes: [none, document].map((value) => ({ kind: 'upsert', value })),
    messages: [message],
  }
}
