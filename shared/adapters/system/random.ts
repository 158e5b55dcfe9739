import { randomBytes } from 'node:crypto'

import type { Random } from '../../application/ports/system.ts'

const idBytes = 16

/** Randomness of the operating system (ASVS 5.0, V11.5.1). */
export const systemRandom: Random = { bytes: (length) => randomBytes(length), id: () => randomId() }

/** Drawn again until it begins with a letter or a digit, so that no tool takes it for an option or a private name. */
function randomId(): string {
  const id = randomBytes(idBytes).toString('base64url')
  return id.startsWith('-') || id.startsWith('_') ? randomId() : id
}
