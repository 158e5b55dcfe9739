import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whoever cleans up after a test, or after a part of one. */
export type CleaningUp = { readonly after: (cleanUp: () => void) => void }

const memory = '/dev/shm'
const roomNeeded = 256 * 1024 ** 2

/**
 * A folder that need not outlive its test: in memory where the machine has such a place with room in it, since thousands
 * of small files that are synced to a disk are most of what these tests would wait for.
 */
export function scratchFolder(context: CleaningUp): string {
  const folder = mkdtempSync(join(hasRoom(memory) ? memory : tmpdir(), 'indsigt-test-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function hasRoom(place: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(place)
    return bavail * bsize > roomNeeded
  } catch {
    return false
  }
}
