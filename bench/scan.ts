/** What it takes to refuse a file that is made to be dear, against SHA-256 of the same bytes. `node bench/scan.ts` */
import { createHash } from 'node:crypto'
import { createScanner } from '../shared/adapters/scanning/scanner.ts'
import { bombs } from '../tests/adapters/scanning/bombs.ts'
import { costRow, interleaved, printRun, timesRow } from './measure.ts'
import type { BenchRow } from './measure.ts'

const pieceBytes = 64 * 1024

export async function scanBench(rounds: number): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = []
  // One after the other: what one of them leaves to the collector is not the next one's.
  for (const [kind, [name, make]] of Object.entries(bombs)) {
    const bytes = make()
    const { hash, refuse } = await interleaved(
      [
        { name: 'hash', run: () => void createHash('sha256').update(bytes).digest() },
        { name: 'refuse', run: () => refused(bytes, name) },
      ],
      rounds,
    )
    rows.push(timesRow(`refuse ${kind}`, refuse, 'ms', '≤ 100'), costRow('  : SHA-256 of it', refuse, hash))
  }
  return rows
}

async function refused(bytes: Buffer, name: string): Promise<void> {
  const scan = await createScanner().begin({ name, contentType: 'application/octet-stream' })
  for (let at = 0; at < bytes.length; at += pieceBytes)
    if ((await scan.take(bytes.subarray(at, at + pieceBytes))) === 'enough') break
  const { verdict } = await scan.end()
  if (verdict !== 'refused') throw new Error('a bomb was let through')
}

if (import.meta.main) printRun(await scanBench(7))
