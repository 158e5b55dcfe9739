// Looks at one upload by our own rules, in the stream; needs nothing but itself.
import type { Scan, ScannedFile } from '../../application/ports/scanner.ts'
import { lookAt } from './content.ts'
import { newExamination } from './examination.ts'

export function beginPolicyScan(file: ScannedFile): Scan {
  const examination = newExamination()
  const content = lookAt(examination, { ...file, depth: 0 })
  return {
    take: (bytes) => {
      examination.arrived(bytes.length)
      return content.take(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    },
    end: async () => {
      await content.end()
      return examination.verdict()
    },
  }
}
