// Looks for what is withheld in a file that leaves as it is: in one pass, with the same memory whatever its size.
import { folded } from '../../domain/package/value-search.ts'
import type { ValueSearch } from '../../domain/package/value-search.ts'
import { release } from '../../kernel/release.ts'

/** `noText`: pictures, archives, PDF and the like say what they say in other ways. */
export type Looked = 'holds' | 'searched' | 'noText'

export async function lookInto(content: AsyncIterable<Uint8Array>, search: ValueSearch): Promise<Looked> {
  let readers: readonly TextReader[] | undefined
  for await (const bytes of content) {
    readers ??= encodingsOf(bytes, search).map((encoding) => textReader(encoding, search))
    if (readers.length === 0) return 'noText'
    if (readers.some((reader) => reader.holds(bytes))) return 'holds'
    release(bytes)
  }
  return readers?.some((reader) => reader.endsWith()) ? 'holds' : 'searched'
}

/** None where it is no text. Old systems write a table in the letters of their country, and nothing in it says so. */
function encodingsOf(head: Uint8Array, { isAscii }: ValueSearch): readonly string[] {
  if (head[0] === 0xff && head[1] === 0xfe) return ['utf-16le']
  if (head[0] === 0xfe && head[1] === 0xff) return ['utf-16be']
  const beginning = new TextDecoder('latin1').decode(head.subarray(0, 4096))
  if (head.includes(0) || wrapped.test(beginning)) return []
  return isAscii ? ['utf-8'] : ['utf-8', 'windows-1252']
}

/** Written in letters, and not as it reads: PDF, RTF and the parts of a mail. */
const wrapped = /%PDF-|^\{\\rtf|^content-transfer-encoding:/imu

type TextReader = {
  readonly holds: (bytes: Uint8Array) => boolean
  /** Once nothing follows. */
  readonly endsWith: () => boolean
}

function textReader(encoding: string, { holds, overlap }: ValueSearch): TextReader {
  const decoder = new TextDecoder(encoding)
  let before = ' '
  const look = (text: string): boolean => {
    const window = folded(before + text)
    before = window.slice(-overlap)
    return holds(window)
  }
  return {
    holds: (bytes) => look(decoder.decode(bytes, { stream: true })),
    endsWith: () => look(`${decoder.decode()} `),
  }
}
