// What a receiving company needs, over Node alone (22.18 or later): its keys, the answer to a challenge, and its calls.
import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { unsealed } from './floe.ts'

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

/** Where a receiver is known: the company that sends, in its API, and the id that it gave. */
export type Sender = {
  /** Such as `https://indsigt.example/api/v1/companies/acme`. */
  readonly company: string
  readonly receiverId: string
  /** What calls name as the one they are for, where a proxy stands before the address. */
  readonly audience?: string
  readonly now?: () => Date
}

const nowOf = ({ now = () => new Date(Date.now()) }: Sender): Date => now()

export type Waiting = { readonly id: string; readonly state: string; readonly manifestSha256: string }

const path = ({ company, receiverId }: Sender): string => `${company}/receivers/${receiverId}/transfers`

/** Each call is signed for itself, and good for a minute. */
async function called(
  keys: OwnKeys,
  sender: Sender,
  rest: string,
  more: RequestInit = {},
): Promise<Response> {
  const iat = Math.floor(nowOf(sender).getTime() / 1000)
  const said = { iss: sender.receiverId, aud: sender.audience ?? sender.company, iat, exp: iat + 60 }
  const headers = {
    'content-type': 'application/json',
    ...more.headers,
    authorization: `Bearer ${signed(keys, 'indsigt-receiver-call+jwt', said)}`,
  }
  const answer = await fetch(`${path(sender)}${rest}`, { ...more, headers })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return answer
}

/** What waits, and what can still be fetched again. */
export async function waiting(keys: OwnKeys, sender: Sender): Promise<readonly Waiting[]> {
  const { value } = (await (await called(keys, sender, '')).json()) as { readonly value: readonly Waiting[] }
  return value
}

/** Fetches one and opens it: the zip with its JSON, its JSON Schemas and its signed manifest. */
export async function fetched(keys: OwnKeys, sender: Sender, id: string): Promise<Buffer> {
  const { key: jwe } = (await (await called(keys, sender, `/${id}`)).json()) as { readonly key: string }
  const { key, context } = JSON.parse(decrypted(keys, jwe).toString()) as Record<'key' | 'context', string>
  const content = await called(keys, sender, `/${id}/content`)
  return unsealed({ key: Buffer.from(key, 'base64url'), context }, Buffer.from(await content.arrayBuffer()))
}

/** Says that it has arrived: signed over the hash of the manifest, by which person and company know what that was. */
export async function acknowledged(
  keys: OwnKeys,
  sender: Sender,
  { id, manifestSha256 }: Waiting,
): Promise<void> {
  const receivedAt = nowOf(sender).toISOString()
  const receipt = signed(keys, 'indsigt-receipt+jwt', { transferId: id, manifestSha256, receivedAt })
  await called(keys, sender, `/${id}/receipt`, { method: 'PUT', body: JSON.stringify({ receipt }) })
}
