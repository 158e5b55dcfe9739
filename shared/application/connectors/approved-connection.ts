import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Fact } from '../evidence/audit-event.ts'
import { connectionIn } from './connection.ts'
import type { SystemConnection } from './connection.ts'

/** It decides to whom the addresses of persons are sent, so one administrator alone does not. */
export type ConnectionApproval = {
  readonly kind: 'systemConnection'
  readonly connection: SystemConnection
}

type Approved = {
  readonly document: CompanyDocument
  readonly fact: Pick<Fact, 'event' | 'detail'>
}

/** The company with the connection; one that is there already, or whose source is gone, waits for nobody. */
export function appliedConnection(
  { company }: { readonly company: CompanyDocument },
  { connection }: Pick<ConnectionApproval, 'connection'>,
): Result<Approved, { readonly code: 'itemOutdated' }> {
  const { connectionId, systemId, sourceId } = connection
  if (connectionIn(company, connectionId) || !hasSource(company, sourceId))
    return err({ code: 'itemOutdated' })
  return ok({
    document: { ...company, connections: [...(company.connections ?? []), connection] },
    fact: { event: 'connectionAdded', detail: { connectionId, systemId, sourceId } },
  })
}

export const hasSource = ({ informationTypes }: CompanyDocument, sourceId: string): boolean =>
  informationTypes.some(({ sources }) => sources.some((source) => source.sourceId === sourceId))
