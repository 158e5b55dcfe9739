// Where things lie in a folder of backups. `2026-03-02T030000Z/` is one backup, whole by itself but for the shares. The shares
// and the ledger of purges stand beside all of them, since neither may go back in time: `shares/` follows what lives, and
// `purge-ledger/` only grows.
import { join } from 'node:path'

export const sharesOf = (root: string): string => join(root, 'shares')
export const ledgerOf = (root: string): string => join(root, 'purge-ledger')
export const manifestOf = (backup: string): string => join(backup, 'files.jsonl')

/** The container of the ledger in a data folder. */
export const ledgerContainer = 'purge-ledger'

const unfinishedEnding = '.unfinished'

/** In UTC, so that names stand in the order of time. */
export const backupName = (at: Date): string => `${at.toISOString().slice(0, 19).replaceAll(':', '')}Z`

export const unfinishedName = (at: Date): string => `${backupName(at)}${unfinishedEnding}`

export const isUnfinished = (name: string): boolean => madeAt(name.replace(/\.unfinished$/, '')) !== undefined

/** When a backup of this name was begun; undefined for what is no backup. */
export function madeAt(name: string): Date | undefined {
  const [, day, hours, minutes, seconds] = /^(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(name) ?? []
  return day === undefined ? undefined : new Date(`${day}T${hours}:${minutes}:${seconds}Z`)
}
