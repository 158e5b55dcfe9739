import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { must, refusal } from '../support/application.ts'
import { auditOf } from '../support/audit.ts'
import { companyWithProvider, sentTo, throughProvider } from '../support/company-provider.ts'
import type { CompanyWithProvider } from '../support/company-provider.ts'
import { aRequest, type MadeRequest } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf, browserOfPerson, plainBrowser, type PlainBrowser } from './plain-browser.ts'

const substantial = 'http://eidas.europa.eu/LoA/substantial'
const ida = { name: 'Ida Bang', birthdate: '1970-01-31' }

async function broker(t: TestContext, acr = substantial) {
  const rules = { name: 'MitID', requesterAcrs: [substantial] }
  const how = { acrValues: [substantial, 'low'], login: { acr } }
  const all = await companyWithProvider(t, { rules, provider: how })
  all.provider.forge({ claims: ida })
  const request = await aRequest(all.office).verified().assignedTo('user').made()
  return { ...all, request, person: await browserOfPerson(all.office, request) }
}

const pageOf = ({ requestId }: MadeRequest): string => `/demo/requests/${requestId}`

async function wayThere(person: PlainBrowser, request: MadeRequest): Promise<string> {
  const { text } = await person.get(pageOf(request))
  const [, path] = /href="(\/demo\/requests\/[\w-]+\/identity\?for=[\w-]+)"/.exec(text) ?? []
  return path ?? assert.fail(text)
}

const through = async (all: CompanyWithProvider, person: PlainBrowser, request: MadeRequest) =>
  throughProvider(all, person, 'ida', await wayThere(person, request))

test('a person shows by national identity who they are, in a fresh sign-in with PKCE, state and nonce; their page and the staff see it', async (t) => {
  const all = await broker(t)
  const { office, request, person } = all
  for (const language of ['da', 'en']) {
    const { text } = await person.get(`${pageOf(request)}?language=${language}`)
    checkPage(text)
    assert.match(text, /id="shown"[^]*MitID/)
  }
  const asked = new URL(await sentTo(person, await wayThere(person, request))).searchParams
  assert.deepEqual(
    ['scope', 'prompt', 'acr_values', 'code_challenge_method', 'response_type'].map((name) =>
      asked.get(name),
    ),
    ['openid profile', 'login', substantial, 'S256', 'code'],
  )
  assert.match(asked.get('claims') ?? '', /"name":null.*"birthdate":null/)
  for (const name of ['state', 'nonce']) assert.match(asked.get(name) ?? '', /^[\w-]{43}$/)

  assert.equal(await through(all, person, request), `${pageOf(request)}?done=shown#shown`)
  const shown = (await person.get(pageOf(request))).text
  checkPage(shown)
  assert.match(shown, /You have shown who you are|Du har vist, hvem du er/)

  const staff = await browserOf(office, 'user')
  const work = (await staff.get(`/demo/staff/requests/${request.requestId}?language=en`)).text
  checkPage(work)
  assert.match(work, /Shown by national identity[^]*Ida Bang, born 1970-01-31/)
  assert.match(work, /Compare name and day of birth with what you have on file/)
})

test('what was shown establishes nothing by itself, is in no plain field, and leaves no name in the audit', async (t) => {
  const all = await broker(t)
  const { office, request, person } = all
  const before = (await office.stateOf(request)).identity
  await through(all, person, request)
  const actor = office.as('user')
  const { view } = must(await office.app.viewRequest({ actor, requestId: request.requestId }))
  assert.deepEqual((await office.stateOf(request)).identity, before)
  assert.ok(view.identity.shownAt)
  const stored = JSON.stringify(await office.stateOf(request))
  await office.pump()
  const lines = JSON.stringify(await auditOf(office).lines())
  for (const told of [ida.name, ida.birthdate])
    assert.ok(!stored.includes(told) && !lines.includes(told), told)
  assert.ok(lines.includes('identityShown'))

  const evidence = 'National identity, compared with the file'
  const record = { method: 'nationalEid', level: 'nationalId', evidence } as const
  must(await office.app.establishIdentity({ actor, requestId: request.requestId, ...record }))
})

test('a weaker way of signing in, or one that names nobody, is not recorded, and the page says so', async (t) => {
  const weak = await broker(t, 'low')
  const ended = await through(weak, weak.person, weak.request)
  assert.equal(ended, `${pageOf(weak.request)}?why=claimLacking#shown`)
  const { text } = await weak.person.get(ended)
  checkPage(text)
  assert.match(text, /role="alert"[^]*claimLacking/)
  assert.equal((await weak.office.stateOf(weak.request)).shownIdentity, undefined)
})

test('nobody shows who they are for a request of somebody else, by a link of another page, or after the request has ended', async (t) => {
  const all = await broker(t)
  const { office, request, person } = all
  const other = await browserOfPerson(office, await aRequest(office).verified().made())
  const back = await all.provider
    .browser()
    .signIn(await sentTo(person, await wayThere(person, request)), 'ida')
  const stolen = await other.get(`${back.pathname}${back.search}`)
  assert.match(stolen.location, /why=journeyOver/)
  assert.equal((await person.get(`${pageOf(request)}/identity?for=another`)).status, 403)
  assert.equal((await plainBrowser(office).get(`${pageOf(request)}/identity`)).status, 303)

  const again = await all.provider
    .browser()
    .signIn(await sentTo(person, await wayThere(person, request)), 'ida')
  must(await office.app.withdrawRequest({ actor: request.person, requestId: request.requestId }))
  const late = await person.get(`${again.pathname}${again.search}`)
  assert.equal(late.location, `${pageOf(request)}?why=requestEnded#shown`)
  assert.equal((await office.stateOf(request)).shownIdentity, undefined)
})

test('where the company does not say what shows a national identity, nobody is offered it or can begin it', async (t) => {
  const all = await companyWithProvider(t)
  const request = await aRequest(all.office).verified().made()
  const person = await browserOfPerson(all.office, request)
  assert.doesNotMatch((await person.get(pageOf(request))).text, /id="shown"/)
  const begin = (actor: typeof request.person | ReturnType<typeof all.office.as>) =>
    all.office.app.providerSignIn.begin({ companyId: 'demo', purpose: 'show', actor })
  assert.equal(refusal(await begin(request.person)), 'providerNotSet')
  await all.set({ requesterAcrs: [substantial] })
  assert.equal(refusal(await begin(all.office.as('user'))), 'notSignedIn')
})
