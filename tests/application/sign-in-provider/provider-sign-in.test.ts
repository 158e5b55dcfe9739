import assert from 'node:assert/strict'
import { test } from 'node:test'

import type { EmployeeDocument } from '../../../shared/application/companies/company-document.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { refusal, type Office } from '../../support/application.ts'
import {
  companyWithProvider,
  linked,
  linkPath,
  sentTo,
  signedInBy,
  throughProvider,
} from '../../support/company-provider.ts'
import { reachingProvider } from '../../support/openid-provider.ts'
import { plainBrowser } from '../../pages/plain-browser.ts'

const actorOf = async (office: Office, name: 'user' | 'owner', proofs: readonly ('link' | 'totp')[]) => {
  const browser = await signedInBy(office, name, proofs)
  const actor = await office.app.sessions.actorOfCookie(browser.cookies.get('__Host-indsigt') ?? '')
  assert.ok(actor?.kind === 'employee')
  return actor
}

test('of two that come back with the same answer at the same moment one is let in', async (t) => {
  const all = await companyWithProvider(t)
  await linked(all, 'user', 'ann')
  const browser = plainBrowser(all.office)
  const back = await all.provider.browser().signIn(await sentTo(browser), 'ann')
  const both = await Promise.all([1, 2].map(() => browser.get(`${back.pathname}${back.search}`)))
  assert.deepEqual(both.map(({ location }) => location).sort(), [
    '/demo/staff',
    '/demo/staff/sign-in?why=journeyOver',
  ])
})

test('of two who link the same identity at the same moment one is known by it', async (t) => {
  const all = await companyWithProvider(t)
  const browsers = [await signedInBy(all.office, 'user'), await signedInBy(all.office, 'manager')]
  const ends = await Promise.all(
    browsers.map(async (browser) => throughProvider(all, browser, 'ann', await linkPath(browser))),
  )
  assert.deepEqual(ends.sort(), [
    '/demo/staff/provider?done=identityLinked',
    '/demo/staff/provider?why=identityTaken',
  ])
})

test('of two that one employee links at the same moment the first stays', async (t) => {
  const all = await companyWithProvider(t)
  const browser = await signedInBy(all.office, 'user')
  const [one, other] = [
    await sentTo(browser, await linkPath(browser)),
    await sentTo(browser, await linkPath(browser)),
  ]
  const first = await all.provider.browser().signIn(one, 'ann')
  const second = await all.provider.browser().signIn(other, 'bob')
  assert.match((await browser.get(`${first.pathname}${first.search}`)).location, /done=identityLinked/)
  assert.match((await browser.get(`${second.pathname}${second.search}`)).location, /why=identityLinked/)
})

test('an identity that is taken away while its holder signs in lets nobody in', async (t) => {
  const afterSearch: (() => Promise<void>)[] = []
  const through = (ports: Ports): Ports => {
    const { query } = ports.documents
    const documents: Ports['documents'] = {
      ...ports.documents,
      query: async (asked) => {
        const found = await query<never>(asked)
        if (asked.idPrefix === 'employee:') for (const act of afterSearch) await act()
        return found
      },
    }
    return reachingProvider({ ...ports, documents })
  }
  const all = await companyWithProvider(t, { through })
  await linked(all, 'user', 'ann')
  afterSearch.push(async () => {
    const found = await all.office.ports.documents.read<EmployeeDocument>(
      companyPartition('demo'),
      'employee:user',
    )
    const { identity: _gone, ...value } = found?.value ?? assert.fail()
    await all.office.ports.documents.batch(companyPartition('demo'), [{ kind: 'upsert', value }])
  })
  assert.equal(
    await throughProvider(all, plainBrowser(all.office), 'ann'),
    '/demo/staff/sign-in?why=identityUnknown',
  )
})

test('nobody links or proves anything without a session, or when they are no longer there', async (t) => {
  const { office } = await companyWithProvider(t)
  const { providerSignIn } = office.app
  for (const purpose of ['link', 'prove'] as const)
    assert.equal(refusal(await providerSignIn.begin({ companyId: 'demo', purpose })), 'notSignedIn')
  const gone = { ...office.as('user'), employeeId: 'gone' }
  assert.equal(
    refusal(await providerSignIn.begin({ companyId: 'demo', purpose: 'link', actor: gone })),
    'notFound',
  )
  assert.equal(refusal(await providerSignIn.unlink(gone)), 'notFound')
  assert.deepEqual(
    await providerSignIn.unlink(office.as('user')),
    { ok: true, value: undefined },
    'there is none',
  )
  assert.deepEqual((await providerSignIn.own(gone)).linked, undefined)
  assert.equal(await providerSignIn.offered('gone'), undefined)
})

test('where the provider is the only way, a session by other factors is good for enrolling alone', async (t) => {
  const all = await companyWithProvider(t, { mode: 'serve' })
  assert.deepEqual((await actorOf(all.office, 'user', ['link', 'totp'])).proofs, ['link', 'totp'])
  await all.set({ use: 'only' })
  const user = await actorOf(all.office, 'user', ['link', 'totp'])
  assert.deepEqual([user.proofs, user.provedAt], [['link'], undefined])
  const owner = await actorOf(all.office, 'owner', ['link', 'totp'])
  assert.deepEqual(owner.proofs, ['link', 'totp'])
  assert.ok(owner.provedAt)
})

test('an identity of the provider that was says nothing at the provider that is', async (t) => {
  const all = await companyWithProvider(t)
  await linked(all, 'user', 'ann')
  const other = await companyWithProvider(t)
  await all.set({ issuer: other.provider.issuer })
  const { linked: now } = await all.office.app.providerSignIn.own(all.office.as('user'))
  assert.equal(now, undefined)
  const browser = plainBrowser(all.office)
  assert.equal(
    await throughProvider(other, browser, 'ann'),
    '/demo/staff/sign-in?why=identityUnknown',
    'the same name there is somebody else',
  )
})
