// How somebody of the company shows who they are beside the mailed link.
import { anyObject, line, phone, record, secret } from './primitives.ts'

/** Bytes as browsers write them (WebAuthn Level 3, `Base64URLString`). */
const bytes = <const Max extends number>(maxLength: Max) =>
  ({ type: 'string', minLength: 1, maxLength, pattern: '^[A-Za-z0-9_-]+$' }) as const

/** As `PublicKeyCredential.toJSON()` writes it, with all that it may hold. */
const credential = <const Response>(response: Response) =>
  record(
    {
      ...{ id: bytes(1364), rawId: bytes(1364), response },
      type: { type: 'string', const: 'public-key' },
      authenticatorAttachment: { type: 'string', maxLength: 64 },
      clientExtensionResults: anyObject,
    },
    ['id', 'type', 'response'],
  )

const clientDataJSON = bytes(8192)

const shownPasskey = credential(
  record(
    {
      ...{ clientDataJSON, authenticatorData: bytes(8192), signature: bytes(2048) },
      ...{ userHandle: bytes(86), attestationObject: bytes(16_384) },
    },
    ['clientDataJSON', 'authenticatorData', 'signature'],
  ),
)

export const newPasskey = credential(
  record(
    {
      ...{ clientDataJSON, attestationObject: bytes(16_384), authenticatorData: bytes(8192) },
      ...{
        publicKey: bytes(4096),
        publicKeyAlgorithm: { type: 'integer', minimum: -65_536, maximum: 65_535 },
      },
      transports: { type: 'array', items: { type: 'string', maxLength: 32 }, maxItems: 10 },
    },
    ['clientDataJSON', 'attestationObject'],
  ),
)

const codeKinds = { type: 'string', enum: ['totp', 'recovery'] } as const
const code = secret(64)

/** A code of an app or of a text message, or a recovery code: any text, so that a wrong one is answered as wrong. Or a passkey. */
export const factor = {
  oneOf: [
    record({ kind: { type: 'string', enum: ['totp', 'recovery', 'sms'] }, code }, ['kind', 'code']),
    record({ kind: { type: 'string', const: 'passkey' }, credential: shownPasskey }, ['kind', 'credential']),
  ],
} as const

/** The same as a body of its own; a text message is no fresh proof. */
export const proof = {
  ...record(
    {
      kind: { type: 'string', enum: ['passkey', 'totp', 'recovery'] },
      ...{ code, credential: shownPasskey },
    },
    ['kind'],
  ),
  oneOf: [
    { required: ['code'], properties: { kind: codeKinds } },
    { required: ['credential'], properties: { kind: { const: 'passkey' } } },
  ],
} as const

export const newFactor = record({ name: line(60) }, [])

export const factorCode = record({ code: secret(64) }, ['code'])

export const newPhone = record({ phone, name: line(60) }, ['phone'])

export const linkPasskey = record({ token: secret(512) }, ['token'])
