// What happens to a connection or a search in the one moment in which something else happens too.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { CompanyDocument } from '../../../shared/application/companies/company-document.ts'
import type { CompanyItem } from '../../../shared/application/companies/guarded-change.ts'
import type { SearchDocument } from '../../../shared/application/connectors/search-document.ts'
import { companyPartition, requestPartition } from '../../../shared/application/place.ts'
import type { ConnectorCatalogue } from '../../../shared/application/ports/connectors.ts'
import type { Egress, EgressOutcome } from '../../../shared/application/ports/egress.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import type { PersonalDetails } from '../../../shared/application/requests/request-document.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import type { OfficeOptions } from '../../support/application.ts'
import { aConnection } from '../../support/connections.ts'
import { connectors } from '../../support/connector-files.ts'
import { aRequest, personEmail } from '../../support/request-stages.ts'
import type { CleaningUp } from '../../support/scratch-folder.ts'

const settings = { subdomain: 'acme', username: 'dpo@acme.example', token: 'zd-secret-token' }
const zendesk = { systemId: 'zendesk', sourceId: 'caseFiles', settings }
const company = companyPartition('demo')

const says = (body: unknown): EgressOutcome => ({
  ...{ kind: 'answered', status: 200, headers: {} },
  body: Buffer.from(JSON.stringify(body)),
})

type Moment = {
  readonly when: 'before' | 'after'
  /** What is written at that moment. */
  readonly writing: RegExp
  readonly act: () => Promise<unknown>
}

/** An office where something happens just before or after something is written, or while a system is asked. */
async function world(t: CleaningUp, { catalogue, ...options }: Options = {}) {
  const asked: string[] = []
  let answer: (url: string) => EgressOutcome | Promise<EgressOutcome> = () => says({ users: [] })
  let moment: Moment | undefined
  const meanwhile = async (when: Moment['when'], writes: unknown) => {
    if (moment?.when !== when || !moment.writing.test(JSON.stringify(writes))) return
    const { act } = moment
    moment = undefined
    await act()
  }
  const egress: Egress = {
    judge: async () => undefined,
    call: async ({ url }) => {
      asked.push(url)
      return answer(url)
    },
  }
  const through = (ports: Ports): Ports => ({
    ...{ ...ports, egress, ...(catalogue && { connectors: catalogue }) },
    documents: {
      ...ports.documents,
      batch: async (partition, writes) => {
        await meanwhile('before', writes)
        const written = await ports.documents.batch(partition, writes)
        await meanwhile('after', writes)
        return written
      },
    },
  })
  const office = await openOffice(t, { ...options, through })
  const { app, as } = office
  const by = { actor: as('admin'), companyId: 'demo' }
  return {
    ...{ office, app, as, by, asked },
    add: (wish: Partial<typeof zendesk> = {}) =>
      app.connections.add({ ...by, wish: { ...zendesk, ...wish } }),
    answers: (next: typeof answer) => void (answer = next),
    at: (next: Moment) => void (moment = next),
  }
}

type Options = OfficeOptions & { readonly catalogue?: ConnectorCatalogue }

const user = { id: 7, email: personEmail, name: 'The person' }

/** The same with a search of Zendesk that has just begun. */
async function searching(t: CleaningUp) {
  const here = await world(t)
  const { office, app, as } = here
  const { connectionId } = must(await here.add())
  here.answers(() => says({ users: [user] }))
  const request = await aRequest(office).verified().assignedTo('user').made()
  const wish = { actor: as('user'), requestId: request.requestId, connectionId, what: 'locate' } as const
  const { searchId } = must(await app.searches.start(wish))
  const search = { actor: as('user'), requestId: request.requestId, searchId }
  const withdraw = async () =>
    must(await app.withdrawRequest({ actor: request.person, requestId: request.requestId }))
  const stored = async () => {
    const partition = requestPartition('demo', request.requestId)
    const found = await office.ports.documents.read<SearchDocument>(partition, `search:${searchId}`)
    return found?.value ?? assert.fail()
  }
  const shred = async () => office.ports.shares.destroy((await office.stateOf(request)).key.keyId)
  return { ...here, wish, search, withdraw, stored, shred }
}

test('a system that has no secret is connected without anything to encrypt', async (t) => {
  const [known] = (await connectors()).filter(({ id }) => id === 'zendesk')
  const system = { ...(known ?? assert.fail()), settings: {}, hosts: ['open.example.com'], id: 'open' }
  const open = { ...system, auth: { type: 'none' } } as const
  const { office, app, by, add, asked } = await world(t, {
    catalogue: { systems: async () => [{ system: open, fileHash: '0'.repeat(64) }] },
  })
  const { connectionId } = must(await add({ systemId: 'open', settings: {} as never }))
  assert.equal(must(await app.connections.test({ ...by, connectionId })), 'works')
  assert.equal(asked.length, 2)
  const stored = await office.ports.documents.read<CompanyDocument>(company, 'company')
  assert.deepEqual(Object.keys(stored?.value.connections?.[0] ?? {}).includes('sealed'), false)
})

test('a connection that lost its secrets asks nothing of its system', async (t) => {
  const { office, app, by, asked } = await world(t)
  const connectionId = await aConnection(office)
  const tested = must(await app.connections.test({ ...by, connectionId }))
  assert.deepEqual([tested !== 'works' && tested.code, asked.length], ['valueUnfit', 0])
})

test('a company that goes while its system is tried has no system in the end', async (t) => {
  const { office, answers, add } = await world(t)
  answers(async () => {
    must(await office.ports.documents.batch(company, [{ kind: 'delete', id: 'company' }]))
    return says({})
  })
  assert.equal(refusal(await add()), 'notFound')
})

test('a source that goes while its system is tried gets no system', async (t) => {
  const { office, answers, add } = await world(t)
  answers(async () => {
    const found = await office.ports.documents.read<CompanyDocument>(company, 'company')
    const value = { ...(found?.value ?? assert.fail()), informationTypes: [] }
    must(await office.ports.documents.batch(company, [{ kind: 'upsert', value }]))
    return says({})
  })
  assert.equal(refusal(await add()), 'itemOutdated')
})

test('where a hundred changes wait for a second person, no system is proposed beside them', async (t) => {
  const { office, add } = await world(t, { mode: 'serve' })
  const { held } = must(await add())
  const id = held === 'holds' ? assert.fail() : `item:${held.itemId}`
  const item = (await office.ports.documents.read<CompanyItem>(company, id))?.value ?? assert.fail()
  const more = Array.from({ length: 99 }, (_, n): CompanyItem => ({
    ...{ ...item, id: `item:more-${n}`, itemId: `more-${n}` },
  }))
  must(
    await office.ports.documents.batch(
      company,
      more.map((value) => ({ kind: 'create', value }) as const),
    ),
  )
  assert.equal(refusal(await add()), 'limitReached')
})

test('of two processes that see a search at the same moment one goes on with it', async (t) => {
  const { app, at, asked, stored } = await searching(t)
  const before = asked.length
  at({ when: 'before', writing: /"turns":1/, act: () => app.goOnSearching(100) })
  await app.goOnSearching(100)
  const { state, turns } = await stored()
  assert.deepEqual([state, turns, asked.length - before], ['found', 1, 1])
})

test('a search whose request is being purged asks nothing, and nobody sees it any more', async (t) => {
  const { app, asked, stored, search, shred } = await searching(t)
  const before = asked.length
  await shred()
  await app.goOnSearching(100)
  assert.deepEqual([(await stored()).state, asked.length], ['running', before])
  assert.equal(refusal(await app.searches.view(search)), 'contentGone')
})

test('no search starts for a request whose key is destroyed', async (t) => {
  const { office, app, wish, shred } = await searching(t)
  const connectionId = await aConnection(office, { connectionId: 'another' })
  await shred()
  assert.equal(refusal(await app.searches.start({ ...wish, connectionId })), 'contentGone')
})

test('a search ends without a question when its request has ended', async (t) => {
  const { app, asked, stored, withdraw } = await searching(t)
  const before = asked.length
  await withdraw()
  await app.goOnSearching(100)
  const { state, failure } = await stored()
  assert.deepEqual([state, failure?.code, asked.length], ['failed', 'requestEnded', before])
})

test('a system with more pages than a minute has calls is no troubled one', async (t) => {
  const { office, app, answers, search } = await searching(t)
  const path = 'https://acme.zendesk.com/api/v2/users/search.json'
  let page = 0
  answers(() => says({ users: [], next_page: ++page < 150 ? `${path}?page=${page}` : null }))
  await app.goOnSearching(100)
  const waiting = must(await app.searches.view(search)).search
  assert.deepEqual([waiting.state, waiting.isTroubled, page], ['running', false, 100])
  office.clock.pass({ seconds: 61 })
  await app.goOnSearching(100)
  assert.deepEqual([must(await app.searches.view(search)).search.state, page], ['found', 150])
})

const twilio = { systemId: 'twilio', settings: { account: 'AC1', token: 'tw-secret' } as never }

/** A person who asked by letter, and is looked for where texts are sent. */
async function byLetter(t: CleaningUp, personal: PersonalDetails) {
  const here = await world(t)
  const { app, as } = here
  here.answers(() => says({ messages: [] }))
  const { connectionId } = must(await here.add(twilio))
  const registered = await app.registerRequest({
    ...{ actor: as('manager'), companyId: 'demo', channel: 'letter' },
    wish: { rights: ['access'], personal: { postalAddress: 'Prøvegade 2', ...personal } },
  })
  const { requestId } = must(registered)
  must(await app.assignRequest({ actor: as('manager'), requestId, employeeId: 'user' }))
  const of = { actor: as('user'), requestId }
  const { searchId } = must(await app.searches.start({ ...of, connectionId, what: 'locate' }))
  here.asked.length = 0
  await app.goOnSearching(100)
  return { ...here, search: must(await app.searches.view({ ...of, searchId })).search }
}

test('who gave a telephone number and no address is found by it, however they wrote it', async (t) => {
  const { search, asked } = await byLetter(t, { identifiers: { phone: '+45 (12) 34-56 78' } })
  assert.equal(search.state, 'found')
  assert.deepEqual(
    asked.map((url) => new URL(url).searchParams.get('To') ?? new URL(url).searchParams.get('From')),
    ['+4512345678', '+4512345678'],
  )
})

test('who gave neither an address nor a number is looked for nowhere', async (t) => {
  const { search, asked } = await byLetter(t, {})
  assert.deepEqual([search.failure?.code, asked.length], ['nobodyToFind', 0])
})

test('a company that connected nothing has no system to look in', async (t) => {
  const { office, app, as } = await world(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').made()
  assert.deepEqual(must(await app.searches.list({ actor: as('user'), requestId })), {
    systems: [],
    searches: [],
  })
})

for (const [what, writing] of [
  ['before anything of it is a file', /"contentRead"/],
  ['after it became a file', /"fileAdded"/],
] as const)
  test(`what was found is not taken when the request is withdrawn ${what}`, async (t) => {
    const { app, at, search, stored, withdraw } = await searching(t)
    await app.goOnSearching(100)
    at({ when: 'after', writing, act: withdraw })
    assert.equal(refusal(await app.searches.take({ ...search, steps: ['users'] })), 'forbidden')
    assert.equal((await stored()).state, 'found')
  })
