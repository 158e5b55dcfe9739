// The scanner that needs nothing: our own rules, in the stream.
import type { Scanner } from '../../application/ports/scanner.ts'
import { lookAt } from './content.ts'
import { newExamination } from './examination.ts'

export function createPolicyScanner(): Scanner {
  return {
    begin: (file) => {
      const examination = newExamination()
      const content = lookAt(examination, { ...file, depth: 0 })
      return Promise.resolve({
        take: (bytes) => {
          examination.arrived(bytes.length)
          return content.take(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
        },
        end: async () => {
          await content.end()
          return examination.verdict()
        },
      })
    },
  }
}
