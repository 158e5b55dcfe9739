import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { DataFolderDamaged, DataFolderIncomplete, DataFolderOfOtherMode } from './data-folder-errors.ts'
import { databaseFile } from './database.ts'
import { makePrivateFolder, writeFileAtomically } from './files.ts'
import { checkKeyFiles } from './key-files.ts'
import { damageAdvice } from './sqlite.ts'
import { checkWriteAhead } from './write-ahead.ts'

const modeFile = 'mode'

export type DataFolderMode = 'demo' | 'serve'

/** The folders beside the database, with what a person can do when one is gone. */
const parts = {
  blobs:
    'Stop, and put it back from the latest backup of the whole folder; what people uploaded and what was built for them is in it.',
  keys: 'Stop, and put it back from the latest backup of the whole folder; without it nothing in the database can be read.',
  shares:
    'Stop, and put it back from where the folder was copied; without it no open request can be read. If it is lost for good, make a folder of this name with an empty file, lost, in it: what is open then stays unreadable, and people must be told (Art. 33 and 34).',
} as const

type Part = keyof typeof parts

const partNames = Object.keys(parts) as readonly Part[]

export const incomplete = (folder: string, part: Part, options?: ErrorOptions): DataFolderIncomplete =>
  new DataFolderIncomplete(join(folder, part), parts[part], options)

/**
 * Takes a new folder into use in this mode, or looks whether one that is in use is whole. Throws `DataFolderOfOtherMode`
 * when it was made in the other mode, `DataFolderIncomplete` or `DataFolderDamaged` when it lost something. A folder that
 * lost a part of itself is not taken for a new one: that would be silence where data was.
 */
export function enterDataFolder(folder: string, mode: DataFolderMode): void {
  const stamp = join(folder, modeFile)
  checkDatabase(folder)
  if (existsSync(stamp)) return checkInUse(folder, stamp, mode)
  if (existsSync(join(folder, databaseFile))) throw new DataFolderIncomplete(stamp, damageAdvice)

  // The stamp comes last: whoever finds it finds the parts.
  for (const part of partNames) makePrivateFolder(join(folder, part))
  writeFileAtomically(stamp, Buffer.from(mode))
}

function checkInUse(folder: string, stamp: string, mode: DataFolderMode): void {
  const made = readFileSync(stamp, 'utf8')
  if (made !== 'demo' && made !== 'serve') throw new DataFolderDamaged(stamp, damageAdvice)
  if (made !== mode) throw new DataFolderOfOtherMode(folder, made)
  const lost = partNames.find((part) => !existsSync(join(folder, part)))
  if (lost) throw incomplete(folder, lost)
  checkKeyFiles(join(folder, 'keys'))
  checkWriteAhead(folder)
}

/** SQLite takes a missing or an empty file for a new database; beside files that belong to one it is a lost one. */
function checkDatabase(folder: string): void {
  const database = join(folder, databaseFile)
  const holds = (part: Part): boolean =>
    existsSync(join(folder, part)) && readdirSync(join(folder, part)).some((name) => !name.startsWith('.'))
  if (!partNames.some(holds)) return
  if (!existsSync(database)) throw new DataFolderIncomplete(database, damageAdvice)
  if (statSync(database).size === 0) throw new DataFolderDamaged(database, damageAdvice)
}
