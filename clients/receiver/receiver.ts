// What a receiving company needs, over Node alone (22.18 or later): its keys, and the answer to a challenge.
import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

/** Both private keys; they never leave the company. */
export type OwnKeys = { readonly decrypting: KeyObject; readonly signing: KeyObject }

/** The public halves, as the sending company enters them. */
export type PublicKeys = {
  readonly encryptionKey: { readonly kty: 'RSA'; readonly n: string; readonly e: string }
  readonly signingKey: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
}

export function makeKeys(): { readonly own: OwnKeys; readonly forSender: PublicKeys } {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 3072 })
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { n = '', e = '' } = rsa.publicKey.export({ format: 'jwk' })
  const { x = '', y = '' } = ec.publicKey.export({ format: 'jwk' })
  return {
    own: { decrypting: rsa.privateKey, signing: ec.privateKey },
    forSender: { encryptionKey: { kty: 'RSA', n, e }, signingKey: { kty: 'EC', crv: 'P-256', x, y } },
  }
}

const base64url = (value: string | Uint8Array): string => Buffer.from(value).toString('base64url')

/** A JWS in its compact form, ES256 (RFC 7515); `typ` says what kind of document it is. */
export function signed({ signing }: OwnKeys, typ: string, payload: object): string {
  const head = base64url(JSON.stringify({ alg: 'ES256', typ }))
  const text = `${head}.${base64url(JSON.stringify(payload))}`
  const signature = sign('sha256', Buffer.from(text), { key: signing, dsaEncoding: 'ieee-p1363' })
  return `${text}.${base64url(signature)}`
}

/** Reads a JWE in its compact form with RSA-OAEP-256 and A256GCM (RFC 7516); throws when it is for another key. */
export function decrypted({ decrypting }: OwnKeys, jwe: string): Buffer {
  const [head = '', wrapped = '', iv = '', text = '', tag = ''] = jwe.split('.')
  const bytes = (part: string) => Buffer.from(part, 'base64url')
  const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
  const key = privateDecrypt({ key: decrypting, ...oaep }, bytes(wrapped))
  const cipher = createDecipheriv('aes-256-gcm', key, bytes(iv))
    .setAAD(Buffer.from(head))
    .setAuthTag(bytes(tag))
  return Buffer.concat([cipher.update(bytes(text)), cipher.final()])
}

/** The answer to a challenge: what only this company can read, signed so that only it can have signed. */
export function answerTo(keys: OwnKeys, challenge: string): string {
  const { company, receiverId, nonce } = JSON.parse(decrypted(keys, challenge).toString()) as Record<
    'company' | 'receiverId' | 'nonce',
    string
  >
  return signed(keys, 'indsigt-receiver-proof+jwt', { company, receiverId, nonce })
}
