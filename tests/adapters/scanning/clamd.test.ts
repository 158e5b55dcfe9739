import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clamdDouble } from '../../support/clamd/double.ts'
import { realClamd } from '../../support/clamd/real.ts'
import { aZip } from './zip-builder.ts'
import { scanned, testVirus } from './samples.ts'

const unavailable = { verdict: 'unknown', doubts: ['scannerUnavailable'] }
const answering = (text: string) => (socket: { end: (text: string) => unknown }) => void socket.end(text)

test('Debian’s clamd refuses what it knows, says what it cannot see, and lets the rest through', async (t) => {
  // Our own rules must not answer in its place, so it is given another signature to know.
  const clamd = await realClamd(t, Buffer.from('a signature that only this clamd knows'))
  const known = 'Dear Ada, a signature that only this clamd knows.'
  const look = (bytes: Uint8Array | string, name: string) => scanned(bytes, { name }, 1_000, clamd)

  assert.deepEqual(await look('Dear Ada', 'a.txt'), { verdict: 'clean' })
  assert.deepEqual(await look(known, 'a.txt'), { verdict: 'refused', reason: 'malwareSignature' })
  const zip = aZip([{ name: 'a.txt', content: known }])
  assert.deepEqual(await look(zip, 'a.zip'), { verdict: 'refused', reason: 'malwareSignature' })
  // Beyond its limit it hangs up, and what it says then is often lost: whichever comes, the file is not clean.
  assert.equal((await look(Buffer.alloc(5 << 20, 'a'), 'a.txt')).verdict, 'unknown')
})

test('clamd gets every byte once and in order', async (t) => {
  const clamd = await clamdDouble(t, answering('stream: OK\0'))
  const bytes = Buffer.alloc(3 << 20, 'Dear Ada ')

  assert.deepEqual(await scanned(bytes, {}, 2 << 20, clamd), { verdict: 'clean' })
  assert.ok(clamd.received().equals(bytes))
})

test('what either of the two says counts, the stricter first', async (t) => {
  const says = async (answer: string, bytes: Uint8Array | string, name: string) =>
    scanned(bytes, { name }, 4_096, await clamdDouble(t, answering(answer)))
  const doubts = (...found: string[]) => ({ verdict: 'unknown', doubts: found })
  const refused = { verdict: 'refused', reason: 'malwareSignature' }

  assert.deepEqual(await says('stream: Win.Test FOUND\0', 'a', 'a'), refused)
  assert.deepEqual(await says('stream: Win.Test FOUND\0', 'hello', 'a.pdf'), refused)
  assert.deepEqual(await says('stream: OK\0', testVirus, 'a'), refused)
  assert.deepEqual(await says('stream: OK\0', 'hello', 'a.pdf'), doubts('typeContradicts'))
  assert.deepEqual(await says('stream: Heuristics.Encrypted.Zip FOUND\0', 'a', 'a'), doubts('encrypted'))
  assert.deepEqual(await says('stream: Heuristics.OLE2.ContainsMacros FOUND\0', 'a', 'a'), doubts('macros'))
  assert.deepEqual(
    await says('stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0', 'a', 'a.pdf'),
    doubts('notLookedThrough', 'typeContradicts'),
  )
})

test('a clamd that is not there, hangs up or says something else leaves the file in doubt', async (t) => {
  const nobody = await clamdDouble(t, () => undefined)
  const gone = { host: '127.0.0.1', port: 1 }
  assert.deepEqual(await scanned('a', {}, 1, gone), unavailable)
  const behaviours = [
    '',
    'stream: OK',
    'UNKNOWN COMMAND\0',
    'stream: lstat() failed. ERROR\0',
    'x'.repeat(2_000),
  ]
  for (const answer of behaviours)
    assert.deepEqual(await scanned('a', {}, 1, await clamdDouble(t, answering(answer))), unavailable, answer)
  assert.deepEqual(await scanned('a', {}, 1, { ...nobody, patienceMs: 50 }), unavailable)
})

test('a clamd that stops reading does not hold the upload up beyond its time', async (t) => {
  const deaf = await clamdDouble(
    t,
    () => undefined,
    (socket) => socket.pause(),
  )
  const bytes = Buffer.alloc(32 << 20)
  assert.deepEqual(await scanned(bytes, {}, 1 << 20, { ...deaf, patienceMs: 100 }), unavailable)
})

test('a clamd that has heard enough says so before the end', async (t) => {
  const clamd = await clamdDouble(
    t,
    () => undefined,
    (socket) => void socket.once('data', () => socket.end('INSTREAM size limit exceeded. ERROR\0')),
  )
  const bytes = Buffer.alloc(8 << 20)
  assert.deepEqual(await scanned(bytes, {}, 1 << 20, clamd), {
    verdict: 'unknown',
    doubts: ['notLookedThrough'],
  })
})
