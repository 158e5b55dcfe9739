// `npm run test:contract`: the contracts of the ports on real services or emulators, for which the settings are there. It
// says what it leaves out, and for want of what.
import { spawnSync } from 'node:child_process'

type Suite = {
  readonly what: string
  readonly file: string
  /** Each of them enough. */
  readonly settings: readonly string[]
}

const suites: readonly Suite[] = [
  { what: 'documents in Cosmos DB', file: 'documents', settings: ['COSMOS_ENDPOINT'] },
  {
    what: 'blobs and shares in Blob Storage',
    file: 'blob-storage',
    settings: ['BLOB_CONNECTION_STRING', 'BLOB_ENDPOINT'],
  },
  { what: 'keys in Key Vault', file: 'keys', settings: ['KEYVAULT_URL'] },
  { what: 'messages on Service Bus', file: 'message-bus', settings: ['SERVICEBUS_CONNECTION_STRING'] },
]

type Environment = Readonly<Record<string, string | undefined>>

/** A setting that means nothing without another: who gave it meant more than would be checked. */
const halves: readonly { readonly given: string; readonly missing: string }[] = [
  { given: 'COSMOS_KEY', missing: 'COSMOS_ENDPOINT' },
  { given: 'CONTRACT_LOOK_MS', missing: 'SERVICEBUS_CONNECTION_STRING' },
]

/** What is half given, in words that name what is missing. */
const halfGiven = (environment: Environment): readonly string[] =>
  halves
    .filter(({ given, missing }) => environment[given] && !environment[missing])
    .map(({ given, missing }) => `refused: ${given} is set, and ${missing} is not`)

/** Which suites can run with these settings, and a line on each. */
export function planned(environment: Environment): { readonly files: string[]; readonly lines: string[] } {
  const files: string[] = []
  const lines = suites.map(({ what, file, settings }) => {
    const given = settings.find((name) => environment[name])
    if (given === undefined) return `left out: ${what}, since ${settings.join(' or ')} is not set`
    files.push(`tests/contract/${file}.contract.ts`)
    return `runs: ${what}, by ${given}`
  })
  return { files, lines: files.length === 0 ? [...lines, 'nothing was checked'] : lines }
}

if (import.meta.main) {
  const refused = halfGiven(process.env)
  const { files, lines } = refused.length > 0 ? { files: [], lines: refused } : planned(process.env)
  for (const line of lines) console.log(line)
  if (refused.length > 0) process.exitCode = 1
  const options = ['--disable-warning=ExperimentalWarning', '--test', '--test-concurrency=1']
  if (files.length > 0)
    process.exitCode = spawnSync(process.execPath, [...options, ...files], { stdio: 'inherit' }).status ?? 1
}
