import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'

import type { CatalogueEntry, ConnectorCatalogue } from '../../application/ports/connectors.ts'
import type { Connector } from '../../domain/connectors/connector.ts'
import type { KnownSystem } from '../../domain/connectors/known-system.ts'

/** The files of `connectors/`: the build lays them beside the bundle; without a bundle they are where they are written. */
const beside = new URL('connectors/', import.meta.url)
const inSource = new URL('../../../connectors/', import.meta.url)

/** Read at the first question, once for a process. What is in them is checked when they are written, by the tests. */
export function createConnectorCatalogue(folders: readonly URL[] = [beside, inSource]): ConnectorCatalogue {
  let known: Promise<readonly CatalogueEntry[]> | undefined
  return {
    systems: () => {
      known ??= readAll(folders)
      // A disk that was busy may answer the next time.
      known.catch(() => (known = undefined))
      return known
    },
  }
}

async function readAll([folder, ...others]: readonly URL[]): Promise<readonly CatalogueEntry[]> {
  if (!folder) throw new Error('the catalogue of connectors is missing')
  const names = await filesIn(folder)
  if (names.length === 0) return readAll(others)
  const [connectors, guided] = await Promise.all([
    Promise.all(names.map((name) => entriesOf(new URL(name, folder)))),
    Promise.all(
      (await filesIn(new URL('guided/', folder))).map((name) => entriesOf(new URL(`guided/${name}`, folder))),
    ),
  ])
  return [...connectors, ...guided]
    .flat()
    .toSorted((a, b) => a.system.name.localeCompare(b.system.name, 'en'))
}

const filesIn = async (folder: URL): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).toSorted()

type ConnectorFile = Connector | { readonly systems: readonly KnownSystem[] }

async function entriesOf(file: URL): Promise<readonly CatalogueEntry[]> {
  const bytes = await readFile(file)
  const fileHash = createHash('sha256').update(bytes).digest('hex')
  const content = JSON.parse(bytes.toString('utf8')) as ConnectorFile
  const systems = 'systems' in content ? content.systems : [content]
  return systems.map((system) => ({ system, fileHash }))
}
