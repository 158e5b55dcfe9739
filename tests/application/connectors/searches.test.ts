import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { Egress, EgressOutcome } from '../../../shared/application/ports/egress.ts'
import type { SearchDocument } from '../../../shared/application/connectors/search-document.ts'
import { must, openOffice } from '../../support/application.ts'
import { aConnection } from '../../support/connections.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'
import type { CleaningUp } from '../../support/scratch-folder.ts'

const settings = { subdomain: 'acme', username: 'dpo@acme.example', token: 'zd-secret-token' }

const says = (body: unknown, status = 200): EgressOutcome => ({
  ...{ kind: 'answered', status, headers: {} },
  body: Buffer.from(JSON.stringify(body)),
})

const user = { id: 7, email: personEmail, name: 'The person' }
const usual: Readonly<Record<string, EgressOutcome>> = {
  '/api/v2/users/me.json': says({ user: {} }),
  '/api/v2/users/search.json': says({ users: [user, { id: 8, email: 'other@example.dk' }], next_page: null }),
  '/api/v2/users/7/tickets/requested.json': says({ tickets: [{ id: 9, subject: 'Late' }], next_page: null }),
  '/api/v2/tickets/9/comments.json': says({ comments: [], next_page: null }),
}

async function world(t: CleaningUp) {
  const answers: Record<string, EgressOutcome> = { ...usual }
  let calls = 0
  const egress: Egress = {
    judge: async () => undefined,
    call: async ({ url }) => {
      calls++
      return answers[new URL(url).pathname] ?? says({}, 404)
    },
  }
  const office = await openOffice(t, { through: (ports) => ({ ...ports, egress }) })
  const { app, as } = office
  const wish = { systemId: 'zendesk', sourceId: 'caseFiles', settings }
  const { connectionId } = must(await app.connections.add({ actor: as('admin'), companyId: 'demo', wish }))
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  const of = { actor: as('user'), requestId }
  const goOn = async (seconds = 0) => {
    office.clock.pass({ seconds })
    await app.goOnSearching(100)
  }
  const start = async (what: 'locate' | 'collect' = 'collect') => {
    const { searchId } = must(await app.searches.start({ ...of, connectionId, what }))
    return { ...of, searchId }
  }
  const stateOf = async (named: Awaited<ReturnType<typeof start>>) => {
    const { search } = must(await app.searches.view(named))
    return search.failure ? `${search.state} ${search.failure.code}` : search.state
  }
  return { office, app, as, of, connectionId, requestId, answers, goOn, start, stateOf, calls: () => calls }
}

test('what is found of the person waits for somebody to look, and becomes files of its source when they take it', async (t) => {
  const { office, app, as, of, requestId, goOn, start } = await world(t)
  const search = await start()
  assert.equal(must(await app.searches.view(search)).search.state, 'running')
  await goOn()

  const seen = must(await app.searches.view(search))
  assert.equal(seen.search.state, 'found')
  assert.deepEqual(seen.search.counts, { users: 1, tickets: 1, comments: 0 })
  assert.deepEqual(seen.found['tickets'], [{ id: 9, subject: 'Late' }])
  assert.equal(seen.search.systemName, 'Zendesk Support')
  assert.ok(office.rows().every((row) => !row.includes('"Late"') && !row.includes('The person')))
  assert.deepEqual((await office.stateOf({ companyId: 'demo', requestId })).contributors, [])

  assert.deepEqual(await app.searches.take({ ...search, steps: ['comments'] }), {
    ok: false,
    error: { code: 'stepUnknown' },
  })
  const { files } = must(await app.searches.take({ ...search, steps: ['users', 'tickets'] }))
  assert.deepEqual(files, ['zendesk-users.json', 'zendesk-tickets.json'])
  const content = must(await app.readContent(of))
  assert.deepEqual(content.files.map(({ name, source }) => [name, source]).toSorted(), [
    ['zendesk-tickets.json', 'caseFiles'],
    ['zendesk-users.json', 'caseFiles'],
  ])
  const state = await office.stateOf({ companyId: 'demo', requestId })
  assert.deepEqual(state.contributors, ['user'], 'who took it cannot approve it')
  assert.equal(state.sources.find(({ sourceId }) => sourceId === 'caseFiles')?.state, 'filled')

  const after = must(await app.searches.view(search))
  assert.deepEqual([after.search.state, after.found], ['taken', {}])
  assert.deepEqual(await app.searches.take({ ...search, steps: ['users'] }), {
    ok: false,
    error: { code: 'searchNotReady' },
  })
  const { lines } = must(
    await app.audit.entries({ actor: as('admin'), companyId: 'demo', requestId, first: 0, limit: 50 }),
  )
  const events = lines.flatMap((line) => (line.entry ? [line.entry] : []))
  const started = events.find(({ event }) => event === 'searchStarted') ?? assert.fail()
  assert.match(String(started.detail['fileHash']), /^[0-9a-f]{64}$/)
  assert.equal(started.detail['version'], 1)
  assert.ok(
    events.some(({ event }) => event === 'systemSearched') &&
      events.some(({ event }) => event === 'foundSettled'),
  )
  assert.doesNotMatch(JSON.stringify(events), new RegExp(personEmail))
})

test('what does not belong into the answer is forgotten', async (t) => {
  const { app, goOn, start, stateOf } = await world(t)
  const search = await start('locate')
  assert.deepEqual(await app.searches.drop(search), { ok: false, error: { code: 'searchNotReady' } })
  await goOn()
  must(await app.searches.drop(search))
  assert.equal(await stateOf(search), 'dropped')
  assert.deepEqual(await app.searches.drop({ ...search, searchId: 'x' }), {
    ok: false,
    error: { code: 'searchUnknown' },
  })
  assert.deepEqual(await app.searches.view({ ...search, searchId: 'x' }), {
    ok: false,
    error: { code: 'searchUnknown' },
  })
})

test('a system that is away is asked again, and given up when it stays away', async (t) => {
  const { app, answers, goOn, start, stateOf, of } = await world(t)
  answers['/api/v2/users/search.json'] = says({}, 503)
  const search = await start()
  await goOn()
  assert.equal(must(await app.searches.list(of)).searches[0]?.isTroubled, true)
  answers['/api/v2/users/search.json'] = usual['/api/v2/users/search.json'] ?? assert.fail()
  await goOn(61)
  assert.equal(await stateOf(search), 'found')

  answers['/api/v2/users/search.json'] = says({}, 503)
  const lost = await start()
  for (let time = 0; time < 15; time++) await goOn(61)
  assert.equal(await stateOf(lost), 'failed systemAway')
  assert.deepEqual(must(await app.searches.view(lost)).found, {})
})

test('what a system refuses ends the search, and is said plainly', async (t) => {
  const { app, answers, goOn, start, stateOf } = await world(t)
  answers['/api/v2/users/search.json'] = says({}, 403)
  const search = await start()
  await goOn()
  assert.equal(await stateOf(search), 'failed credentialsRefused')
  assert.equal(must(await app.searches.view(search)).search.failure?.status, 403)
  answers['/api/v2/users/search.json'] = { kind: 'refused', code: 'addressRefused' }
  const other = await start()
  await goOn()
  assert.equal(await stateOf(other), 'failed addressRefused')
})

test('one system is searched once at a time, for its own source, and by whoever works on the request', async (t) => {
  const { office, app, as, of, connectionId, start, requestId } = await world(t)
  await start()
  const again = await app.searches.start({ ...of, connectionId, what: 'locate' })
  assert.deepEqual(again, { ok: false, error: { code: 'searchUnderWay' } })
  const wish = { ...of, what: 'locate' } as const
  const guided = await aConnection(office, { connectionId: 'guided', systemId: 'microsoft-teams' })
  await aConnection(office, { connectionId: 'apart', sourceId: 'nothing' })
  await aConnection(office, { connectionId: 'gone', systemId: 'nothing' })
  assert.deepEqual(await app.searches.start({ ...wish, connectionId: guided }), {
    ok: false,
    error: { code: 'systemGuided' },
  })
  for (const unknown of ['apart', 'unheard-of'])
    assert.deepEqual(await app.searches.start({ ...wish, connectionId: unknown }), {
      ok: false,
      error: { code: 'connectionUnknown' },
    })
  office.clock.pass({ seconds: 10 })
  const { systems } = must(await app.searches.list(of))
  assert.deepEqual(
    systems.map(({ system, canLocate, canCollect }) => [system.id, canLocate, canCollect]),
    [
      ['zendesk', true, true],
      ['microsoft-teams', false, false],
    ],
  )
  const others = [
    [as('admin'), 'notFound'],
    [office.elsewhere('user'), 'notFound'],
    [as('manager'), 'forbidden'],
  ] as const
  for (const [actor, code] of others) {
    assert.deepEqual(await app.searches.list({ actor, requestId }), { ok: false, error: { code } })
    assert.deepEqual(await app.searches.start({ actor, requestId, connectionId, what: 'locate' }), {
      ok: false,
      error: { code },
    })
    for (const act of [app.searches.view, app.searches.drop])
      assert.deepEqual(await act({ actor, requestId, searchId: 'x' }), { ok: false, error: { code } })
  }
})

test('a search ends when what it needs is gone: the connection, the file, the request, an address to look for', async (t) => {
  const { office, app, as, connectionId, goOn, start, stateOf, requestId } = await world(t)
  const searching = { container: 'requests', key: ['demo', requestId] } as const
  const changed = async (searchId: string, members: Partial<SearchDocument>) => {
    const found = await office.ports.documents.read<SearchDocument>(searching, `search:${searchId}`)
    const value = { ...(found?.value ?? assert.fail()), ...members }
    must(await office.ports.documents.batch(searching, [{ kind: 'upsert', value }]))
  }
  const other = await start()
  await changed(other.searchId, { fileHash: '0'.repeat(64) })
  await goOn()
  assert.equal(await stateOf(other), 'failed connectorChanged')
  const tired = await start()
  await changed(tired.searchId, { turns: 500 })
  await goOn()
  assert.equal(await stateOf(tired), 'failed tooManyCalls')
  const parted = await start()
  must(await app.connections.remove({ actor: as('admin'), companyId: 'demo', connectionId }))
  await goOn()
  assert.equal(await stateOf(parted), 'failed connectionGone')
})

test('a system that only finds, and one that the catalogue has no more, are told as what they are', async (t) => {
  const { office, app, of } = await world(t)
  const slack = await aConnection(office, { connectionId: 'slack-1', systemId: 'slack' })
  const { searchId } = must(await app.searches.start({ ...of, connectionId: slack, what: 'locate' }))
  const partition = { container: 'requests', key: ['demo', of.requestId] } as const
  const seen = must(await app.searches.view({ ...of, searchId }))
  assert.deepEqual(Object.keys(seen.search.labels), ['users'])
  const found = await office.ports.documents.read<SearchDocument>(partition, `search:${searchId}`)
  const value = { ...(found?.value ?? assert.fail()), systemId: 'gone' }
  must(await office.ports.documents.batch(partition, [{ kind: 'upsert', value }]))
  assert.equal(must(await app.searches.view({ ...of, searchId })).search.systemName, 'gone')
})

test('a request has so many searches, and what ended is looked for no more', async (t) => {
  const { office, app, of, connectionId, start, goOn, stateOf } = await world(t)
  const search = await start()
  const partition = { container: 'requests', key: ['demo', of.requestId] } as const
  const found = await office.ports.documents.read<SearchDocument>(partition, `search:${search.searchId}`)
  const one = found?.value ?? assert.fail()
  for (let at = 0; at < 99; at += 33) {
    const values = Array.from({ length: 33 }, (_, n): SearchDocument => {
      const { searchAgainAt: _due, ...rest } = one
      return { ...rest, id: `search:old-${at + n}`, searchId: `old-${at + n}`, state: 'dropped' }
    })
    must(
      await office.ports.documents.batch(
        partition,
        values.map((value) => ({ kind: 'create', value }) as const),
      ),
    )
  }
  await goOn()
  assert.equal(await stateOf(search), 'found')
  const refused = await app.searches.start({ ...of, connectionId, what: 'locate' })
  assert.deepEqual(refused, { ok: false, error: { code: 'limitReached', rule: 'searches: 100 at most' } })
  assert.deepEqual(await app.searches.take({ ...search, steps: ['nothing'] }), {
    ok: false,
    error: { code: 'stepUnknown' },
  })
  assert.deepEqual(await app.searches.take({ ...search, searchId: 'x', steps: ['users'] }), {
    ok: false,
    error: { code: 'searchUnknown' },
  })
})

test('searches are listed with the newest first', async (t) => {
  const { office, app, of, goOn, start } = await world(t)
  const first = await start('locate')
  await goOn()
  office.clock.pass({ seconds: 60 })
  const second = await start('locate')

  assert.deepEqual(
    must(await app.searches.list(of)).searches.map(({ searchId }) => searchId),
    [second.searchId, first.searchId],
  )
})

test('a search is settled once, also by two people at the same moment', async (t) => {
  const { app, as, requestId, goOn, start, stateOf } = await world(t)
  const search = await start('locate')
  await goOn()
  const both = await Promise.all([app.searches.drop(search), app.searches.drop(search)])
  assert.equal(both.filter(({ ok }) => ok).length, 1)
  assert.deepEqual(await app.searches.drop(search), { ok: false, error: { code: 'searchNotReady' } })
  assert.equal(await stateOf(search), 'dropped')

  const asked = { actor: as('admin'), companyId: 'demo', requestId, first: 0, limit: 50 }
  const { lines } = must(await app.audit.entries(asked))
  assert.equal(lines.filter(({ entry }) => entry?.event === 'foundSettled').length, 1)
})

test('a search that failed is put away, and nothing of it can be taken', async (t) => {
  const { app, answers, goOn, start, stateOf } = await world(t)
  answers['/api/v2/users/search.json'] = says({}, 401)
  const search = await start('locate')
  await goOn()
  assert.match(await stateOf(search), /^failed/)
  assert.deepEqual(await app.searches.take({ ...search, steps: ['users'] }), {
    ok: false,
    error: { code: 'searchNotReady' },
  })
  must(await app.searches.drop(search))
})

test('with other credentials a search that is under way ends: what it had found may be of another system', async (t) => {
  const { office, app, as, connectionId, goOn, start, stateOf, answers } = await world(t)
  answers['/api/v2/users/search.json'] = says({}, 503)
  const search = await start()
  await goOn()
  assert.equal(await stateOf(search), 'running')
  office.clock.pass({ seconds: 1 })
  must(await app.connections.renew({ actor: as('admin'), companyId: 'demo', connectionId, settings }))
  await goOn(3600)
  assert.equal(await stateOf(search), 'failed connectionGone')
})

test('administrators see how a system answered when it was searched, and nothing of the person', async (t) => {
  const { office, app, as, goOn, start, answers } = await world(t)
  const tried = async () =>
    must(await app.connections.list({ actor: as('admin'), companyId: 'demo' }))[0]?.tried ?? assert.fail()
  const events = async () => {
    const audit = { actor: as('admin'), companyId: 'demo', first: 0, limit: 100 }
    const { lines } = must(await app.audit.entries(audit))
    return lines.filter(({ entry }) => entry?.event === 'connectionTried').length
  }
  await start('locate')
  await goOn(20)
  assert.equal(await events(), 0, 'the same day it answered as it should already')
  answers['/api/v2/users/search.json'] = says({}, 401)
  await start('locate')
  await goOn(20)
  assert.deepEqual(await tried(), {
    at: office.clock.now().toISOString(),
    outcome: 'credentialsRefused',
    status: 401,
  })
  office.clock.pass({ days: 1 })
  await start('locate')
  await goOn()
  assert.equal((await tried()).at, office.clock.now().toISOString())
  const before = await tried()
  const many = Array.from({ length: 100 }, (_, id) => ({ id, email: personEmail, name: 'x'.repeat(10_000) }))
  answers['/api/v2/users/search.json'] = says({ users: many, next_page: null })
  const large = await start('locate')
  await goOn(20)
  assert.equal(must(await app.searches.view(large)).search.failure?.code, 'tooMuchFound')
  assert.deepEqual(await tried(), before, 'how much there is of a person is nothing that they see')
})
