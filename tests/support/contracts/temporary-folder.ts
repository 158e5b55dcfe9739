import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

/** A new empty folder, and what takes it away again. */
export function temporaryFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'indsigt-test-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A new empty folder for one test. */
export function folderFor(context: TestContext): string {
  const { folder, remove } = temporaryFolder()
  context.after(remove)
  return folder
}
