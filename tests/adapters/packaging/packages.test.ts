import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { CiphertextRefused } from '../../../shared/adapters/packaging/floe-keys.ts'
import { createPackageStore } from '../../../shared/adapters/packaging/package-store.ts'
import type { PackageEntry, StoredFile } from '../../../shared/application/ports/packages.ts'
import { memoryBlobs } from '../../support/memory-blobs.ts'
import { aFile, aKey, at, chunked, collect, content, nameOf, noLimit, smallShape, sumsOf } from './samples.ts'
import { outputOf, unzip } from './zip-tools.ts'

const target = aFile('package1')

function smallStore() {
  const blobs = memoryBlobs()
  const store = createPackageStore({ blobs, shape: smallShape })
  const key = aKey()

  async function aStoredEntry(path: string, bytes: Uint8Array) {
    const file = aFile(`file-${Buffer.from(path).toString('hex')}`)
    const stored = await store.storeFile(file, key, chunked(bytes, 90), noLimit)
    return { path, modifiedAt: at, file, key, stored: stored === 'tooLarge' ? assert.fail(stored) : stored }
  }

  return { blobs, store, key, aStoredEntry }
}

const bytesEntry = (path: string, bytes: Uint8Array): PackageEntry => ({ path, modifiedAt: at, bytes })

test('a package opens as an ordinary zip with every entry as it was given', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(900), fc.boolean()), { maxLength: 8 }), async (kinds) => {
      const { store, key, aStoredEntry } = smallStore()
      const expected = kinds.map(([length], index) => [`data/${String(index)}`, content(length)] as const)
      const entries: PackageEntry[] = []
      for (const [index, [path, bytes]] of expected.entries()) {
        entries.push(kinds[index]?.[1] === true ? await aStoredEntry(path, bytes) : bytesEntry(path, bytes))
      }
      const packageKey = aKey()

      const built = await store.buildPackage(target, packageKey, entries)

      const zip = await collect(await store.readFile(target, packageKey))
      assert.deepEqual(built, sumsOf(zip))
      assert.notDeepEqual(packageKey, key)
      const unpacked = (await unzip(zip)).map(({ entry, bytes }) => [entry.fileName, bytes] as const)
      assert.deepEqual(unpacked, expected)
    }),
  )
})

test('a package passes the checks of the system tools', async (t) => {
  const { store, aStoredEntry } = smallStore()
  const key = aKey()
  const text = Buffer.from('{"name":"value"}'.repeat(50))
  const entries = [
    bytesEntry('manifest.json', text),
    await aStoredEntry('attachments/bilag å.bin', content(700)),
  ]
  await store.buildPackage(target, key, entries)
  const folder = mkdtempSync(join(tmpdir(), 'indsigt-package-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'package.zip')
  writeFileSync(path, await collect(await store.readFile(target, key)))

  const tested = outputOf('unzip', ['-t', path])
  const script = `import zipfile; z = zipfile.ZipFile(${JSON.stringify(path)}); print(z.testzip(), ascii(z.namelist()))`
  const read = outputOf('python3', ['-c', script])

  if (tested !== undefined) assert.match(tested, /No errors detected/)
  if (read !== undefined) assert.match(read, /^None \['manifest\.json', 'attachments\/bilag \\xe5\.bin'\]/)
})

test('text is deflated where that helps, and stored where it does not', async () => {
  const { store } = smallStore()
  const key = aKey()
  await store.buildPackage(target, key, [
    bytesEntry('long.json', Buffer.from('{"a":1}'.repeat(200))),
    bytesEntry('short.txt', Buffer.from('x')),
  ])

  const unpacked = await unzip(await collect(await store.readFile(target, key)))

  assert.deepEqual(
    unpacked.map(({ entry }) => entry.compressionMethod),
    [8, 0],
  )
})

test('the same entries make the same zip, byte for byte, in another ciphertext', async () => {
  const key = aKey()
  const build = async () => {
    const { blobs, store, aStoredEntry } = smallStore()
    const entries = [bytesEntry('a.json', content(50)), await aStoredEntry('b.bin', content(800))]
    const built = await store.buildPackage(target, key, entries)
    return { built, sealed: blobs.bytesOf(nameOf(target)) }
  }

  const [one, other] = [await build(), await build()]

  assert.deepEqual(one.built, other.built)
  assert.notDeepEqual(one.sealed, other.sealed)
})

test('a file that is not the one of the manifest stops the build, and nothing is committed', async () => {
  const changes: readonly ((stored: StoredFile) => StoredFile)[] = [
    (stored) => ({ ...stored, sha256: stored.sha256.replace(/^./u, (digit) => (digit === '0' ? '1' : '0')) }),
    (stored) => ({ ...stored, crc32: stored.crc32 ^ 1 }),
    (stored) => ({ ...stored, sizeBytes: stored.sizeBytes + 1 }),
    (stored) => ({ ...stored, sizeBytes: stored.sizeBytes - 1 }),
  ]
  for (const change of changes) {
    const { blobs, store, aStoredEntry } = smallStore()
    const entry = await aStoredEntry('a.bin', content(600))
    const entries = [{ ...entry, stored: change(entry.stored) }]

    await assert.rejects(store.buildPackage(target, aKey(), entries), {
      message: 'ciphertext refused: a file is not the one that was recorded',
    })
    assert.equal(await blobs.size(nameOf(target)), undefined)
  }
})

test('a changed, foreign or missing file stops the build', async () => {
  const { blobs, store, aStoredEntry } = smallStore()
  const entry = await aStoredEntry('a.bin', content(600))
  const sealed = Buffer.from(blobs.bytesOf(nameOf(entry.file)) ?? assert.fail())
  const changed = Buffer.from(sealed)
  changed.writeUInt8(changed.readUInt8(400) ^ 1, 400)

  for (const damage of [
    changed,
    sealed.subarray(0, 74 + 2 * 256),
    Buffer.concat([sealed, Buffer.alloc(256)]),
  ]) {
    blobs.replace(nameOf(entry.file), damage)
    await assert.rejects(store.buildPackage(target, aKey(), [entry]), CiphertextRefused)
  }
  await blobs.remove(nameOf(entry.file))
  await assert.rejects(store.buildPackage(target, aKey(), [entry]), {
    message: 'ciphertext refused: a file of the package is gone',
  })
})

test('a build that crashed half-way starts again under the same name', async () => {
  const { blobs, store, aStoredEntry } = smallStore()
  const key = aKey()
  const entries = [await aStoredEntry('a.bin', content(9_000))]
  await blobs.stage(nameOf(target), 0, content(100))
  await blobs.stage(nameOf(target), 40_000, content(100))

  const built = await store.buildPackage(target, key, entries)

  assert.deepEqual(built, sumsOf(await collect(await store.readFile(target, key))))
})

test('a build repeated after its commit answers the same and changes nothing', async () => {
  const { blobs, store, aStoredEntry } = smallStore()
  const key = aKey()
  const entries = [await aStoredEntry('a.bin', content(3_000))]
  const first = await store.buildPackage(target, key, entries)
  const sealed = blobs.bytesOf(nameOf(target))

  assert.deepEqual(await store.buildPackage(target, key, entries), first)

  assert.equal(blobs.bytesOf(nameOf(target)), sealed)
  assert.deepEqual(await blobs.staged(nameOf(target)), [])
})

test('another content under the name of a committed package is refused', async () => {
  const { store } = smallStore()
  const key = aKey()
  await store.buildPackage(target, key, [bytesEntry('a', content(10))])

  await assert.rejects(store.buildPackage(target, key, [bytesEntry('a', content(11))]), {
    message: 'another content was committed under this name',
  })
})

test('two runs of one build at the same time leave one whole package', async () => {
  const { store, aStoredEntry } = smallStore()
  const key = aKey()
  const entries = [await aStoredEntry('a.bin', content(1_500))]

  const [one, other] = await Promise.all([
    store.buildPackage(target, key, entries),
    store.buildPackage(target, key, entries),
  ])

  assert.deepEqual(one, other)
  assert.deepEqual(sumsOf(await collect(await store.readFile(target, key))), one)
})
