import { containers, type ContainerName } from '../../application/ports/documents.ts'
import { indexedFields, type FieldIndex } from '../../application/ports/indexed-fields.ts'
import type { Indices } from '../../application/ports/list-order.ts'

/** The properties of an item that make its partition key, in order (architecture.md, "Data"). */
export const keyProperties: Readonly<Record<ContainerName, readonly string[]>> = {
  companies: ['companyId'],
  requests: ['companyId', 'requestId'],
  queue: ['companyId'],
  audit: ['companyId', 'bucket'],
  consents: ['companyId', 'subjectRef'],
  access: ['id'],
  logs: ['companyId'],
}

/** What a document's own fields lie under, so that they meet neither the key's names nor Cosmos DB's (`ttl`, `_etag`). */
export const bodyProperty = 'body'

/** A step of an order: the properties from the item's root to the value. */
export type Path = readonly string[]

/**
 * The paths of a composite index, and of the ORDER BY that it serves: a list over several properties is refused without
 * one (learn.microsoft.com, "Indexing policies in Azure Cosmos DB", composite indexes). It ends in what is unique, for a
 * list to have one order only.
 */
export function orderPaths(container: ContainerName, { within, fields }: FieldIndex): readonly Path[] {
  const keys = keyProperties[container].filter((property) => property !== 'id')
  const fixed = within === 'all' ? 0 : 1
  const sorted = fields.map((field) => (field === 'id' ? ['id'] : [bodyProperty, field]))
  const paths = [...keys.slice(0, fixed).map(one), ...sorted, ...keys.slice(fixed).map(one)]
  return fields.includes('id') ? paths : [...paths, ['id']]
}

const one = (property: string): Path => [property]

/** The order of a list without a wish over more than one partition. */
export const byKey: FieldIndex = { within: 'all', fields: [] }

/**
 * How each container must be made; `bicep` and the emulator's set-up follow it. `defaultTtl: -1` lets a document say how
 * long it lives and keeps every other for good. Only what lists look for is indexed: the rest would cost at every write.
 */
export function containerDefinitions(indices: Indices = indexedFields) {
  const names = Object.keys(containers) as ContainerName[]
  return names.map((id) => ({
    id,
    partitionKey: {
      paths: keyProperties[id].map((property) => `/${property}`),
      kind: containers[id].keyParts > 1 ? ('MultiHash' as const) : ('Hash' as const),
      version: 2,
    },
    defaultTtl: -1,
    indexingPolicy: indexingPolicy(id, indices[id]),
  }))
}

export type ContainerDefinition = ReturnType<typeof containerDefinitions>[number]

function indexingPolicy(container: ContainerName, indices: readonly FieldIndex[]) {
  const fields = new Set(indices.flatMap((index) => index.fields))
  const paths = [...keyProperties[container].map(one), ...[...fields].map((field) => [bodyProperty, field])]
  const orders = [byKey, ...indices].map((index) => orderPaths(container, index))
  return {
    indexingMode: 'consistent' as const,
    automatic: true,
    includedPaths: paths.map((path) => ({ path: `/${path.join('/')}/?` })),
    excludedPaths: [{ path: '/*' }],
    compositeIndexes: orders
      .filter((order) => order.length > 1)
      .map((order) => order.map((path) => ({ path: `/${path.join('/')}`, order: 'ascending' as const }))),
  }
}
