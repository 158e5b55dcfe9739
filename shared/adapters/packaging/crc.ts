/** CRC-32 of joined texts from the CRC-32 of each, so that what was summed at upload is not read again. */

const polynomial = 0xedb88320
/** x and x^8 as polynomials with reversed bits. */
const one = 0x80000000
const xToTheEighth = 0x00800000

/** The CRC-32 of `first ‖ second`, from theirs and the length of the second (the algebra of zlib's crc32_combine). */
export function joinCrc32(first: number, second: number, secondLength: number): number {
  let shift = one
  let power = xToTheEighth
  for (let left = secondLength; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) shift = multiply(shift, power)
    power = multiply(power, power)
  }
  return (multiply(shift, first) ^ second) >>> 0
}

/** a · b modulo the polynomial of CRC-32, bits reversed. */
function multiply(a: number, b: number): number {
  let product = 0
  let shifted = b
  for (let bit = one; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) product ^= shifted
    shifted = (shifted & 1) === 1 ? (shifted >>> 1) ^ polynomial : shifted >>> 1
  }
  return product >>> 0
}
