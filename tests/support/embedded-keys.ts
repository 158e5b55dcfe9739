import { createKeyVault } from '../../shared/adapters/embedded/keys.ts'
import type { KeyVaultUnderTest } from './contracts/key-vault.ts'
import { temporaryFolder } from './contracts/temporary-folder.ts'

/** The key files, in a folder of their own. */
export async function openEmbeddedKeys(): Promise<KeyVaultUnderTest> {
  const { folder, remove } = temporaryFolder()
  const keys = createKeyVault(folder)
  return { keys, rotate: keys.rotate, close: async () => remove() }
}
