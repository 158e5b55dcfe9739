// The connector files as they are, with the answers that were written by hand from the vendors' references.
import { readFile } from 'node:fs/promises'

import { createConnectorCatalogue } from '../../shared/adapters/connectors/catalogue.ts'
import { isConnector } from '../../shared/domain/connectors/connector.ts'
import type { Connector } from '../../shared/domain/connectors/connector.ts'

export type Fixture = {
  readonly settings: Readonly<Record<string, string>>
  readonly identity: { readonly email?: string; readonly phone?: string }
  readonly exchanges: readonly Exchange[]
  /** How many records each step keeps. */
  readonly finds: Readonly<Record<string, number>>
}

export type Exchange = {
  readonly request: {
    readonly method: string
    readonly url: string
    /** Those that matter. */
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: unknown
  }
  readonly response: {
    readonly status: number
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: unknown
  }
}

export async function connectors(): Promise<readonly Connector[]> {
  const systems = await createConnectorCatalogue().systems()
  return systems.flatMap(({ system }) => (isConnector(system) ? [system] : []))
}

export async function fixtureOf(id: string): Promise<Fixture> {
  const file = new URL(`../../connectors/fixtures/${id}.json`, import.meta.url)
  return JSON.parse(await readFile(file, 'utf8')) as Fixture
}
