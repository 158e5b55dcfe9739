import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { SealFacts } from '../../../shared/domain/evidence/seal.ts'
import { sealBytes } from '../../../shared/domain/evidence/seal.ts'

const aSeal = (more: Partial<SealFacts> = {}): SealFacts => ({
  sealId: 'seal-1',
  requestId: 'request-1',
  rights: ['access', 'portability'],
  addresseeCommitment: 'ab'.repeat(32),
  identity: { method: 'contactOnFile', level: 'onFile', at: new Date('2026-03-06T09:00:00Z') },
  deliveryMethod: 'download',
  policyVersion: 3,
  withheld: [
    { source: 's1', pointer: '/claims/0/note', groundCode: 'rightsOfOthersAccess' },
    { file: 'letter.pdf', groundCode: 'dkPrivateInterests' },
  ],
  knownFiles: [
    { file: 'note.txt', sha256: '44'.repeat(32) },
    { file: 'list.csv', sha256: '55'.repeat(32) },
  ],
  packages: [
    {
      right: 'access',
      files: [
        { path: 'index.html', sha256: '11'.repeat(32), sizeBytes: 10 },
        { path: 'data/policy.json', sha256: '22'.repeat(32), sizeBytes: 20 },
      ],
    },
    { right: 'portability', files: [{ path: 'data.json', sha256: '33'.repeat(32), sizeBytes: 30 }] },
  ],
  ...more,
})

const root = (facts: SealFacts): string => createHash('sha256').update(sealBytes(facts)).digest('hex')

test('the order in which facts were gathered does not change the seal', () => {
  const { rights, withheld, knownFiles, packages } = aSeal()
  const reversed = packages.map(({ right, files }) => ({ right, files: files.toReversed() })).toReversed()

  assert.equal(
    root(
      aSeal({
        ...{ rights: rights.toReversed(), withheld: withheld.toReversed() },
        ...{ knownFiles: knownFiles.toReversed(), packages: reversed },
      }),
    ),
    root(aSeal()),
  )
})

test('any change of what would leave, to whom, how and under which policy changes the seal', () => {
  const { packages } = aSeal()
  const changed: readonly Partial<SealFacts>[] = [
    { sealId: 'seal-2' },
    { requestId: 'request-2' },
    { rights: ['access'] },
    { addresseeCommitment: 'ac'.repeat(32) },
    { identity: { method: 'nationalEid', level: 'onFile', at: new Date('2026-03-06T09:00:00Z') } },
    { identity: { method: 'contactOnFile', level: 'mailbox', at: new Date('2026-03-06T09:00:00Z') } },
    { identity: { method: 'contactOnFile', level: 'onFile', at: new Date('2026-03-06T09:00:01Z') } },
    { deliveryMethod: 'paper' },
    { policyVersion: 4 },
    { withheld: [] },
    { withheld: [{ source: 's1', pointer: '/claims/1', groundCode: 'rightsOfOthersAccess' }] },
    { withheld: [{ source: 's2', pointer: '/claims/0/note', groundCode: 'rightsOfOthersAccess' }] },
    { withheld: [{ file: 'letter.pdf', groundCode: 'rightsOfOthersAccess' }] },
    { knownFiles: [] },
    { knownFiles: [{ file: 'note.txt', sha256: '66'.repeat(32) }] },
    { knownFiles: [{ file: 'other.txt', sha256: '44'.repeat(32) }] },
    { packages: packages.slice(1) },
    { packages: packages.map((one) => ({ ...one, files: one.files.slice(1) })) },
    {
      packages: packages.map((one) => ({
        ...one,
        files: one.files.map((file) => ({ ...file, sizeBytes: 1 })),
      })),
    },
    {
      packages: packages.map((one) => ({ ...one, files: one.files.map((file) => ({ ...file, path: 'x' })) })),
    },
    {
      packages: packages.map((one) => ({
        ...one,
        files: one.files.map((file) => ({ ...file, sha256: '' })),
      })),
    },
  ]
  const roots = new Set([root(aSeal()), ...changed.map((more) => root(aSeal(more)))])

  assert.equal(roots.size, changed.length + 1)
})

test('a seal says what it is and holds nothing that a caller’s object carries beside its facts', () => {
  const careless = {
    ...aSeal(),
    email: 'person@example.org',
    identity: { ...aSeal().identity, evidence: 'passport seen', by: 'employee-1' },
  }
  const text = new TextDecoder().decode(sealBytes(careless))

  assert.match(text, /"type":"indsigt\.seal\.v1"/)
  assert.doesNotMatch(text, /person@example\.org|passport|employee-1/)
  assert.equal(root(careless), root(aSeal()))
})
