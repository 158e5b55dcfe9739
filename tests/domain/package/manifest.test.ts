import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { packageContents } from '../../../shared/domain/package/contents.ts'
import { manifestFor } from '../../../shared/domain/package/manifest.ts'
import type { ContentFile, PackageFacts } from '../../../shared/domain/package/package-facts.ts'
import { attachmentsOf } from '../../../shared/domain/package/selection.ts'
import { archive, jsonOf, packageFacts, policies, textOf } from './package-samples.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const hashed = ({ bytes, ...file }: ContentFile) => ({
  ...file,
  sha256: sha256(bytes),
  sizeBytes: bytes.length,
})

function sealed(facts: PackageFacts) {
  const contents = packageContents(facts)
  const { manifestJson, checksums } = manifestFor(facts, contents.map(hashed), sha256)
  return {
    contents,
    manifestJson,
    manifest: jsonOf(manifestJson) as Record<string, unknown> & {
      readonly distribution: readonly Record<string, unknown>[]
    },
    checksums: textOf(checksums).trimEnd().split('\n'),
  }
}

test('the manifest is a Dataset with a download for every file but itself, its signature and the checksums', () => {
  const facts = packageFacts()
  const { contents, manifest } = sealed(facts)

  assert.equal(manifest['@type'], 'Dataset')
  assert.deepEqual(
    manifest.distribution.map(({ contentUrl }) => contentUrl),
    [...contents.map(({ path }) => path), 'attachments/letter.pdf', 'attachments/scan.png'],
  )
  assert.deepEqual(manifest['request'], {
    reference: 'K7Q2-M9',
    rights: ['access'],
    receivedAt: '2026-03-05T23:30:00.000Z',
  })
  assert.equal(manifest['approvalsNeeded'], 1)
  assert.equal(manifest['sealedAt'], '2026-03-20T10:00:00.000Z')
})

test('a download says size, hash, schema, categories and source', () => {
  const { contents, manifest } = sealed(packageFacts())
  const json = contents.find(({ path }) => path === 'data/insurance/insurance.json')
  assert.ok(json)

  assert.deepEqual(
    manifest.distribution.find(({ contentUrl }) => contentUrl === json.path),
    {
      '@type': 'DataDownload',
      contentUrl: json.path,
      encodingFormat: 'application/json',
      contentSize: json.bytes.length,
      sha256: sha256(json.bytes),
      dataSchema: 'schemas/insurance.3.json',
      categories: ['dpv-pd:Insurance'],
      source: {
        sourceId: 'src-1',
        label: 'Policy system',
        informationType: 'insurance',
        legalBasis: 'contract',
        collectedAt: '2026-03-10T08:00:00.000Z',
        collectedBy: 'System user',
      },
    },
  )
})

test('an attachment is listed with the hash it was stored with, and its source where it names one', () => {
  const attachments = packageFacts().attachments.map((attachment, i) =>
    i === 0 ? { ...attachment, source: 'src-2', name: 'Brev (kopi).pdf' } : attachment,
  )
  const { manifest } = sealed(packageFacts({ attachments, sources: [policies, archive] }))
  const [letter, scan] = manifest.distribution.slice(-2)

  assert.deepEqual([letter?.['sha256'], letter?.['contentSize']], ['aa'.repeat(32), 12345])
  assert.deepEqual(letter?.['source'], {
    sourceId: 'src-2',
    label: 'Paper archive',
    informationType: 'archive',
    legalBasis: 'legalObligation',
  })
  assert.equal(letter?.['name'], 'Brev (kopi).pdf', 'what it was called before it got its path')
  assert.ok(scan && !('source' in scan) && !('name' in scan))
})

test('attachments that the caller lists already are not listed twice', () => {
  const facts = packageFacts()
  const files = packageContents(facts).map(hashed)
  const given = facts.attachments.map(({ path, mediaType, sha256: hash, sizeBytes }) => ({
    path,
    mediaType,
    sha256: hash,
    sizeBytes,
  }))
  const manifest = jsonOf(manifestFor(facts, [...files, ...given], sha256).manifestJson) as {
    readonly distribution: readonly unknown[]
  }

  assert.equal(manifest.distribution.length, files.length + 2)
})

test('the checksums cover every file and the manifest, once, in BagIt’s form', () => {
  const { contents, manifestJson, checksums } = sealed(packageFacts())
  const paths = checksums.map((line) => line.slice(66))

  for (const line of checksums) assert.match(line, /^[0-9a-f]{64} {2}\S+$/u)
  assert.deepEqual(
    paths,
    [
      ...contents.map(({ path }) => path),
      'manifest.json',
      'attachments/letter.pdf',
      'attachments/scan.png',
    ].toSorted(),
  )
  assert.ok(checksums.includes(`${sha256(manifestJson)}  manifest.json`))
})

test('the same files in another order have the same checksums', () => {
  const facts = packageFacts({ attachments: [] })
  const files = packageContents(facts).map(hashed)
  const lines = (order: typeof files): readonly string[] =>
    textOf(manifestFor(facts, order, sha256).checksums)
      .split('\n')
      .filter((line) => !line.endsWith('manifest.json'))

  assert.deepEqual(lines(files), lines(files.toReversed()))
})

describe('attachments', () => {
  test('of the portability package come only from sources with what the person gave, under consent or contract', () => {
    const chosen = (changes: Partial<typeof policies>) =>
      attachmentsOf(packageFacts({ right: 'portability', sources: [{ ...policies, ...changes }] })).map(
        ({ path }) => path,
      )

    assert.deepEqual(chosen({}), ['attachments/letter.pdf'])
    assert.deepEqual(chosen({ legalBasis: 'legalObligation' }), [])
    assert.deepEqual(chosen({ providedByPerson: false }), [])
  })

  test('of which it was said who gave them go by that, and the manifest tells it', () => {
    const [letter] = packageFacts().attachments
    assert.ok(letter)
    const said = (right: 'access' | 'portability', providedByPerson: boolean, fromPerson: boolean) => {
      const sources = [{ ...policies, providedByPerson: fromPerson }]
      const facts = packageFacts({ right, sources, attachments: [{ ...letter, providedByPerson }] })
      const { manifestJson } = manifestFor(facts, [], sha256)
      const { distribution } = jsonOf(manifestJson) as { readonly distribution: readonly Named[] }
      return distribution.map((entry) => entry.providedByPerson)
    }
    type Named = { readonly providedByPerson?: boolean }

    assert.deepEqual(said('portability', false, true), [])
    assert.deepEqual(said('portability', true, false), [true])
    assert.deepEqual(said('access', false, true), [false])
  })

  test('never lead out of the package or meet in it', () => {
    const [attachment] = packageFacts().attachments
    assert.ok(attachment)
    for (const path of ['../x', 'data/x.json', 'attachments/../x', 'attachments/a b'])
      assert.throws(
        () => attachmentsOf(packageFacts({ attachments: [{ ...attachment, path }] })),
        /no path of its own/u,
        path,
      )
    const twins = [attachment, { ...attachment, path: attachment.path.replace('letter', 'LETTER') }]
    assert.throws(() => attachmentsOf(packageFacts({ attachments: twins })), /no path of its own/u)
  })
})
