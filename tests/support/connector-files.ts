// The connector files as they are, with the answers that were written by hand from the vendors' references.
import { generateKeyPairSync } from 'node:crypto'
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

/** No private key lies among the files, not even one that opens nothing. */
const madeUp = '{{made-up private key}}'
let made: string | undefined

const pem = (): string =>
  (made ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString())

export async function fixtureOf(id: string): Promise<Fixture> {
  const file = new URL(`../../connectors/fixtures/${id}.json`, import.meta.url)
  const fixture = JSON.parse(await readFile(file, 'utf8')) as Fixture
  const settings = Object.entries(fixture.settings).map(([name, value]) => [
    name,
    value === madeUp ? pem() : value,
  ])
  return { ...fixture, settings: Object.fromEntries(settings) as Fixture['settings'] }
}
