// Ports for thousands of calls of which nothing stays: what documents hold is taken back after each, files and keys are not.
import type { BlobName } from '../../../shared/application/ports/blobs.ts'
import type { KeyVault } from '../../../shared/application/ports/keys.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'

/** What is destroyed for good would be missed by the next call; `mayGo` says what gives way all the same. */
export const keepingFiles = (ports: Ports, mayGo: (blob: BlobName) => boolean): Ports => ({
  ...ports,
  blobs: { ...ports.blobs, remove: async (blob) => (mayGo(blob) ? ports.blobs.remove(blob) : undefined) },
  shares: { ...ports.shares, destroy: async () => undefined },
})

/** Making a key takes a second: a company that is opened meanwhile has the one of the company that is there. */
export function sharingKeys(ports: Ports, companyId: string): Ports {
  const made = new Set<string>()
  const keyOf = (name: string): string => (made.has(name) ? `company-${companyId}-wrap` : name)
  const { keys } = ports
  const shared: KeyVault = {
    ...keys,
    ensure: async (name, use) => {
      if (use === 'sign') return keys.ensure(name, use)
      if (!(await isThere(keys, name))) made.add(name)
    },
    wrap: (name, bytes) => keys.wrap(keyOf(name), bytes),
    unwrap: (name, version, wrapped) => keys.unwrap(keyOf(name), version, wrapped),
  }
  return { ...ports, keys: shared }
}

const isThere = async (keys: KeyVault, name: string): Promise<boolean> =>
  keys.publicKeys(name).then(
    (all) => all.length > 0,
    () => false,
  )
