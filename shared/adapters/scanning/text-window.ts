// A long text in pieces, such that what lies across two of them is seen whole.

/** Longest thing that is looked for. */
const overlap = 1_024
const pieceBytes = 256 * 1024

/** Calls `look` with each piece as Latin-1, led by the end of the one before. */
export function textWindow(look: (text: string) => void): (bytes: Uint8Array) => void {
  let before = ''
  return (bytes) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let at = 0; at < buffer.length; at += pieceBytes) {
      const text = before + buffer.toString('latin1', at, Math.min(at + pieceBytes, buffer.length))
      look(text)
      before = text.slice(-overlap)
    }
  }
}
