import { createHash, randomUUID } from 'node:crypto'

import type { ContainerDefinition } from '../../../shared/adapters/cosmos/containers.ts'

export type Item = Readonly<Record<string, unknown>> & { readonly id: string; readonly _etag: string }

type Entry = { readonly key: readonly string[]; readonly item: Item; readonly expiresAt: number }

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

export const rangeOf = (key: readonly string[]): string => (hashOf(key) < '80' ? '0' : '1')

/** The items of one container. What has outlived its time is not there, though nothing has cleared it away yet. */
export function itemsOf(definition: ContainerDefinition, now: () => number) {
  const entries = new Map<string, Entry>()
  const addressOf = (key: readonly string[], id: string): string => JSON.stringify([...key, id])
  const seconds = (): number => Math.floor(now() / 1000)
  const isLive = (entry: Entry | undefined): entry is Entry =>
    entry !== undefined && entry.expiresAt > seconds()

  function read(key: readonly string[], id: string): Item | undefined {
    const entry = entries.get(addressOf(key, id))
    return isLive(entry) ? entry.item : undefined
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
      _rid: addressOf(key, body.id),
      _etag: `"${randomUUID()}"`,
      _ts,
      _self: '',
      _attachments: '',
    }
    entries.set(addressOf(key, body.id), { key, item, expiresAt: _ts + ttl })
    return item
  }

  return {
    definition,
    read,
    write,
    remove: (key: readonly string[], id: string): void => void entries.delete(addressOf(key, id)),
    all: (): readonly Entry[] => [...entries.values()].filter(isLive),
    /** Undoes whatever was written since. */
    mark: (): (() => void) => {
      const kept = new Map(entries)
      return () => {
        entries.clear()
        for (const [address, entry] of kept) entries.set(address, entry)
      }
    },
  }
}

export type Items = ReturnType<typeof itemsOf>
