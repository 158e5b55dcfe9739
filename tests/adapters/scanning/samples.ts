import { createScanner } from '../../../shared/adapters/scanning/scanner.ts'
import type { ClamdOptions } from '../../../shared/adapters/scanning/clamd.ts'
import type { ScannedFile, Verdict } from '../../../shared/application/ports/scanner.ts'

/** The test file of EICAR, which never stands in this repository as such. */
export const testVirus = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', 'H+H*'].join('$'),
)

/** The verdict over a file that arrives in pieces of `pieceBytes`. */
export async function scanned(
  bytes: Uint8Array | string,
  file: Partial<ScannedFile> = {},
  pieceBytes = 1 << 16,
  clamd?: ClamdOptions,
): Promise<Verdict> {
  const scan = await createScanner(clamd).begin({
    name: 'file',
    contentType: 'application/octet-stream',
    ...file,
  })
  const whole = Buffer.from(bytes)
  for (let at = 0; at < whole.length; at += pieceBytes)
    if ((await scan.take(whole.subarray(at, at + pieceBytes))) === 'enough') break
  return scan.end()
}

/** The reason of a refusal, the doubts of what is held back, or `clean`. */
export async function said(bytes: Uint8Array | string, name = 'file', pieceBytes?: number): Promise<string> {
  const verdict = await scanned(bytes, { name }, pieceBytes)
  if (verdict.verdict === 'refused') return verdict.reason
  return verdict.verdict === 'unknown' ? verdict.doubts.join(' ') : 'clean'
}
