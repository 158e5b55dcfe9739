import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import type { CompanyDocument } from '../../../shared/application/companies/company-document.ts'
import type { Held, ProposedItem } from '../../../shared/application/companies/guarded-change.ts'
import { itemDocumentId } from '../../../shared/application/companies/guarded-change.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import type { ProviderSettings } from '../../../shared/application/sign-in-provider/set-provider.ts'
import type { ProviderRules } from '../../../shared/domain/identity/sign-in-provider.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import type { PersonName } from '../../support/companies.ts'
import { reachingProvider, runOpenIdProvider, type OpenIdProvider } from '../../support/openid-provider.ts'

const returnAddress = 'http://localhost:7071/demo/staff/sign-in/callback'

async function setUp(t: TestContext, mode: 'demo' | 'serve' = 'serve') {
  const provider = await runOpenIdProvider(t, { redirectUris: [returnAddress] })
  const office = await openOffice(t, { mode, through: reachingProvider })
  return { provider, office }
}

const rulesOf = ({ issuer, client }: OpenIdProvider): ProviderRules => ({
  ...{ name: 'The provider', issuer, clientId: client.id, scopes: ['openid'], use: 'offered' },
})

const by = (office: Office, name: PersonName) => ({ actor: office.as(name), companyId: 'demo' })

type Wish = Partial<Parameters<ProviderSettings['set']>[0]>

const set = (
  office: Office,
  rules: ProviderRules,
  { name = 'admin', ...wish }: Wish & { readonly name?: PersonName } = {},
) => office.app.providerSettings.set({ ...by(office, name), rules, clientSecret: 'known to tests', ...wish })

/** Without a secret. */
const setAgain = (office: Office, rules: ProviderRules) =>
  office.app.providerSettings.set({ ...by(office, 'admin'), rules })

const seen = async (office: Office) =>
  must(await office.app.providerSettings.view(by(office, 'owner'))).seen.provider

function waits(held: Held): ProposedItem {
  assert.ok(held !== 'holds', 'it waits for a second person')
  return held
}

const decide = (office: Office, { itemId, manifestSha256 }: ProposedItem, name: PersonName = 'owner') =>
  office.app.companyItems.decide({
    ...{ actor: office.as(name), itemId, manifestSha256, decision: 'approve' },
  })

test('a provider holds when a second administrator has approved it, and is told of in the audit', async (t) => {
  const { provider, office } = await setUp(t)
  const rules = rulesOf(provider)
  const item = waits(must(await set(office, rules)))
  assert.equal(await seen(office), undefined)
  const [waiting] = await office.app.companyItems.waitingFor(office.as('owner'))
  assert.ok(waiting?.change.kind === 'identityProvider')
  assert.equal(waiting.change.to?.issuer, provider.issuer)
  assert.equal(waiting.change.from, undefined)

  must(await decide(office, item))
  const { secretHash, ...held } = (await seen(office)) ?? {}
  assert.deepEqual(held, rules)
  assert.ok(secretHash)
  await office.pump()
  const facts = (await auditOf(office).lines()).map(({ entry }) => [entry?.event, entry?.detail['members']])
  assert.deepEqual(facts.at(-1), ['settingsChanged', 'identityProvider'])
})

test('nobody reads the secret: neither who set it, nor who decides, nor who opens the store', async (t) => {
  const { provider, office } = await setUp(t)
  const secret = 'correct horse battery staple'
  const item = waits(must(await set(office, rulesOf(provider), { clientSecret: secret })))
  const read = must(await office.app.companyItems.read({ actor: office.as('owner'), itemId: item.itemId }))
  assert.doesNotMatch(JSON.stringify(read), /sealedSecret|correct/)
  const stored = await office.ports.documents.read(companyPartition('demo'), itemDocumentId(item.itemId))
  assert.doesNotMatch(JSON.stringify(stored), /correct/)

  must(await decide(office, item))
  assert.doesNotMatch(JSON.stringify(await seen(office)), /sealedSecret|correct/)
  const company = await office.ports.documents.read<CompanyDocument>(companyPartition('demo'), 'company')
  assert.ok(company?.value.provider?.sealedSecret)
  assert.doesNotMatch(JSON.stringify(company), /correct/)
})

test('what is proposed twice waits once, and what holds already is not proposed', async (t) => {
  const { provider, office } = await setUp(t)
  const rules = rulesOf(provider)
  const item = waits(must(await set(office, rules)))
  assert.deepEqual(must(await set(office, rules)), item)
  const other = waits(must(await set(office, rules, { clientSecret: 'another' })))
  assert.notEqual(other.itemId, item.itemId)

  must(await decide(office, item))
  assert.equal(must(await set(office, rules)), 'holds')
  assert.equal(must(await setAgain(office, rules)), 'holds', 'the secret that is kept is the same')
  assert.equal(refusal(await decide(office, other)), 'itemOutdated')
})

test('a secret stays with its client, and goes along to no other', async (t) => {
  const { provider, office } = await setUp(t)
  const rules = rulesOf(provider)
  assert.equal(refusal(await setAgain(office, rules)), 'clientSecretMissing')
  must(await decide(office, waits(must(await set(office, rules)))))
  const before = await seen(office)

  const renamed = { ...rules, name: 'Another name', use: 'only' } as const
  must(await decide(office, waits(must(await setAgain(office, renamed)))))
  assert.deepEqual(await seen(office), { ...before, ...renamed })
  assert.equal(refusal(await setAgain(office, { ...rules, clientId: 'another' })), 'clientSecretMissing')
  const { issuer: elsewhere } = await runOpenIdProvider(t, { redirectUris: [returnAddress] })
  assert.equal(refusal(await setAgain(office, { ...rules, issuer: elsewhere })), 'clientSecretMissing')
})

test('doing without a provider takes two as well', async (t) => {
  const { provider, office } = await setUp(t)
  const remove = () => office.app.providerSettings.remove(by(office, 'admin'))
  assert.equal(must(await remove()), 'holds', 'there is none')
  must(await decide(office, waits(must(await set(office, rulesOf(provider))))))
  const item = waits(must(await remove()))
  assert.ok(await seen(office))
  must(await decide(office, item))
  assert.equal(await seen(office), undefined)
})

test('in demo mode it holds at once', async (t) => {
  const { provider, office } = await setUp(t, 'demo')
  assert.equal(must(await set(office, rulesOf(provider))), 'holds')
  assert.ok(await seen(office))
})

test('only owner and administrators of the company see it and change it, and not over one another', async (t) => {
  const { provider, office } = await setUp(t)
  const rules = rulesOf(provider)
  const { view, remove } = office.app.providerSettings
  for (const name of ['manager', 'user', 'approver', 'officer'] as const) {
    assert.equal(refusal(await view(by(office, name))), 'forbidden')
    assert.equal(refusal(await set(office, rules, { name })), 'forbidden')
    assert.equal(refusal(await remove(by(office, name))), 'forbidden')
  }
  const stranger = { actor: office.elsewhere('owner'), companyId: 'demo' }
  assert.equal(refusal(await view(stranger)), 'notFound')
  const gone = { actor: { ...office.as('owner'), companyId: 'gone' }, companyId: 'gone' }
  assert.equal(refusal(await view(gone)), 'notFound')
  assert.equal(refusal(await remove(gone)), 'notFound')

  const { etag } = must(await view(by(office, 'admin')))
  assert.equal(refusal(await set(office, rules, { expected: 'another' })), 'versionConflict')
  waits(must(await set(office, rules, { expected: etag })))
})

test('what nobody could sign in with is refused when it is entered, with the reason', async (t) => {
  const { provider, office } = await setUp(t)
  const rules = rulesOf(provider)
  const flawsOf = async (issuer: string) => {
    const outcome = await set(office, { ...rules, issuer })
    assert.ok(!outcome.ok)
    return outcome.error.code === 'providerUnfit' ? outcome.error.flaws : outcome.error.code
  }
  const discovery = '/.well-known/openid-configuration'
  assert.deepEqual(await flawsOf('https://169.254.169.254'), ['addressRefused'])
  assert.deepEqual(await flawsOf('https://10.0.0.1/tenant'), ['addressRefused'])
  assert.deepEqual(await flawsOf('https://[::ffff:127.0.0.1]'), ['addressRefused'])
  assert.deepEqual(await flawsOf(`${provider.issuer}/`), ['issuerMismatch'])
  const location = 'http://169.254.169.254/latest/meta-data'
  provider.substitute(discovery, { status: 302, headers: { location } })
  assert.deepEqual(await flawsOf(provider.issuer), ['notADiscoveryDocument'])
  for (const away of ['endless', 'silence', { status: 503 }] as const) {
    provider.substitute(discovery, away)
    assert.equal(await flawsOf(provider.issuer), 'providerUnavailable')
  }
})
