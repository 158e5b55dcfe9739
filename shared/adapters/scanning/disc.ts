// An image of a disc opens like a folder by a click, and what is in it escapes the mark of the web.
import type { Examination } from './examination.ts'
import { inspector } from './signature.ts'
import type { Inspector } from './signature.ts'

/** Where the first volume descriptor names the standard (ECMA-119, 8.1; ISO 9660; UDF keeps it there too). */
const markAt = 32_769
const marks = ['CD001', 'BEA01', 'NSR02', 'NSR03']
const markBytes = 5

/** Whatever the file begins as: before the mark lie 32 KiB that belong to no one. */
export function discInspector(examination: Examination, isDocument: boolean): Inspector {
  let position = 0
  let mark = ''
  return inspector((bytes) => {
    const from = markAt + mark.length - position
    position += bytes.length
    if (mark.length === markBytes || from >= bytes.length) return
    const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    mark += found.toString('latin1', from, from + markBytes - mark.length)
    if (!marks.includes(mark)) return
    if (isDocument) examination.refuse('disguisedExecutable')
    examination.doubt('executable')
  })
}
