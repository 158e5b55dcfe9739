import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { calculateJwkThumbprint, exportJWK, FlattenedSign, generateKeyPair } from 'jose'
import type { JWK } from 'jose'
import { createPackageStore } from '../../../shared/adapters/packaging/package-store.ts'
import { verifyPackage } from '../../../tools/verify-package.ts'
import { memoryBlobs } from '../../support/memory-blobs.ts'
import { aFile, aKey, at, collect } from './samples.ts'

type Files = ReadonlyMap<string, Buffer>
type Signer = { readonly jwk: JWK; readonly sign: (payload: Uint8Array, header?: object) => Promise<string> }

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function aSigner(kid = 'demo-seal/1'): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid }
  return {
    jwk,
    sign: async (payload, header = { jwk }) => {
      const signing = new FlattenedSign(payload).setProtectedHeader({ alg: 'ES256', kid, ...header })
      const { protected: protectedHeader, signature } = await signing.sign(privateKey)
      return `${protectedHeader ?? ''}..${signature}`
    },
  }
}

const contents: Files = new Map([
  ['OPEN-ME-FIRST.html', Buffer.from('<!doctype html><title>Your data</title>')],
  ['data/policies/policy.json', Buffer.from('{"number":"1234"}')],
  ['attachments/letter.pdf', Buffer.from('%PDF-1.7')],
])

function manifestOf(files: Files): Buffer {
  const distribution = [...files].map(([path, bytes]) => ({
    '@type': 'DataDownload',
    contentUrl: path,
    encodingFormat: 'application/octet-stream',
    contentSize: bytes.length,
    sha256: sha256(bytes),
  }))
  return Buffer.from(JSON.stringify({ '@context': 'https://schema.org', '@type': 'Dataset', distribution }))
}

const checksumsOf = (files: Files): Buffer =>
  Buffer.from([...files].map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`).join(''))

async function genuineFiles(signer: Signer, header?: object): Promise<Map<string, Buffer>> {
  const manifest = manifestOf(contents)
  return new Map([
    ...contents,
    ['manifest.json', manifest],
    ['manifest.jws', Buffer.from(await signer.sign(manifest, header))],
    ['checksums/manifest-sha256.txt', checksumsOf(new Map([...contents, ['manifest.json', manifest]]))],
  ])
}

function aFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'indsigt-verify-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

/** The zip as a person would have it after the download. */
async function zipOf(t: TestContext, files: Files): Promise<string> {
  const store = createPackageStore({ blobs: memoryBlobs() })
  const [file, key] = [aFile('package1'), aKey()]
  const entries = [...files].map(([path, bytes]) => ({ path, modifiedAt: at, bytes }))
  await store.buildPackage(file, key, entries)
  const path = join(aFolder(t), 'package.zip')
  writeFileSync(path, await collect(await store.readFile(file, key)))
  return path
}

function keyFile(t: TestContext, value: unknown): string {
  const path = join(aFolder(t), 'keys.json')
  writeFileSync(path, JSON.stringify(value))
  return path
}

const failuresIn = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => line.startsWith('FAIL'))

test('a genuine package passes against the published keys', async (t) => {
  const [signer, other] = [await aSigner(), await aSigner('demo-seal/0')]
  const path = await zipOf(t, await genuineFiles(signer))

  const { genuine, lines } = await verifyPackage(path, keyFile(t, { keys: [other.jwk, signer.jwk] }))

  assert.equal(genuine, true)
  assert.deepEqual(lines, [
    'ok    3 files agree with manifest.json',
    'ok    checksums/manifest-sha256.txt agrees',
    'ok    manifest.jws is a valid signature, key demo-seal/1',
    `note  thumbprint of the key (RFC 7638): ${await calculateJwkThumbprint(signer.jwk)}`,
    'GENUINE: the package is as it was signed',
  ])
})

test('a genuine package passes against a single published key without a name', async (t) => {
  const signer = await aSigner()
  const { kid: _, ...nameless } = signer.jwk
  const path = await zipOf(t, await genuineFiles(signer, {}))

  assert.equal((await verifyPackage(path, keyFile(t, nameless))).genuine, true)
})

test('with the key of the package alone it warns plainly what that proves', async (t) => {
  const path = await zipOf(t, await genuineFiles(await aSigner()))

  const { genuine, lines } = await verifyPackage(path)

  assert.equal(genuine, true)
  assert.ok(lines.some((line) => line.includes('anyone could have made both: compare the thumbprint')))
})

test('keys are fetched from an address, in the clear only from this machine', async (t) => {
  const signer = await aSigner()
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/jwks.json' ? 200 : 404
    response.end(JSON.stringify({ keys: [signer.jwk] }))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const path = await zipOf(t, await genuineFiles(signer, {}))

  assert.equal((await verifyPackage(path, `${base}/jwks.json`)).genuine, true)
  assert.match(failuresIn((await verifyPackage(path, `${base}/none`)).lines)[0] ?? '', /answers 404/)
  assert.match(failuresIn((await verifyPackage(path, 'http://keys.example/')).lines)[0] ?? '', /https only/)
})

type Tampering = readonly [string, (files: Map<string, Buffer>) => void, RegExp]

const tamperings: readonly Tampering[] = [
  [
    'a changed file',
    (files) => files.set('data/policies/policy.json', Buffer.from('{"number":"1235"}')),
    /policy\.json has another SHA-256/,
  ],
  [
    'a shortened file',
    (files) => files.set('attachments/letter.pdf', Buffer.from('%PDF')),
    /letter\.pdf has 4 bytes, not 8/,
  ],
  ['a missing file', (files) => files.delete('attachments/letter.pdf'), /letter\.pdf is missing/],
  [
    'an added file',
    (files) => files.set('data/more.json', Buffer.from('{}')),
    /data\/more\.json is not in manifest\.json/,
  ],
  [
    'a changed manifest',
    (files) => files.set('manifest.json', Buffer.concat([manifestOf(contents), Buffer.from('\n')])),
    /manifest\.jws does not verify/,
  ],
  [
    'a manifest that leaves a file out',
    (files) => files.set('manifest.json', manifestOf(new Map([...contents].slice(1)))),
    /OPEN-ME-FIRST\.html is not in/,
  ],
  [
    'a manifest that lists itself',
    (files) =>
      files.set('manifest.json', manifestOf(new Map([...contents, ['manifest.jws', Buffer.alloc(0)]]))),
    /may not be listed/,
  ],
  [
    'a manifest that is no JSON',
    (files) => files.set('manifest.json', Buffer.from('{')),
    /does not list its files/,
  ],
  [
    'a manifest without sums',
    (files) => files.set('manifest.json', Buffer.from('{"distribution":[{"contentUrl":"a"},null]}')),
    /does not list its files/,
  ],
  ['no manifest', (files) => files.delete('manifest.json'), /manifest\.json is missing/],
  ['no signature', (files) => files.delete('manifest.jws'), /manifest\.jws is missing/],
  [
    'a signature with its payload',
    (files) => files.set('manifest.jws', Buffer.from('a.b.c')),
    /not a detached compact JWS/,
  ],
  [
    'a broken signature',
    (files) => files.set('manifest.jws', Buffer.from(flipEnd(files.get('manifest.jws')))),
    /does not verify/,
  ],
  [
    'no checksums',
    (files) => files.delete('checksums/manifest-sha256.txt'),
    /manifest-sha256\.txt is missing/,
  ],
  [
    'checksums of another form',
    (files) => files.set('checksums/manifest-sha256.txt', Buffer.from('abc')),
    /a line of another form/,
  ],
  [
    'checksums that leave a file out',
    (files) => files.set('checksums/manifest-sha256.txt', checksumsOf(contents)),
    /does not name manifest\.json/,
  ],
  [
    'checksums that disagree',
    (files) =>
      files.set(
        'checksums/manifest-sha256.txt',
        checksumsOf(new Map([...files].map(([path]) => [path, Buffer.alloc(1)]))),
      ),
    /disagrees on OPEN-ME-FIRST\.html/,
  ],
  [
    'checksums that name a file twice',
    (files) =>
      files.set(
        'checksums/manifest-sha256.txt',
        Buffer.concat([checksumsOf(contents), checksumsOf(contents)]),
      ),
    /names OPEN-ME-FIRST\.html twice/,
  ],
]

/** Another last but one character: the last one may hold bits that are not read. */
const flipEnd = (jws: Buffer | undefined): string =>
  String(jws).replace(/.(?=.$)/u, (letter) => (letter === 'A' ? 'B' : 'A'))

for (const [what, tamper, reason] of tamperings) {
  test(`a package with ${what} is not genuine`, async (t) => {
    const signer = await aSigner()
    const files = await genuineFiles(signer)
    tamper(files)

    const { genuine, lines } = await verifyPackage(await zipOf(t, files), keyFile(t, signer.jwk))

    assert.equal(genuine, false)
    assert.match(failuresIn(lines).join('\n'), reason)
    assert.match(lines.at(-1) ?? '', /^NOT GENUINE/)
  })
}

test('a package signed by another key than the published one is not genuine', async (t) => {
  const path = await zipOf(t, await genuineFiles(await aSigner()))
  const published = await aSigner()

  assert.match(
    failuresIn((await verifyPackage(path, keyFile(t, published.jwk))).lines).join(),
    /does not verify/,
  )
  const renamed = keyFile(t, { keys: [{ ...published.jwk, kid: 'demo-seal/2' }] })
  assert.match(failuresIn((await verifyPackage(path, renamed)).lines).join(), /has no key demo-seal\/1/)
})

test('a package without any key is not genuine until one is given', async (t) => {
  const path = await zipOf(t, await genuineFiles(await aSigner(), {}))

  assert.match(failuresIn((await verifyPackage(path)).lines).join(), /carries no key: give the published one/)
})

test('what is no zip, or is not there, is not genuine', async (t) => {
  const path = keyFile(t, 'no zip')

  assert.match(failuresIn((await verifyPackage(path)).lines).join(), /cannot be read/)
  assert.match(failuresIn((await verifyPackage(join(path, 'none'))).lines).join(), /cannot be read/)
})

test('a damaged zip is not genuine', async (t) => {
  const signer = await aSigner()
  const store = await zipOf(t, await genuineFiles(signer))
  const bytes = readFileSync(store)
  bytes.writeUInt8(bytes.readUInt8(60) ^ 1, 60)
  writeFileSync(store, bytes)

  assert.equal((await verifyPackage(store, keyFile(t, signer.jwk))).genuine, false)
})

test('the command ends with 0 for a genuine package and with 1 for any other', async (t) => {
  const signer = await aSigner()
  const command = fileURLToPath(new URL('../../../tools/verify-package.ts', import.meta.url))
  const run = promisify(execFile)
  const files = await genuineFiles(signer)
  const good = await zipOf(t, files)
  files.set('data/more.json', Buffer.alloc(0))
  const bad = await zipOf(t, files)

  const { stdout } = await run(process.execPath, [command, good, '--key', keyFile(t, signer.jwk)])

  assert.match(stdout, /GENUINE: the package is as it was signed\n$/)
  await assert.rejects(run(process.execPath, [command, bad]), { code: 1 })
  await assert.rejects(run(process.execPath, [command]), { code: 1 })
})
