import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { CompactSign } from 'jose'
import { startCountedInstance } from '../../bench/counted-instance.ts'
import type { CountedInstance } from '../../bench/counted-instance.ts'
import { caller, signedInToken } from '../../bench/request-life.ts'
import { canonicalBytes } from '../../shared/domain/evidence/canonical.ts'
import { leafHash, rootOfLeaves } from '../../shared/domain/evidence/merkle.ts'
import { consistencyProof } from '../support/merkle-proofs.ts'
import type { AuditSource } from '../../tools/audit-checks.ts'
import { auditOver, verifyAudit } from '../../tools/verify-audit.ts'

const day = 24 * 60 * 60_000
const admin = 'admin@demo.example'

let instance: CountedInstance

before(async () => {
  instance = await startCountedInstance()
  await newRequest()
})
after(() => instance.stop())

test('the audit log of a running instance is sound, and the command says so', async () => {
  const { status, output } = await command(await signedInToken(instance, admin))

  assert.match(output, /ok +\d+ entries agree/)
  assert.match(output, /SOUND: the audit log is whole\n$/)
  assert.equal(status, 0)
})

test('the command ends with 1 where it may not read the audit', async () => {
  const { status, output } = await command(await signedInToken(instance, 'user@demo.example'))

  assert.match(output, /FAIL {2}audit\/head answered 403 forbidden/)
  assert.equal(status, 1)
})

test('a head that was saved vouches for the log long after, also when its details have been purged', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'verify-audit-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const saved = join(folder, 'head.json')
  assert.equal((await command(await signedInToken(instance, admin), '--save', saved)).status, 0)

  // Nobody verifies the request: it expires, and its own proof is purged 90 days later.
  await instance.clock.advance(150 * day)
  await newRequest()
  const { status, output } = await command(await signedInToken(instance, admin), '--head', saved)

  assert.match(output, /note +\d+ entries are purged and checked by their hash alone/)
  assert.match(output, /ok +the consistency proof leads from the saved head to this one/)
  assert.equal(status, 0, output)
})

test('an access token is not sent in the clear to another machine', () => {
  assert.throws(() => auditOver('http://indsigt.example', 'demo', 'secret'), /https only/)
})

const changes: readonly { readonly what: string; readonly change: Change; readonly says: RegExp }[] = [
  {
    what: 'an entry that says something else than it did',
    change: (log) => void (entryOf(log, 2)['event'] = 'requestRefused'),
    says: /entry 2 does not agree with its leaf hash/,
  },
  {
    what: 'an entry that was rewritten together with its hash',
    change: (log) => {
      entryOf(log, 2)['event'] = 'requestRefused'
      lineOf(log, 2)['leafHash'] = hashOf(entryOf(log, 2))
    },
    says: /the head is not the root over the entries/,
  },
  {
    what: 'an entry that was taken out',
    change: (log) => void log.lines.splice(1, 1),
    says: /entry 1 is missing or out of order/,
  },
  {
    what: 'a tail that was cut off',
    change: (log) => void log.lines.pop(),
    says: /the head promises 4 entries; there are 3/,
  },
  {
    what: 'an order of entries that was changed',
    change: (log) => {
      const [first, second] = [lineOf(log, 0), lineOf(log, 1)]
      log.lines.splice(0, 2, { ...second, index: 0 }, { ...first, index: 1 })
    },
    says: /the head is not the root over the entries/,
  },
  {
    what: 'a head that was made smaller to fit a log that was cut',
    change: (log) => {
      log.lines.pop()
      log.head['treeSize'] = 3
      log.head['rootHash'] = rootOf(log.lines)
    },
    says: /the head says something else than what was signed/,
  },
  {
    what: 'a head that another key signed',
    change: (log, other) => {
      log.head = other.head
    },
    says: /the head is signed by other\/1, which the company does not publish/,
  },
  {
    what: 'an entry of another company',
    change: (log) => {
      entryOf(log, 0)['companyId'] = 'other'
      lineOf(log, 0)['leafHash'] = hashOf(entryOf(log, 0))
    },
    says: /entry 0 is of another company/,
  },
]

for (const { what, change, says } of changes)
  test(`${what} is found`, async () => {
    const entries = [entry('a', 1), entry('b', 1), entry('a', 2), entry('a', 3)]
    const log = await auditLog(entries)
    assert.equal((await verifyAudit(sourceOf(log), 'demo')).sound, true)

    change(log, await auditLog(entries, 'other/1'))
    const verdict = await verifyAudit(sourceOf(log), 'demo')

    assert.equal(verdict.sound, false)
    assert.match(verdict.lines.join('\n'), says)
  })

test('an entry that was kept out of the tree shows as a gap in its request', async () => {
  const verdict = await verifyAudit(sourceOf(await auditLog([entry('a', 1), entry('a', 3)])), 'demo')

  assert.match(verdict.lines.join('\n'), /FAIL +request a has no entry, or two, with number 2/)
  assert.equal(verdict.sound, false)
})

test('the first entries of a request may be missing only where so many were purged', async () => {
  const log = await auditLog([entry('a', 1), entry('a', 2)])
  delete lineOf(log, 0)['entry']
  assert.equal((await verifyAudit(sourceOf(log), 'demo')).sound, true)

  const verdict = await verifyAudit(sourceOf(await auditLog([entry('a', 2)])), 'demo')

  assert.match(
    verdict.lines.join('\n'),
    /request a begins with number 2, and its earlier entries were not purged/,
  )
})

test('a history that was written anew does not agree with the head that was saved before', async () => {
  const before = await auditLog([entry('a', 1), entry('a', 2)])
  const anew = await auditLog([entry('a', 1), { ...entry('a', 2), salt: 'other' }, entry('a', 3)])

  const verdict = await verifyAudit(sourceOf(anew), 'demo', before.head)

  const told = verdict.lines.join('\n')
  assert.match(told, /FAIL +the first 2 entries are not those of the saved head/)
  assert.match(told, /FAIL +the consistency proof does not lead from the saved head to this one/)
})

test('a log that is shorter than the head that was saved has been cut', async () => {
  const before = await auditLog([entry('a', 1), entry('a', 2)])
  const cut = await auditLog([entry('a', 1)])

  const verdict = await verifyAudit(sourceOf(cut), 'demo', before.head)

  assert.match(verdict.lines.join('\n'), /FAIL +the log was cut: 2 entries then, 1 entries now/)
})

test('an empty log is sound, and every log continues it', async () => {
  const empty = await auditLog([])
  assert.equal((await verifyAudit(sourceOf(empty), 'demo')).sound, true)

  const verdict = await verifyAudit(sourceOf(await auditLog([entry('a', 1)])), 'demo', empty.head)

  assert.equal(verdict.sound, true, verdict.lines.join('\n'))
})

test('an answer of another form is refused in words, and nothing in it steers the terminal', async () => {
  const noHead = await verifyAudit(() => Promise.resolve({}), 'demo')
  assert.match(noHead.lines.join('\n'), /FAIL +the head does not have/)

  const log = await auditLog([entry('a', 1)])
  const verdict = await verifyAudit(sourceOf(log), 'de\u001b[2Jmo')
  assert.match(verdict.lines.join('\n'), /not of de\?\[2Jmo/)
})

async function newRequest(): Promise<void> {
  await caller(instance.url)('POST', 'companies/demo/requests', {
    rights: ['access'],
    email: 'anna@mail.example',
  })
  await instance.clock.idle()
}

async function command(token: string, ...more: readonly string[]) {
  const given = ['--url', instance.url, '--company', 'demo', '--token', token, ...more]
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['tools/verify-audit.ts', ...given])
    return { status: 0, output: stdout }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { status: code, output: stdout + stderr }
  }
}

type Members = Record<string, unknown>
type Log = { head: Members; readonly lines: Members[]; readonly keys: readonly object[] }
type Change = (log: Log, other: Log) => void

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const hashOf = (value: Members): string => hex(leafHash(sha256, canonicalBytes(value)))
const leavesOf = (lines: readonly Members[]) =>
  lines.map(({ leafHash: hash }) => Uint8Array.from(Buffer.from(String(hash), 'hex')))
const rootOf = (lines: readonly Members[]): string => hex(rootOfLeaves(sha256, leavesOf(lines)))

const entry = (requestId: string, sequence: number): Members => ({
  ...{ companyId: 'demo', requestId, sequence, at: '2026-03-02T08:00:00.000Z', event: 'requestVerified' },
  ...{ by: { kind: 'requester' }, detail: { channel: 'web' }, salt: `salt ${requestId} ${String(sequence)}` },
})

const lineOf = ({ lines }: Log, index: number): Members => lines[index] ?? {}
const entryOf = (log: Log, index: number): Members => lineOf(log, index)['entry'] as Members

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** A log as the API answers it, whole and signed. */
async function auditLog(entries: readonly Members[], kid = 'sign-demo/1'): Promise<Log> {
  const lines = entries.map((one, index) => ({ index, leafHash: hashOf(one), entry: { ...one } }))
  const facts = {
    companyId: 'demo',
    treeSize: lines.length,
    rootHash: rootOf(lines),
    signedAt: '2026-03-03T08:00:00.000Z',
  }
  const signature = await new CompactSign(canonicalBytes(facts))
    .setProtectedHeader({ alg: 'ES256', kid, typ: 'indsigt-head+jws' })
    .sign(pair.privateKey)
  return {
    head: { ...facts, signature },
    lines,
    keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid }],
  }
}

/** Answers two entries a page, so that logs of four have pages. */
function sourceOf({ head, lines, keys }: Log): AuditSource {
  return async (path) => {
    const { pathname, searchParams } = new URL(path, 'http://localhost/')
    if (pathname === '/audit/head') return head
    if (pathname === '/keys') return { keys }
    if (pathname === '/audit/consistency') {
      const path = consistencyProof(sha256, leavesOf(lines), Number(searchParams.get('from')))
      return { path: path.map(hex) }
    }
    const first = Number(searchParams.get('first'))
    return { value: lines.slice(first, first + 2) }
  }
}
