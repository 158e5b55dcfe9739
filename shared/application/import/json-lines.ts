import { concatBytes, fromUtf8 } from '../bytes.ts'

/** Counted from one; without a value where it is not JSON in UTF-8. */
export type JsonLine = { readonly number: number; readonly value?: unknown }

const newline = 0x0a

/** More than a document may have, and so more than a line that is one. */
const longestLine = 8 * 1024 * 1024

/** JSON Lines as they arrive, one line in memory at a time. An end without a newline ends the last line too. */
export async function* jsonLines(content: AsyncIterable<Uint8Array>): AsyncGenerator<JsonLine> {
  let number = 0
  let held: Uint8Array[] = []
  let heldBytes = 0
  for await (const piece of content) {
    let start = 0
    for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, start)) {
      number += 1
      yield lineOf(number, concatBytes(...held, piece.subarray(start, end)))
      held = []
      heldBytes = 0
      start = end + 1
    }
    heldBytes += piece.length - start
    if (heldBytes > longestLine) return yield { number: number + 1 }
    // A piece is ours only until the next is asked for.
    held.push(piece.slice(start))
  }
  if (heldBytes > 0) yield lineOf(number + 1, concatBytes(...held))
}

function lineOf(number: number, bytes: Uint8Array): JsonLine {
  try {
    return { number, value: JSON.parse(fromUtf8(bytes)) as unknown }
  } catch {
    return { number }
  }
}
