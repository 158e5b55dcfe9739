/**
 * Copies the data folder of a single-machine instance, running or not:
 * `npm run backup -- --to <folder> [--keep-days 30]`. Run with the settings of the instance, by the user it runs as. Exit code
 * 0 when the backup is whole, 1 otherwise.
 */
import { parseArgs } from 'node:util'
import { makeBackup, type BackupReport } from '../local/backup/make-backup.ts'
import { startFailure } from '../local/run/start-failure.ts'
import { readConfig } from '../shared/config/read-config.ts'

/** What was purged must be gone from backups 30 days later (features C23, G27). */
const mostDays = 30

export const reported = ({
  path,
  files,
  bytes,
  linked,
  shares,
  removed,
}: BackupReport): readonly string[] => [
  `${path}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${linked} of them as in the backup before.`,
  `Shares beside it: ${shares}, as they are now.`,
  ...(removed.length > 0 ? [`Older than it may be, and removed: ${removed.join(', ')}`] : []),
]

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { to: { type: 'string' }, 'keep-days': { type: 'string', default: `${mostDays}` } },
  })
  const { to: root, 'keep-days': days } = values
  const config = readConfig(process.env)
  process.exitCode = 1
  if (root === undefined || !/^\d{1,2}$/.test(days) || Number(days) < 1 || Number(days) > mostDays)
    return console.error(`usage: npm run backup -- --to <folder> [--keep-days 1 to ${mostDays}]`)
  if (!config.ok)
    return console.error('The settings are not those of an instance: npm start says what is wrong.')
  try {
    const { folder } = config.value
    const report = await makeBackup({ folder, root, now: new Date(), keepDays: Number(days) })
    for (const line of reported(report)) console.log(line)
    process.exitCode = 0
  } catch (error) {
    console.error(startFailure(error, config.value))
  }
}

if (import.meta.main) await main()
