import type { Result } from '../../kernel/result.ts'

/** The containers of `docs/architecture.md`, "Data". Each fixes how many parts its partition key has. */
export const containers = {
  companies: { keyParts: 1 },
  requests: { keyParts: 2 },
  queue: { keyParts: 1 },
  audit: { keyParts: 2 },
  consents: { keyParts: 2 },
  access: { keyParts: 1 },
  logs: { keyParts: 1 },
} as const

export type ContainerName = keyof typeof containers

/** One logical partition: the unit of a transaction. The company always comes first, but in `access` (the id itself). */
export type Partition = { readonly container: ContainerName; readonly key: readonly string[] }

/** A document is JSON with an id that is unique in its partition. `ttlSeconds` counts from the last write. */
export type Document = { readonly id: string; readonly ttlSeconds?: number }

export type Stored<D extends Document> = { readonly value: D; readonly etag: string }

export type Write =
  | { readonly kind: 'create'; readonly value: Document }
  | { readonly kind: 'replace'; readonly value: Document; readonly etag: string }
  | { readonly kind: 'upsert'; readonly value: Document }
  | { readonly kind: 'delete'; readonly id: string; readonly etag?: string }

/**
 * Why a batch was refused; nothing of it is stored.
 * `exists`: a create met an id in use. `versionConflict`: someone wrote since the etag was read.
 * `absent`: a replace or delete met no such id.
 */
export type BatchRefusal = { readonly code: 'exists' | 'versionConflict' | 'absent'; readonly index: number }

export type Condition =
  | {
      readonly field: string
      readonly is: '=' | '<' | '<=' | '>' | '>='
      readonly value: string | number | boolean
    }
  | { readonly field: string; readonly is: 'in'; readonly values: readonly (string | number)[] }
  | { readonly field: string; readonly is: 'defined' }

/** The only shape a list may have: top-level fields, one order, a page and a continuation. */
export type Query = {
  readonly container: ContainerName
  /** A full key, the first part of a hierarchical key, or nothing: over all partitions (timers, and who looks for their own sessions). */
  readonly key?: readonly string[]
  /** Only ids that begin so; cheap within one partition. */
  readonly idPrefix?: string
  readonly where?: readonly Condition[]
  readonly orderBy?: { readonly field: string; readonly direction: 'ascending' | 'descending' }
  /** 1 to 1000. */
  readonly limit: number
  /** Opaque, from the page before. */
  readonly continuation?: string
}

export type Found<D extends Document> = Stored<D> & { readonly partition: Partition }

export type Page<D extends Document> = { readonly items: readonly Found<D>[]; readonly continuation?: string }

/**
 * Documents as Cosmos DB for NoSQL keeps them (cosmos.md). Every call may throw `DependencyUnavailable`;
 * after that a write may or may not have happened, so repeat it with the same ids and etags.
 */
export type DocumentStore = {
  /** One point read; undefined when there is no such document, or its time to live has passed. */
  readonly read: <D extends Document>(partition: Partition, id: string) => Promise<Stored<D> | undefined>
  /** All or nothing, one partition, at most 100 writes and 2 MB; more is a defect and throws. Answers the new etags, '' for a delete. */
  readonly batch: (
    partition: Partition,
    writes: readonly Write[],
  ) => Promise<Result<readonly string[], BatchRefusal>>
  readonly query: <D extends Document>(query: Query) => Promise<Page<D>>
}
