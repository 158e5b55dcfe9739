// A certificate of this machine for doubles that speak HTTPS, made anew for each run: no key lies in the repository.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import tls from 'node:tls'

export type Certificate = { readonly key: string; readonly cert: string }

let made: Certificate | undefined

/** For `localhost` and 127.0.0.1, its own issuer, good for a day around now, and trusted by this process from now on. */
export function trustedLocalhost(): Certificate {
  if (made) return made
  made = certificate(new Date())
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), made.cert])
  return made
}

/** X.509 version 3 (RFC 5280, section 4.1), signed with ECDSA over SHA-256 by its own key. */
function certificate(now: Date): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const day = 86_400_000
  const tbs = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    name,
    sequence(utcTime(new Date(now.getTime() - day)), utcTime(new Date(now.getTime() + day))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(basicConstraints, subjectAltName)),
  )
  const der = sequence(tbs, ecdsaWithSha256, bitString(sign('sha256', tbs, privateKey)))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

/** Tag, length, value (ITU-T X.690, section 8.1). */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(parts)
  const long = value.length.toString(16)
  const digits = Buffer.from(long.length % 2 === 0 ? long : `0${long}`, 'hex')
  const length = value.length < 128 ? digits : Buffer.concat([Buffer.from([0x80 | digits.length]), digits])
  return Buffer.concat([Buffer.from([tag]), length, value])
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts)
const integer = (value: Uint8Array): Buffer => der(0x02, value)
const octets = (value: Uint8Array): Buffer => der(0x04, value)
const bitString = (value: Uint8Array): Buffer => der(0x03, Buffer.from([0]), value)
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'))
const tagged = (number: number, value: Uint8Array): Buffer => der(0xa0 | number, value)
const yes = der(0x01, Buffer.from([0xff]))

const utcTime = (at: Date): Buffer =>
  der(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`))

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('localhost')))))
const basicConstraints = sequence(oid('551d13'), yes, octets(sequence(yes)))
const subjectAltName = sequence(
  oid('551d11'),
  octets(sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])))),
)
