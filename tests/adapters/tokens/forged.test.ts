// The attacks of RFC 8725 and those that libraries have fallen for, each against a machine that takes the real token.
import assert from 'node:assert/strict'
import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  sign as signBytes,
  type KeyObject,
} from 'node:crypto'
import { test } from 'node:test'

import { createSigningKeys } from '../../../shared/adapters/tokens/signing-keys.ts'
import {
  aKeyDocument,
  aMachine,
  after,
  claims,
  decoded,
  encoded,
  issuer,
  keys,
  random,
  startAt,
} from './token-world.ts'

type Forged = Readonly<Record<string, string>>

const base64Url = (text: string): string => Buffer.from(text).toString('base64url')

/** A machine, a token that it takes, and the means of whoever forges: also, where a test says so, our own key. */
async function aForger() {
  const { documents } = aKeyDocument()
  const machine = aMachine(documents)
  const { token } = await machine.issue(claims, startAt)
  const [header = '', payload = '', signature = ''] = token.split('.')
  const { key, kid } = await createSigningKeys({ keys, documents, random }, 900_000).current(startAt)
  const own = { head: { alg: 'ES256', typ: 'at+jwt', kid }, body: decoded(payload) }

  const es256 = (text: string, signer: KeyObject): string =>
    `${text}.${signBytes('sha256', Buffer.from(text), { key: signer, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  /** Signed by our own key: what is refused then is refused for what it says. */
  const signed = (head: object, body: object, signer = key): string =>
    es256(`${encoded({ ...own.head, ...head })}.${encoded({ ...own.body, ...body })}`, signer)
  const mac = (secret: string | Buffer, head: object = {}): string => {
    const text = `${encoded({ ...own.head, alg: 'HS256', ...head })}.${payload}`
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  }
  const unsigned = (head: object): string => `${encoded({ typ: 'at+jwt', kid, ...head })}.${payload}.`
  const changed = { ...own.body, company: 'company-2' }

  return {
    ...{ machine, token, header, payload, signature, key, kid, own, changed, es256, signed, mac, unsigned },
    takes: async (text: string, at = startAt) => machine.verify(text, at),
    async refusesAll(forged: Forged) {
      assert.ok((await machine.verify(signed({}, {}), startAt)).ok, 'the means work')
      for (const [name, text] of Object.entries(forged)) {
        const answer = await machine.verify(text, startAt)
        assert.deepEqual(answer, { ok: false, error: { code: 'tokenInvalid' } }, name)
      }
      return Object.keys(forged).length
    },
  }
}

test('no token is taken whose signature is missing, changed, of another algorithm or by another key', async () => {
  const forger = await aForger()
  const { token, header, payload, signature, changed, key, kid, signed, mac, unsigned, es256 } = forger
  const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const wider = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const point = createPublicKey(key)
  const jwk = point.export({ format: 'jwk' })
  const rsaText = `${encoded({ ...forger.own.head, alg: 'RS256' })}.${payload}`
  const rsaSignature = signBytes('sha256', Buffer.from(rsaText), rsa.privateKey).toString('base64url')
  const wide = `${encoded({ ...forger.own.head, alg: 'ES384' })}.${payload}`
  const wideSignature = signBytes('sha384', Buffer.from(wide), {
    key: wider.privateKey,
    dsaEncoding: 'ieee-p1363',
  })

  const count = await forger.refusesAll({
    empty: '',
    'not a token': 'x',
    dots: '..',
    'two parts': `${header}.${payload}`,
    'four parts': `${token}.x`,
    'five parts, as an encrypted one': `${token}.x.y`,
    'no signature': `${header}.${payload}.`,
    'alg none': unsigned({ alg: 'none' }),
    'alg NoNe': unsigned({ alg: 'NoNe' }),
    'alg NONE': unsigned({ alg: 'NONE' }),
    'alg none with our signature': `${encoded({ typ: 'at+jwt', kid, alg: 'none' })}.${payload}.${signature}`,
    'no alg': unsigned({}),
    'an alg that is a list': unsigned({ alg: ['ES256'] }),
    'signature of zeros': `${header}.${payload}.${Buffer.alloc(64).toString('base64url')}`,
    'signature of one zero': `${header}.${payload}.AA`,
    'signature of ones': `${header}.${payload}.${Buffer.alloc(64, 255).toString('base64url')}`,
    'signature cut short': `${header}.${payload}.${signature.slice(0, -8)}`,
    'signature in DER': `${header}.${payload}.${signBytes('sha256', Buffer.from(`${header}.${payload}`), key).toString('base64url')}`,
    'another company in the payload': `${header}.${encoded(changed)}.${signature}`,
    'a company that stands twice': `${header}.${base64Url(`{"company":"company-2",${JSON.stringify(decoded(payload)).slice(1)}`)}.${signature}`,
    'a company that stands twice, ours first': `${header}.${base64Url(`${JSON.stringify(decoded(payload)).slice(0, -1)},"company":"company-2"}`)}.${signature}`,
    'an algorithm that stands twice': `${base64Url(`{"alg":"none",${JSON.stringify(decoded(header)).slice(1)}`)}.${payload}.${signature}`,
    'a MAC under the public key, as PEM': mac(point.export({ type: 'spki', format: 'pem' })),
    'a MAC under the public key, as DER': mac(point.export({ type: 'spki', format: 'der' })),
    'a MAC under the public key, as JWK': mac(JSON.stringify(jwk)),
    'a MAC under a number of the public key': mac(Buffer.from(`${jwk.x}`, 'base64url')),
    'a MAC under nothing': mac(''),
    'a MAC under its own key id': mac(kid),
    'a MAC that brings its key along': mac('secret', {
      jwk: { kty: 'oct', k: base64Url('secret') },
    }),
    'RSA that brings its key along': `${rsaText}.${rsaSignature}`,
    'another curve': `${wide}.${wideSignature.toString('base64url')}`,
    'a foreign key under our key id': signed({}, {}, foreign.privateKey),
    'a foreign key that brings itself along': signed(
      { jwk: foreign.publicKey.export({ format: 'jwk' }) },
      {},
      foreign.privateKey,
    ),
    'a foreign key at an address': signed(
      { jku: 'https://keys.example', x5u: 'https://keys.example' },
      {},
      foreign.privateKey,
    ),
    'a foreign key in a certificate': signed({ x5c: ['MIIB'] }, {}, foreign.privateKey),
    'our signature over something else': es256(base64Url('anything'), key),
    'white space before': ` ${token}`,
    'white space after': `${token}\n`,
    'padding behind the signature': `${token}==`,
  })
  assert.ok(count >= 38)
})

test('no token is taken whose header is not ours, though our own key signed it', async () => {
  const forger = await aForger()
  const { payload, signed, key, es256 } = forger

  const count = await forger.refusesAll({
    'an unknown key id': signed({ kid: 'unknown' }, {}),
    'a key id that is a path': signed({ kid: '../../keys/instance' }, {}),
    'a key id that is a query': signed({ kid: "' OR 1=1 --" }, {}),
    'a key id that is an address': signed({ kid: 'https://keys.example/jwks.json' }, {}),
    'a key id that every object has': signed({ kid: '__proto__' }, {}),
    'a key id that is a list': signed({ kid: [forger.kid] }, {}),
    'a key id that is an object': signed({ kid: { kid: forger.kid } }, {}),
    'a key id that is empty': signed({ kid: '' }, {}),
    'no key id': signed({ kid: undefined }, {}),
    'an ID token': signed({ typ: 'JWT' }, {}),
    'a token of events': signed({ typ: 'secevent+jwt' }, {}),
    'a type that is a list': signed({ typ: ['at+jwt'] }, {}),
    'no type': signed({ typ: undefined }, {}),
    'a critical extension': signed({ crit: ['exp2'], exp2: 1 }, {}),
    'a critical extension that is missing': signed({ crit: ['exp2'] }, {}),
    'nothing that is critical': signed({ crit: [] }, {}),
    'a payload that is not encoded': signed({ crit: ['b64'], b64: false }, {}),
    'a header that is a list': es256(`${encoded([])}.${payload}`, key),
    'a header that is a number': es256(`${encoded(1)}.${payload}`, key),
    'a header that is no JSON': es256(`${base64Url('{"alg":"ES256"')}.${payload}`, key),
    'a header in plain text': es256(`${JSON.stringify({ alg: 'ES256' })}.${payload}`, key),
  })
  assert.ok(count >= 20)
})

test('no token is taken whose claims are not as we issue them, though our own key signed it', async () => {
  const forger = await aForger()
  const { header, signed, key, own, es256 } = forger
  const [iat, exp] = [Number(own.body['iat']), Number(own.body['exp'])]

  const count = await forger.refusesAll({
    'another issuer': signed({}, { iss: 'https://other.example' }),
    'an issuer that begins like ours': signed({}, { iss: `${issuer}.other.example` }),
    'a list of issuers': signed({}, { iss: [issuer] }),
    'no issuer': signed({}, { iss: undefined }),
    'another audience': signed({}, { aud: 'https://other.example' }),
    'no audience': signed({}, { aud: undefined }),
    'no expiry': signed({}, { exp: undefined }),
    'an expiry that is text': signed({}, { exp: '9999999999' }),
    'an expiry that never comes': signed({}, { exp: 1e308 }),
    'a longer life than we give': signed({}, { exp: exp + 1 }),
    'no time of issue': signed({}, { iat: undefined }),
    'a time of issue that is text': signed({}, { iat: String(iat) }),
    'a time of issue to come': signed({}, { iat: iat + 60, exp: exp + 60 }),
    'not valid yet': signed({}, { nbf: iat + 60 }),
    'a beginning that is text': signed({}, { nbf: '0' }),
    'no session': signed({}, { sid: undefined }),
    'an empty session': signed({}, { sid: '' }),
    'a session that is a list': signed({}, { sid: ['session-1'] }),
    'no company': signed({}, { company: undefined }),
    'a company that is a number': signed({}, { company: 1 }),
    'a key that is an object': signed({}, { azp: { id: 'key-1' } }),
    'a key that is empty': signed({}, { azp: '' }),
    'an id beyond measure': signed({}, { sid: 'x'.repeat(129) }),
    'a token beyond measure': signed({}, { more: 'x'.repeat(5000) }),
    'a megabyte': 'x'.repeat(1024 ** 2),
    'a payload that is a list': es256(`${header}.${encoded([])}`, key),
    'a payload that is text': es256(`${header}.${encoded('claims')}`, key),
    'a payload that is no JSON': es256(`${header}.${base64Url('{')}`, key),
  })
  assert.ok(count >= 26)
})

test('an expired token is called expired, however it is dated otherwise', async () => {
  const { takes, signed, own } = await aForger()
  const [iat, exp] = [Number(own.body['iat']), Number(own.body['exp'])]

  for (const text of [signed({}, {}), signed({}, { nbf: iat })])
    assert.deepEqual(await takes(text, after(15)), { ok: false, error: { code: 'tokenExpired' } })
  const long = signed({}, { iat: iat - 3600, exp: exp - 3600 })
  assert.deepEqual(await takes(long), { ok: false, error: { code: 'tokenExpired' } })
})
