import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Fact } from '../evidence/audit-event.ts'
import type { Instant } from '../requests/request-document.ts'
import { connectionIn, connectionsOf, enteredAt } from './connection.ts'
import type { SystemConnection } from './connection.ts'

/** It decides to whom the addresses of persons are sent, so one administrator alone does not. */
export type ConnectionApproval = {
  readonly kind: 'systemConnection'
  readonly connection: SystemConnection
  /** It takes the place of what was entered then. */
  readonly renews?: Instant
}

type Approved = {
  readonly document: CompanyDocument
  readonly fact: Pick<Fact, 'event' | 'detail'>
}

/** The company with the connection; one that is not as it was when this was proposed, or whose source is gone, waits for nobody. */
export function appliedConnection(
  { company, now }: { readonly company: CompanyDocument; readonly now: Date },
  { connection, renews }: Pick<ConnectionApproval, 'connection' | 'renews'>,
): Result<Approved, { readonly code: 'itemOutdated' }> {
  const { connectionId, systemId, sourceId } = connection
  const before = connectionIn(company, connectionId)
  if ((before && enteredAt(before)) !== renews || !hasSource(company, sourceId))
    return err({ code: 'itemOutdated' })
  const others = connectionsOf(company).filter((one) => one !== before)
  return ok({
    document: {
      ...company,
      connections: [...others, { ...connection, ...(before && { renewedAt: now.toISOString() }) }],
    },
    fact: {
      event: before ? 'connectionRenewed' : 'connectionAdded',
      detail: { connectionId, systemId, sourceId },
    },
  })
}

export const hasSource = ({ informationTypes }: CompanyDocument, sourceId: string): boolean =>
  informationTypes.some(({ sources }) => sources.some((source) => source.sourceId === sourceId))
