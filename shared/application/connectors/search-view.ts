import { isConnector } from '../../domain/connectors/connector.ts'
import type { Step } from '../../domain/connectors/connector.ts'
import type { KnownSystem } from '../../domain/connectors/known-system.ts'
import type { Core } from '../core.ts'
import type { ConnectorCatalogue } from '../ports/connectors.ts'
import type { RequestDocument } from '../requests/request-document.ts'
import { connectorIn } from './connection.ts'
import type { SearchDocument } from './search-document.ts'

/** A system to look in for a source of the request; one without a connector is a task for a person. */
export type SystemOfSource = {
  readonly connectionId: string
  readonly sourceId: string
  readonly system: KnownSystem
  readonly canCollect: boolean
  readonly canLocate: boolean
}

export type SearchView = Omit<
  SearchDocument,
  'id' | 'companyId' | 'requestId' | 'sealed' | 'turns' | 'troubles' | 'fileHash' | 'searchAgainAt'
> & {
  readonly systemName: string
  readonly labels: Readonly<Record<string, Step['label']>>
  /** The system has had nothing to say for a while. */
  readonly isTroubled: boolean
}

/** How a search stands, without what it found. */
export async function searchView(
  connectors: ConnectorCatalogue,
  search: SearchDocument,
): Promise<SearchView> {
  const { id: _id, companyId: _company, requestId: _request, sealed: _sealed, ...told } = search
  const { turns: _turns, troubles, fileHash: _hash, searchAgainAt: _again, ...shown } = told
  const known = await connectorIn(connectors, search.systemId)
  const steps = known ? [...known.connector.locate, ...(known.connector.collect ?? [])] : []
  return {
    ...shown,
    systemName: known?.connector.name ?? search.systemId,
    labels: Object.fromEntries(steps.map(({ id, label }) => [id, label])),
    isTroubled: troubles > 0,
  }
}

/** Those of its sources; whatever else the company connected is no part of this request. */
export async function systemsOf(
  { companies, connectors }: Pick<Core, 'companies' | 'connectors'>,
  { companyId, sources }: RequestDocument,
): Promise<readonly SystemOfSource[]> {
  const company = await companies.find(companyId)
  const systems = await connectors.systems()
  return (company?.connections ?? []).flatMap(({ connectionId, systemId, sourceId }) => {
    const system = systems.find((one) => one.system.id === systemId)?.system
    if (!system || !sources.some((source) => source.sourceId === sourceId)) return []
    const canLocate = isConnector(system)
    return [
      { connectionId, sourceId, system, canLocate, canCollect: canLocate && system.collect !== undefined },
    ]
  })
}
