// An authenticator in software, written from WebAuthn Level 3 and apart from ours: it makes a P-256 key and signs with it.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** What a device, or a browser, may do otherwise than asked. */
export type Quirks = {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  readonly ceremony?: string
  readonly crossOrigin?: boolean
  readonly isPresent?: boolean
  readonly isVerified?: boolean
  readonly counter?: number
  readonly credentialId?: string
  readonly userHandle?: string
  /** `self` signs its own attestation; `certified` comes with certificates; `other` is a format of its own. */
  readonly attestation?: 'none' | 'self' | 'certified' | 'other'
  readonly backup?: 'eligible' | 'kept'
  /** A COSE algorithm that nobody asked for. */
  readonly algorithm?: number
}

type Asked = { readonly challenge: string; readonly rp?: { readonly id: string }; readonly rpId?: string }

/** One that counts how often it was used. Its answers are as `PublicKeyCredential.toJSON()` writes them. */
export function passkeyDevice(origin = 'http://localhost:7071') {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  let used = 0

  const clientData = (ceremony: string, asked: Asked, quirks: Quirks): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: quirks.ceremony ?? ceremony,
        challenge: quirks.challenge ?? asked.challenge,
        origin: quirks.origin ?? origin,
        crossOrigin: quirks.crossOrigin ?? false,
      }),
    )

  function authenticatorData(asked: Asked, quirks: Quirks, attested: Buffer = Buffer.alloc(0)): Buffer {
    const { isPresent = true, isVerified = true, backup } = quirks
    const flags =
      Number(isPresent) |
      (Number(isVerified) << 2) |
      (Number(backup !== undefined) << 3) |
      (Number(backup === 'kept') << 4) |
      (Number(attested.length > 0) << 6)
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(quirks.counter ?? ++used)
    const rpId = quirks.rpId ?? asked.rp?.id ?? asked.rpId ?? ''
    return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), counter, attested])
  }

  const signed = (data: Buffer, client: Buffer): Buffer =>
    sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)

  function attestedData(credential: Buffer, algorithm: number): Buffer {
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const length = Buffer.alloc(2)
    length.writeUInt16BE(credential.length)
    const key = new Map<number, unknown>([
      ...([[1, 2] as const, [3, algorithm] as const, [-1, 1] as const] as const),
      ...([[-2, Buffer.from(x, 'base64url')] as const, [-3, Buffer.from(y, 'base64url')] as const] as const),
    ])
    return Buffer.concat([Buffer.alloc(16), length, credential, cbor(key)])
  }

  return {
    id: id.toString('base64url'),

    create(asked: Asked, quirks: Quirks = {}) {
      const client = clientData('webauthn.create', asked, quirks)
      const attested = attestedData(id, quirks.algorithm ?? -7)
      const data = authenticatorData(asked, quirks, attested)
      const sig = signed(data, client)
      const { attestation = 'none' } = quirks
      const statement = {
        none: new Map<string, unknown>(),
        self: new Map<string, unknown>([['alg', -7] as const, ['sig', sig] as const]),
        certified: new Map<string, unknown>([
          ...([['alg', -7] as const, ['sig', sig] as const, ['x5c', [sig]] as const] as const),
        ]),
        other: new Map<string, unknown>(),
      }[attestation]
      const fmt = { none: 'none', self: 'packed', certified: 'packed', other: 'tpm' }[attestation]
      const object = new Map<string, unknown>([
        ...([['fmt', fmt] as const, ['attStmt', statement] as const, ['authData', data] as const] as const),
      ])
      return credential(quirks.credentialId ?? id.toString('base64url'), {
        clientDataJSON: client.toString('base64url'),
        attestationObject: cbor(object).toString('base64url'),
        transports: ['internal'],
      })
    },

    get(asked: Asked, quirks: Quirks = {}) {
      const client = clientData('webauthn.get', asked, quirks)
      const data = authenticatorData(asked, quirks)
      const { userHandle } = quirks
      return credential(quirks.credentialId ?? id.toString('base64url'), {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signed(data, client).toString('base64url'),
        ...(userHandle === undefined ? {} : { userHandle }),
      })
    },
  }
}

export type PasskeyDevice = ReturnType<typeof passkeyDevice>

const credential = <Response>(id: string, response: Response) => ({
  ...{ id, rawId: id, type: 'public-key' as const, response },
  ...{ authenticatorAttachment: 'platform', clientExtensionResults: {} },
})

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest()

/** What of CBOR an authenticator needs (RFC 8949, section 3). */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)])
  const members = [...(value as ReadonlyMap<unknown, unknown>)]
  return Buffer.concat([head(5, members.length), ...members.flat().map(cbor)])
}

function head(major: number, count: number): Buffer {
  const type = major << 5
  if (count < 24) return Buffer.from([type | count])
  return count < 256 ? Buffer.from([type | 24, count]) : Buffer.from([type | 25, count >> 8, count & 255])
}
