// What the templates make containers and queues from: the application's own lists, so that neither is written twice.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { containerDefinitions } from '../shared/adapters/cosmos/containers.ts'
import { queueNames, queuesWithSessions } from '../shared/application/ports/messages.ts'

const target = fileURLToPath(new URL('../bicep/stores.json', import.meta.url))

/** What `loadJsonContent` reads in bicep/modules/cosmos.bicep and service-bus.bicep. */
const stores = {
  containers: containerDefinitions(),
  queues: queueNames.map((name) => ({ name, hasSessions: queuesWithSessions.has(name) })),
} as const

const storesText = async (): Promise<string> =>
  format(JSON.stringify(stores), { ...(await resolveConfig(target)), parser: 'json' })

if (import.meta.main) {
  const text = await storesText()
  if (!process.argv.includes('--check')) writeFileSync(target, text)
  else if (readFileSync(target, 'utf8') !== text) {
    console.error('bicep/stores.json is not what the application uses: run node tools/write-stores.ts')
    process.exitCode = 1
  }
}
