import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { temporaryFolder } from '../contracts/temporary-folder.ts'
import { trustedLocalhost } from '../tls/certificate.ts'

export type StorageAccount = {
  readonly endpoint: string
  /** `at`: something that stands before Azurite, under another address. */
  readonly connectionString: (at?: string) => string
}

export type Azurite = {
  readonly address: string
  /** A storage account that nobody has used yet. */
  readonly account: () => StorageAccount
  /** How many connections are open to it. */
  readonly connections: () => Promise<number>
  readonly close: () => Promise<void>
}

const program = fileURLToPath(new URL('azurite-process.ts', import.meta.url))
const mostAccounts = 500

/** Azurite's blob service, with accounts whose key is made for the run; over HTTPS it takes tokens too. */
export async function startAzurite({ tokens = false } = {}): Promise<Azurite> {
  const key = randomBytes(32).toString('base64')
  const names = Array.from({ length: mostAccounts }, (_, index) => `account${index}`)
  const { folder, remove } = temporaryFolder()
  const child = fork(program, tokens ? certificateIn(folder) : [], {
    cwd: folder,
    env: { AZURITE_ACCOUNTS: names.map((name) => `${name}:${key}`).join(';') },
    execArgv: [],
    // Ctrl-C reaches whoever started this, and that ends it once nothing needs it any more.
    detached: true,
  })
  const answer = async <T>(): Promise<T> => ((await once(child, 'message')) as [T])[0]
  const { address } = await answer<{ address: string }>()

  return {
    address,
    account: () => {
      const name = names.pop()
      return {
        endpoint: `${address}/${name}`,
        connectionString: (at = address) =>
          `DefaultEndpointsProtocol=http;AccountName=${name};AccountKey=${key};BlobEndpoint=${at}/${name};`,
      }
    },
    connections: async () => {
      child.send('connections')
      return (await answer<{ connections: number }>()).connections
    },
    close: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
      remove()
    },
  }
}

function certificateIn(folder: string): string[] {
  const { cert, key } = trustedLocalhost()
  const files = [join(folder, 'cert.pem'), join(folder, 'key.pem')] as const
  writeFileSync(files[0], cert)
  writeFileSync(files[1], key, { mode: 0o600 })
  return [...files]
}
