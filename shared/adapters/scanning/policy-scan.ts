// Looks at one upload by our own rules, in the stream; needs nothing but itself.
import type { Scan, ScannedFile } from '../../application/ports/scanner.ts'
import { lookAt } from './content.ts'
import { newExamination } from './examination.ts'

/** What is looked at at a time, wherever the sender cuts: so the cuts cannot change what is found. */
const blockBytes = 64 * 1024

export function beginPolicyScan(file: ScannedFile): Scan {
  const examination = newExamination()
  const content = lookAt(examination, { ...file, depth: 0 })
  /** What waits for the rest of its block: copied, for the sender may use its bytes again. */
  let block = Buffer.alloc(0)
  let held = 0

  async function look(bytes: Uint8Array): Promise<'more' | 'enough'> {
    examination.arrived(bytes.length)
    return content.take(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  }

  function hold(piece: Uint8Array): void {
    if (held === 0) block = Buffer.allocUnsafe(blockBytes)
    block.set(piece, held)
    held += piece.length
  }

  function release(): Uint8Array {
    const bytes = block.subarray(0, held)
    held = 0
    return bytes
  }

  return {
    async take(bytes) {
      for (let at = 0; at < bytes.length;) {
        const piece = bytes.subarray(at, at + blockBytes - held)
        at += piece.length
        const isWhole = piece.length === blockBytes
        if (!isWhole) hold(piece)
        if (!isWhole && held < blockBytes) return 'more'
        if ((await look(isWhole ? piece : release())) === 'enough') return 'enough'
      }
      return 'more'
    },
    async end() {
      if (held > 0) await look(release())
      await content.end()
      return examination.verdict()
    },
  }
}
