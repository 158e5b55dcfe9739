/**
 * Puts the data folder of a single-machine instance back: `npm run restore -- --from <backup>`, where the backup is one folder
 * among those that `npm run backup` made. Run with the settings of the instance, while it is stopped. Exit code 0 when the
 * folder is there and purged of what was purged since, 1 otherwise.
 */
import { parseArgs } from 'node:util'
import { restore } from '../local/backup/restore.ts'
import { onStores } from '../local/run/on-stores.ts'
import { startFailure } from '../local/run/start-failure.ts'
import { readConfig, type Config } from '../shared/config/read-config.ts'

/** How many documents a pass reads at a time. */
const batch = 100

/** Restores, and purges what was purged since the backup, before anybody can see it. */
export async function restoreInstance(config: Config, backup: string, now: Date): Promise<readonly string[]> {
  const { files, shares, replaced } = await restore({ backup, folder: config.folder, now })
  const again = await onStores(config, async (app) => {
    const found = await app.replayPurges(batch)
    await app.purgeContent(batch)
    return found
  })
  return [
    `${config.folder} is as ${backup} has it: ${files} files, ${shares} shares.`,
    `Purged since, and purged again: ${again}.`,
    ...(replaced === undefined ? [] : [`What was there is in ${replaced}; remove it once nobody needs it.`]),
    'What was decided since the backup is not known any more: look at people, roles and API keys before you start.',
  ]
}

async function main(): Promise<void> {
  const { from } = parseArgs({ options: { from: { type: 'string' } } }).values
  const config = readConfig(process.env)
  process.exitCode = 1
  if (from === undefined) return console.error('usage: npm run restore -- --from <backup>')
  if (!config.ok)
    return console.error('The settings are not those of an instance: npm start says what is wrong.')
  try {
    for (const line of await restoreInstance(config.value, from, new Date())) console.log(line)
    process.exitCode = 0
  } catch (error) {
    console.error(startFailure(error, config.value))
  }
}

if (import.meta.main) await main()
