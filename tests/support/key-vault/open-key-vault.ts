import { createKeyVaultKeys } from '../../../shared/adapters/key-vault/keys.ts'
import { vaultName } from '../../../shared/adapters/key-vault/names.ts'
import { startVault } from './vault-double.ts'

export const anyToken = { getToken: async () => ({ token: 'token', expiresOnTimestamp: 8.64e15 }) }

/** The adapter over a vault of its own, with little patience, on a clock that stands until a key is rotated. */
export async function openKeyVault() {
  const vault = await startVault()
  const clock = { at: 0 }
  const settings = { url: vault.url, credential: anyToken, patience: { callMs: 2_000, retries: 1 } }
  const keys = createKeyVaultKeys(settings, { now: () => new Date(clock.at) })
  return {
    ...{ vault, keys, clock },
    rotate: async (name: string) => {
      vault.keys.rotate(vaultName(name))
      clock.at += 5 * 60_000
    },
    close: vault.close,
  }
}
