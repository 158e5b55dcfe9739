// Systems that a company looks in, without any that answers: connected as if a second person had approved them long ago.
import { companyPartition } from '../../shared/application/place.ts'
import type { CompanyDocument } from '../../shared/application/companies/company-document.ts'
import type { SystemConnection } from '../../shared/application/connectors/connection.ts'
import { must, type Office } from './application.ts'

/** One that has lost its secrets: whatever is asked of it fails before anything leaves. */
export async function aConnection(
  { ports, as }: Pick<Office, 'ports' | 'as'>,
  more: Partial<SystemConnection> = {},
): Promise<string> {
  const { companyId } = as('admin')
  const partition = companyPartition(companyId)
  const found = await ports.documents.read<CompanyDocument>(partition, 'company')
  if (!found) throw new Error('the company is missing')
  const sourceId = found.value.informationTypes[0]?.sources[0]?.sourceId ?? ''
  const connection: SystemConnection = {
    ...{ connectionId: `system-of-${companyId}`, systemId: 'zendesk', sourceId, settings: {} },
    ...{ addedBy: 'admin', addedAt: '2026-03-02T08:00:00.000Z', ...more },
  }
  const others = (found.value.connections ?? []).filter((one) => one.connectionId !== connection.connectionId)
  const value: CompanyDocument = { ...found.value, connections: [...others, connection] }
  must(await ports.documents.batch(partition, [{ kind: 'replace', value, etag: found.etag }]))
  return connection.connectionId
}

/** One that came to nothing. */
export async function aSearch(
  office: Pick<Office, 'app' | 'ports' | 'as'>,
  requestId: string,
): Promise<string> {
  const wish = {
    actor: office.as('user'),
    requestId,
    connectionId: await aConnection(office),
    what: 'collect',
  } as const
  const { searchId } = must(await office.app.searches.start(wish))
  await office.app.goOnSearching(100)
  return searchId
}
