import { createHash, randomUUID } from 'node:crypto'

import type { ContainerDefinition } from '../../../shared/adapters/cosmos/containers.ts'

export type Item = Readonly<Record<string, unknown>> & { readonly id: string; readonly _etag: string }

type Entry = {
  readonly key: readonly string[]
  readonly item: Item
  readonly expiresAt: number
  readonly range: string
}

const hashOf = (key: readonly string[]): string =>
  createHash('sha256')
    .update(key[0] ?? '')
    .digest('hex')
    .toUpperCase()

/** Two physical partitions, so that whatever goes over several is put together from both. */
export const ranges = [
  { id: '0', minInclusive: '', maxExclusive: '80' },
  { id: '1', minInclusive: '80', maxExclusive: 'FF' },
] as const

const rangeOf = (key: readonly string[]): string => (hashOf(key) < '80' ? '0' : '1')

/** The items of one container. What has outlived its time is not there, though nothing has cleared it away yet. */
export function itemsOf(definition: ContainerDefinition, now: () => number) {
  // By logical partition: what is asked of one looks at no other.
  const partitions = new Map<string, Map<string, Entry>>()
  const undone: (() => void)[] = []
  const partitionOf = (key: readonly string[]): Map<string, Entry> => {
    const name = JSON.stringify(key)
    const found = partitions.get(name) ?? new Map<string, Entry>()
    if (!partitions.has(name)) partitions.set(name, found)
    return found
  }
  const seconds = (): number => Math.floor(now() / 1000)
  const isLive = (entry: Entry | undefined): entry is Entry =>
    entry !== undefined && entry.expiresAt > seconds()

  function read(key: readonly string[], id: string): Item | undefined {
    const entry = partitionOf(key).get(id)
    return isLive(entry) ? entry.item : undefined
  }

  /** Puts or takes away one entry, and knows how it was before. */
  function set(key: readonly string[], id: string, entry: Entry | undefined): void {
    const partition = partitionOf(key)
    const before = partition.get(id)
    undone.push(() => (before ? partition.set(id, before) : partition.delete(id)))
    if (entry) partition.set(id, entry)
    else partition.delete(id)
  }

  function write(
    key: readonly string[],
    body: Readonly<Record<string, unknown>> & { readonly id: string },
  ): Item {
    const ttl = definition.defaultTtl === -1 && typeof body['ttl'] === 'number' ? body['ttl'] : Infinity
    const _ts = seconds()
    // Quotes are part of an etag (RFC 9110, section 8.8.3).
    const item = {
      ...body,
      _rid: JSON.stringify([...key, body.id]),
      _etag: `"${randomUUID()}"`,
      _ts,
      _self: '',
      _attachments: '',
    }
    const range = partitionOf(key).get(body.id)?.range ?? rangeOf(key)
    set(key, body.id, { key, item, expiresAt: _ts + ttl, range })
    return item
  }

  return {
    definition,
    read,
    write,
    remove: (key: readonly string[], id: string): void => set(key, id, undefined),
    inPartition: (key: readonly string[]): readonly Entry[] => [...partitionOf(key).values()].filter(isLive),
    inRange: (range: string | undefined): readonly Entry[] =>
      [...partitions.values()].flatMap((partition) =>
        [...partition.values()].filter((entry) => entry.range === range && isLive(entry)),
      ),
    /** Undoes whatever was written since. */
    mark: (): (() => void) => {
      undone.length = 0
      return () => {
        for (const undo of undone.splice(0).toReversed()) undo()
      }
    },
  }
}

export type Items = ReturnType<typeof itemsOf>
