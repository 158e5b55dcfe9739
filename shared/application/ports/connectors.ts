import type { Connector } from '../../domain/connectors/connector.ts'
import type { KnownSystem } from '../../domain/connectors/known-system.ts'

/** The systems that this instance knows. They come with it: nobody brings a file of their own. */
export type ConnectorCatalogue = {
  readonly systems: () => Promise<readonly CatalogueEntry[]>
}

export type CatalogueEntry = {
  readonly system: KnownSystem | Connector
  /** SHA-256 of the file it is read from, in hexadecimal: which words decided what was asked. */
  readonly fileHash: string
}
