import { composeCall } from '../../domain/connectors/compose-call.ts'
import { hasRecordsAt } from '../../domain/connectors/paths.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Core } from '../core.ts'
import type { AskSystem, SystemFailure } from './ask-system.ts'
import { credentialsFor } from './credentials.ts'
import type { Connection } from './credentials.ts'

export type TryConnection = (connection: Connection) => Promise<Result<void, SystemFailure>>

/** One harmless call that answers with success where the settings and the credentials are good. */
export const makeTryConnection =
  (deps: Pick<Core, 'crypto' | 'clock'> & { readonly ask: AskSystem }): TryConnection =>
  async (connection) => {
    const beside = await credentialsFor(deps, connection)
    if (!beside.ok) return beside
    const { companyId, connector, values } = connection
    const call = composeCall({ host: connector.hosts[0], ...connector.test.call }, values, beside.value)
    if (!call.ok) return err({ kind: 'final', code: 'valueUnfit' })
    const answer = await deps.ask({ companyId, connectorId: connector.id, call: call.value })
    if (!answer.ok) return answer
    return hasRecordsAt(answer.value.body, connector.test.finds)
      ? ok(undefined)
      : err({ kind: 'final', code: 'credentialsRefused' })
  }
