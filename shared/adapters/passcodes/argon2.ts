import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

import type { Passcodes } from '../../application/ports/passcodes.ts'
import { DependencyUnavailable } from '../../application/ports/unavailable.ts'
import { fewAtOnce } from './few-at-once.ts'

/** Argon2id as OWASP's "Password Storage" sets it first: 46 MiB, one pass, one lane (RFC 9106). Memory in KiB. */
export const usualCost = { memory: 47_104, passes: 1, parallelism: 1 } as const

const version = 19
const saltBytes = 16
const tagBytes = 32

/** Two at once hold 92 MiB and leave half of node's four threads to files; who waits does so for a second or two. */
const usualLimits = { atOnce: 2, waiting: 20 } as const

const derive = promisify(argon2)

type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number }

/**
 * Passcodes by argon2id of `node:crypto`, on its threads, never in the event loop. The hash is a PHC string that names its
 * parameters, so that they can grow without a passcode being asked for again.
 */
export function createPasscodes(
  cost: Cost = usualCost,
  limits: { readonly atOnce: number; readonly waiting: number } = usualLimits,
): Passcodes {
  const inTurn = fewAtOnce({ ...limits, refuse: () => new DependencyUnavailable('passcodes', 2) })
  const tagOf = (passcode: string, salt: Uint8Array, { memory, passes, parallelism }: Cost) =>
    inTurn(() =>
      derive('argon2id', {
        ...{ memory, passes, parallelism, nonce: salt, tagLength: tagBytes },
        // However a keyboard composes its letters, the passcode is the same (NIST SP 800-63B, section 5.1.1.2).
        message: Buffer.from(passcode.normalize('NFKC'), 'utf8'),
      }),
    )

  return {
    async hash(passcode) {
      const salt = randomBytes(saltBytes)
      return phc(cost, salt, await tagOf(passcode, salt, cost))
    },
    async matches(passcode, hash) {
      const { salt, tag, ...own } = parsed(hash)
      return timingSafeEqual(await tagOf(passcode, salt, own), tag)
    },
  }
}

const phc = ({ memory, passes, parallelism }: Cost, salt: Uint8Array, tag: Uint8Array): string =>
  `$argon2id$v=${version}$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '')

const shape =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/

/** What is no hash of ours is damage: it comes out of sealed content. */
function parsed(hash: string): Cost & { readonly salt: Buffer; readonly tag: Buffer } {
  const [, memory, passes, parallelism, salt = '', tag = ''] = shape.exec(hash) ?? []
  if (memory === undefined) throw new Error('a stored passcode hash cannot be read')
  return {
    ...{ memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    ...{ salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') },
  }
}
