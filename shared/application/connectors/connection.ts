import { isConnector } from '../../domain/connectors/connector.ts'
import type { Connector } from '../../domain/connectors/connector.ts'
import type { Values } from '../../domain/connectors/compose-call.ts'
import type { GivenSettings } from '../../domain/connectors/setting-faults.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import type { Core } from '../core.ts'
import { openJson, sealJson } from '../keys/sealed-json.ts'
import type { CatalogueEntry, ConnectorCatalogue } from '../ports/connectors.ts'
import type { Instant } from '../requests/request-document.ts'
import type { SystemFailure } from './ask-system.ts'

/** A system of the company, chosen from the catalogue for one of its sources, as the company's document keeps it. */
export type SystemConnection = ShownConnection & {
  /** The secret settings, encrypted: written and never read by anybody. */
  readonly sealed?: string
}

/** What may be seen of it. */
export type ShownConnection = {
  readonly connectionId: string
  readonly systemId: string
  readonly sourceId: string
  /** Those that are no secret. */
  readonly settings: GivenSettings
  readonly addedBy: string
  readonly addedAt: Instant
  /** When others took the place of its settings and secrets. */
  readonly renewedAt?: Instant
  readonly tried?: Tried
}

/** How it went when the system was last asked. */
export type Tried = {
  readonly at: Instant
  readonly outcome: 'works' | SystemFailure['code']
  readonly status?: number
}

type Deps = Pick<Core, 'secrets' | 'crypto'>

const use = 'system connection'

const contextOf = ({ companyId }: CompanyDocument, connectionId: string): string =>
  `${use} ${companyId} ${connectionId}`

export function shownConnection({ sealed: _sealed, ...shown }: SystemConnection): ShownConnection {
  return shown
}

export const connectionsOf = ({
  connections = [],
}: Pick<CompanyDocument, 'connections'>): readonly SystemConnection[] => connections

export const connectionIn = (
  company: Pick<CompanyDocument, 'connections'>,
  connectionId: string,
): SystemConnection | undefined => connectionsOf(company).find((one) => one.connectionId === connectionId)

/** When what it has now was entered. */
export const enteredAt = ({ addedAt, renewedAt }: ShownConnection): Instant => renewedAt ?? addedAt

/** What was entered, parted into what may be seen again and what may not. */
export async function keptSettings(
  { secrets, crypto }: Deps,
  company: CompanyDocument,
  {
    connectionId,
    connector,
    given,
  }: {
    readonly connectionId: string
    readonly connector: Connector
    readonly given: GivenSettings
  },
): Promise<Pick<SystemConnection, 'settings' | 'sealed'>> {
  const isSecret = ([name]: readonly [string, string]) => connector.settings[name]?.type === 'secret'
  const entered = Object.entries(given)
  const settings = Object.fromEntries(entered.filter((one) => !isSecret(one)))
  const secret = entered.filter(isSecret)
  if (secret.length === 0) return { settings }
  const key = await secrets.key(company, use)
  const sealed = sealJson(crypto, key, contextOf(company, connectionId), Object.fromEntries(secret))
  return { settings, sealed }
}

/** Settings and secrets by their names, for the calls alone. */
export async function valuesOf(
  { secrets, crypto }: Deps,
  company: CompanyDocument,
  { connectionId, settings, sealed }: Pick<SystemConnection, 'connectionId' | 'settings' | 'sealed'>,
): Promise<Values> {
  if (sealed === undefined) return (name) => settings[name]
  const key = await secrets.key(company, use)
  const opened = openJson<GivenSettings>(crypto, key, contextOf(company, connectionId), sealed)
  const all: GivenSettings = { ...settings, ...opened }
  return (name) => all[name]
}

export const systemIn = async (
  catalogue: ConnectorCatalogue,
  systemId: string,
): Promise<CatalogueEntry | undefined> =>
  (await catalogue.systems()).find(({ system }) => system.id === systemId)

/** One that can be asked, and what its file was. */
export async function connectorIn(
  catalogue: ConnectorCatalogue,
  systemId: string,
): Promise<{ readonly connector: Connector; readonly fileHash: string } | undefined> {
  const entry = await systemIn(catalogue, systemId)
  return entry && isConnector(entry.system)
    ? { connector: entry.system, fileHash: entry.fileHash }
    : undefined
}
