import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import type { Ports } from '../../../shared/application/ports/ports.ts'
import type { Verdict } from '../../../shared/application/ports/scanner.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { eventsOf } from '../../support/audit.ts'
import { aRequest } from '../../support/request-stages.ts'
import { bytesOf, streamOf } from '../../support/streams.ts'

const script = '<html><script>1</script></html>'
const testVirus = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', 'H+H*'].join('$')

async function anOffice(t: TestContext, through?: (ports: Ports) => Ports) {
  const office = await openOffice(t, through ? { through } : {})
  const request = await aRequest(office).verified().assignedTo('user').made()
  const user = { actor: office.as('user'), requestId: request.requestId }
  const manager = { actor: office.as('manager'), requestId: request.requestId }
  const put = (name: string, content: string, contentType = 'text/html') =>
    office.app.putFile({ ...user, name, contentType, content: streamOf(content), source: 'caseFiles' })
  return { office, request, user, manager, put, ...office.app.quarantine }
}

const blobsOf = async (office: Office, requestId: string) =>
  (await office.ports.blobs.list('demo', `${requestId}/`)).names

test('what the scanner refuses is not kept, and the audit says why', async (t) => {
  const { office, request, user, put } = await anOffice(t)
  const before = await office.stateOf(request)

  assert.deepEqual(await put('a.txt', testVirus, 'text/plain'), {
    ok: false,
    error: { code: 'contentRefused', rule: 'malwareSignature' },
  })

  assert.deepEqual(await blobsOf(office, request.requestId), [])
  assert.equal(refusal(await office.app.readFile({ ...user, name: 'a.txt' })), 'fileNotFound')
  const after = await office.stateOf(request)
  assert.deepEqual([after.revision, after.sources], [before.revision, before.sources])
  assert.ok((await eventsOf(office, request)).includes('fileRefused'))
})

test('blocks of a file are looked at in their order, and go with it', async (t) => {
  const { office, request, user } = await anOffice(t)
  const { begin, putBlock, commit } = office.app.uploads
  const upload = async (content: string) => {
    const begun = must(
      await begin({ ...user, name: 'a.html', contentType: 'text/html', sizeBytes: content.length }),
    )
    const named = { ...user, uploadId: begun.uploadId }
    must(await putBlock({ ...named, number: 0, content: streamOf(content) }))
    return named
  }
  const bad = await upload(testVirus)
  assert.equal(refusal(await commit(bad)), 'contentRefused')
  assert.deepEqual(await blobsOf(office, request.requestId), [])

  const held = await upload(script)
  assert.deepEqual(must(await commit(held)).quarantined, ['activeContent'])
  assert.deepEqual(must(await commit(held)).quarantined, ['activeContent'])
})

test('a file in doubt is kept, listed with its doubts, and read by nobody', async (t) => {
  const { office, request, user, put } = await anOffice(t)

  assert.deepEqual(must(await put('a.html', script)).quarantined, ['activeContent'])

  assert.equal(refusal(await office.app.readFile({ ...user, name: 'a.html' })), 'fileQuarantined')
  const { files } = must(await office.app.readContent(user))
  assert.deepEqual(files[0]?.quarantined, ['activeContent'])
  assert.ok((await eventsOf(office, request)).includes('fileQuarantined'))
})

test('nothing is sealed while a file waits, and the refusal says how many', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().made()
  const user = { actor: office.as('user'), requestId: request.requestId }
  const put = (name: string) =>
    office.app.putFile({ ...user, name, contentType: 'text/html', content: streamOf(script) })
  must(await put('a.html'))
  must(await put('b.html'))
  must(await put('b.html'))

  const refused = await office.app.sealRequest(user)
  assert.ok(!refused.ok && refused.error.code === 'filesQuarantined')
  const { heldFiles } = await office.stateOf(request)
  assert.deepEqual(
    refused.error.errors.map(({ pointer }) => pointer),
    heldFiles?.map((id) => `/files/${id}`),
  )
  must(await office.app.removeFile({ ...user, name: 'a.html' }))
  must(await office.app.removeFile({ ...user, name: 'b.html' }))
  assert.equal((await office.stateOf(request)).heldFiles, undefined)
  must(await office.app.sealRequest(user))
})

test('a manager who works on the request lets a file out with a reason, and is then a contributor', async (t) => {
  const { office, request, user, manager, put, release } = await anOffice(t)
  must(await put('a.html', script))
  const reason = 'Our own letter to Ada.'
  const name = 'a.html'
  assert.equal(refusal(await release({ ...user, name, reason })), 'forbidden')
  assert.equal(refusal(await release({ ...manager, name, reason })), 'forbidden')
  const { employeeId } = manager.actor
  must(await office.app.assignRequest({ ...manager, employeeId }))

  assert.equal(refusal(await release({ ...manager, name, reason, expected: 'x' })), 'versionConflict')
  must(await release({ ...manager, name, reason }))

  const read = must(await office.app.readFile({ ...user, name }))
  assert.equal((await bytesOf(read.content)).toString(), script)
  const state = await office.stateOf(request)
  assert.ok(state.contributors.includes(employeeId))
  assert.equal(state.heldFiles, undefined)
  assert.ok((await eventsOf(office, request)).includes('fileReleased'))
  assert.equal(refusal(await release({ ...manager, name, reason })), 'fileNotQuarantined')
})

test('who let a file out, of what doubt and why, is read by whoever works on it and whoever approves it', async (t) => {
  const { office, request, user, manager, put, release } = await anOffice(t)
  must(await put('a.html', script))
  must(await put('b.txt', 'plain', 'text/plain'))
  const { employeeId } = manager.actor
  must(await office.app.assignRequest({ ...manager, employeeId }))
  const reason = 'Our own letter to Ada.'
  must(await release({ ...manager, name: 'a.html', reason }))
  const at = office.clock.now().toISOString()
  for (const { sourceId, state } of (await office.stateOf(request)).sources)
    if (state === 'waiting') must(await office.app.setSource({ ...user, sourceId, state: 'nothingHeld' }))
  must(await office.app.sealRequest(user))

  for (const actor of [user.actor, office.as('approver')]) {
    const { files } = must(await office.app.readContent({ ...user, actor }))
    assert.deepEqual(
      files.filter(({ released }) => released).map(({ name, released }) => [name, released]),
      [['a.html', { by: employeeId, at, doubts: ['activeContent'], reason }]],
    )
  }
  must(await put('a.html', '<p>plain</p>'))
  const { files } = must(await office.app.readContent(user))
  assert.deepEqual(
    files.map(({ released }) => released),
    [undefined, undefined],
  )
})

test('of a file that is not there, or not theirs to see, nobody is told more', async (t) => {
  const { office, user, manager, put, release, rescan } = await anOffice(t)
  must(await put('a.html', script))
  const name = 'a.html'
  assert.equal(refusal(await rescan({ ...user, name: 'b' })), 'fileNotFound')
  assert.equal(refusal(await rescan({ ...user, requestId: 'x', name })), 'notFound')
  const elsewhere = { ...manager, actor: office.elsewhere('manager') }
  assert.equal(refusal(await release({ ...elsewhere, name, reason: 'x' })), 'notFound')
})

/** An office whose scanner says what the test wants next. */
async function withScanner(t: TestContext) {
  const next: { verdict: Verdict } = { verdict: { verdict: 'unknown', doubts: ['scannerUnavailable'] } }
  const scan = { take: () => Promise.resolve('more' as const), end: () => Promise.resolve(next.verdict) }
  const scanner = { begin: () => Promise.resolve(scan) }
  return { next, ...(await anOffice(t, (ports) => ({ ...ports, scanner }))) }
}

test('a file that could not be looked at is looked at again, and let out when it is clean', async (t) => {
  const { office, request, user, put, rescan, next } = await withScanner(t)
  const named = { ...user, name: 'a.html' }
  must(await put('a.html', 'Dear Ada'))

  assert.deepEqual(must(await rescan(named)).doubts, ['scannerUnavailable'])
  assert.equal(refusal(await office.app.readFile(named)), 'fileQuarantined')
  next.verdict = { verdict: 'clean' }
  assert.equal(refusal(await rescan({ ...named, expected: 'x' })), 'versionConflict')
  assert.deepEqual(must(await rescan(named)).doubts, [])
  assert.ok((await office.app.readFile(named)).ok)
  assert.ok((await eventsOf(office, request)).includes('fileScanned'))
})

test('a file that turns out to be harmful goes, and its source waits again', async (t) => {
  for (const source of ['caseFiles', undefined]) {
    const { office, request, user, rescan, next } = await withScanner(t)
    const named = { ...user, name: 'a.html' }
    const file = { ...named, contentType: 'text/plain', content: streamOf('Dear Ada') }
    must(await office.app.putFile(source === undefined ? file : { ...file, source }))
    next.verdict = { verdict: 'refused', reason: 'malwareSignature' }

    assert.equal(refusal(await rescan({ ...named, expected: 'x' })), 'versionConflict')
    assert.equal(refusal(await rescan(named)), 'contentRefused')

    assert.deepEqual(await blobsOf(office, request.requestId), [])
    const state = await office.stateOf(request)
    assert.equal(state.heldFiles, undefined)
    assert.equal(state.sources.find(({ sourceId }) => sourceId === 'caseFiles')?.state, 'waiting')
    assert.equal(refusal(await rescan(named)), 'fileNotFound')
  }
})

test('whoever is taken off the request while the file is looked at decides nothing any more', async (t) => {
  let meanwhile = () => Promise.resolve()
  const end = async (): Promise<Verdict> => {
    await meanwhile()
    return { verdict: 'unknown', doubts: ['macros'] }
  }
  const scan = { take: () => Promise.resolve('more' as const), end }
  const scanner = { begin: () => Promise.resolve(scan) }
  const { office, user, manager, put, rescan } = await anOffice(t, (ports) => ({ ...ports, scanner }))
  must(await put('a.html', 'Dear Ada'))
  const { employeeId } = user.actor
  meanwhile = async () => void must(await office.app.unassignRequest({ ...manager, employeeId }))

  assert.equal(refusal(await rescan({ ...user, name: 'a.html' })), 'notFound')
})

test('without its content or its key a file in quarantine cannot be judged', async (t) => {
  const { office, user, put, release, rescan, request } = await anOffice(t)
  must(await put('a.html', script))
  for (const name of await blobsOf(office, request.requestId))
    await office.ports.blobs.remove({ container: 'demo', name })
  assert.equal(refusal(await rescan({ ...user, name: 'a.html' })), 'fileNotFound')
  await office.ports.shares.destroy((await office.stateOf(request)).key.keyId)
  assert.equal(refusal(await rescan({ ...user, name: 'a.html' })), 'contentGone')
  assert.equal(refusal(await release({ ...user, name: 'a.html', reason: 'Ours.' })), 'contentGone')
})

test('an upload that breaks off leaves nothing, and no scan open', async (t) => {
  let ended = 0
  const counting = (ports: Ports): Ports => ({
    ...ports,
    scanner: {
      begin: async (file) => {
        const scan = await ports.scanner.begin(file)
        return { ...scan, end: () => ((ended += 1), scan.end()) }
      },
    },
  })
  const { office, request, user } = await anOffice(t, counting)
  async function* broken() {
    yield Buffer.from('Dear')
    await Promise.resolve()
    throw new Error('the connection was lost')
  }
  const file = { ...user, name: 'a.txt', contentType: 'text/plain', content: broken() }
  await assert.rejects(office.app.putFile(file), /connection/)
  assert.equal(ended, 1)
  assert.deepEqual(await blobsOf(office, request.requestId), [])
})
