import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test, type TestContext } from 'node:test'

import { createSignInProvider, type Fetch } from '../../../shared/adapters/openid/sign-in-provider.ts'
import type { ProviderClient, ProviderJourney } from '../../../shared/application/ports/sign-in-provider.ts'
import type { ProviderRules } from '../../../shared/domain/identity/sign-in-provider.ts'
import { must } from '../../support/application.ts'
import { runOpenIdProvider, type Forgery } from '../../support/openid-provider.ts'

const returnAddress = 'https://indsigt.example/demo/staff/sign-in/callback'

const secretText = (): string => randomBytes(32).toString('base64url')

const aJourney = (proof: ProviderJourney['proof'] = 'any'): ProviderJourney => ({
  ...{ state: secretText(), nonce: secretText(), verifier: secretText(), proof },
})

type Setting = Parameters<typeof runOpenIdProvider>[1] & { readonly rules?: Partial<ProviderRules> }

async function setUp(t: TestContext, setting: Partial<Setting> = {}) {
  const { rules, ...options } = setting
  const provider = await runOpenIdProvider(t, { redirectUris: [returnAddress], ...options })
  const client: ProviderClient = {
    rules: {
      ...{ name: 'The provider', issuer: provider.issuer, clientId: provider.client.id },
      ...{ scopes: ['openid'], use: 'offered', ...rules },
    },
    clientSecret: provider.client.secret,
    returnAddress,
  }
  const port = createSignInProvider(impatient)
  const browser = provider.browser()

  /** There and back as one person, and what comes of it. */
  async function goAs(login: string, journey = aJourney()) {
    const address = must(await port.address(client, journey))
    const { searchParams: answer } = await browser.signIn(address, login)
    return { answer, journey, outcome: await port.claims(client, { ...journey, answer }) }
  }

  return { provider, client, port, browser, goAs }
}

/** What the way out does with whoever is slow, in less time. */
const impatient: Fetch = async (url, init) => {
  const { signal: _own, ...rest } = init
  try {
    return await fetch(url, { ...rest, signal: AbortSignal.timeout(500) } as RequestInit)
  } catch (error) {
    throw new TypeError('fetch failed', { cause: error })
  }
}

test('an employee is who the provider says they are', async (t) => {
  const { goAs, port, client } = await setUp(t)
  assert.deepEqual(await port.examine(client.rules), { ok: true, value: undefined })
  assert.equal(must((await goAs('ann')).outcome).subject, 'ann')
  assert.equal(must((await goAs('ann')).outcome).authenticatedAt, undefined, 'nobody asked when')
})

test('the way to the provider tells it nothing of the person, and holds the answer to this browser', async (t) => {
  const { port, client } = await setUp(t, {
    rules: { prompt: 'selectAccount', scopes: ['openid', 'profile'] },
  })
  const journey = aJourney()
  const { searchParams } = new URL(must(await port.address(client, journey)))
  const { code_challenge: challenge, ...asked } = Object.fromEntries(searchParams)
  assert.deepEqual(asked, {
    client_id: 'indsigt',
    redirect_uri: returnAddress,
    response_type: 'code',
    scope: 'openid profile',
    state: journey.state,
    nonce: journey.nonce,
    code_challenge_method: 'S256',
    prompt: 'select_account',
    claims: '{"id_token":{"acr":null,"amr":null}}',
  })
  assert.match(challenge ?? '', /^[\w-]{43}$/)
  assert.notEqual(challenge, journey.verifier)
})

test('a fresh proof is asked for anew from whoever is signed in there, and says when it was given', async (t) => {
  const { provider, port, client, goAs } = await setUp(t)
  await goAs('ann')
  const journey = aJourney('fresh')
  const address = new URL(must(await port.address(client, journey)))
  assert.equal(address.searchParams.get('prompt'), 'login')
  assert.equal(address.searchParams.get('max_age'), '300')
  const pages = provider.calls.filter((call) => call.startsWith('POST /interaction/')).length
  const { outcome } = await goAs('ann', journey)
  assert.equal(provider.calls.filter((call) => call.startsWith('POST /interaction/')).length, pages + 1)
  assert.ok(must(outcome).authenticatedAt instanceof Date)
})

test('a proof that is older than five minutes, or of unknown age, is not fresh', async (t) => {
  const { provider, goAs } = await setUp(t)
  const now = Math.floor(Date.now() / 1000)
  for (const at of [now - 400, undefined]) {
    provider.forge({ claims: { auth_time: at } })
    const { outcome } = await goAs('ann', aJourney('fresh'))
    assert.deepEqual(outcome, { ok: false, error: { code: 'providerAnswerInvalid' } }, `${at}`)
  }
})

test('a broker of national identities is asked for its way of signing in, and says which it took', async (t) => {
  const substantial = 'urn:grn:authn:dk:mitid:substantial'
  const wanted = [
    { name: 'acr', values: [substantial] },
    { name: 'amr', values: ['code_app'] },
  ]
  const { goAs, port, client } = await setUp(t, {
    acrValues: [substantial],
    login: { acr: substantial, amr: ['code_app'] },
    rules: { acrValues: [substantial], requiredClaims: wanted },
  })
  const { searchParams } = new URL(must(await port.address(client, aJourney())))
  assert.equal(searchParams.get('acr_values'), substantial)
  assert.equal(searchParams.get('claims'), '{"id_token":{"acr":null,"amr":null}}')
  const { all } = must((await goAs('ann')).outcome)
  assert.equal(all['acr'], substantial)
  assert.deepEqual(all['amr'], ['code_app'])
})

const forgeries: readonly (readonly [what: string, Forgery])[] = [
  ['was made for another sign-in', { claims: { nonce: 'of another' } }],
  ['names no sign-in', { claims: { nonce: undefined } }],
  ['was made for another client', { claims: { aud: 'another' } }],
  ['was made for several clients without saying for which', { claims: { aud: ['indsigt', 'other'] } }],
  ['was handed to another client', { claims: { aud: ['indsigt', 'other'], azp: 'other' } }],
  ['was issued by another', { claims: { iss: 'https://other.example' } }],
  ['has expired', { claims: { exp: Math.floor(Date.now() / 1000) - 120 } }],
  ['never expires', { claims: { exp: undefined } }],
  ['names nobody', { claims: { sub: undefined } }],
  ['names somebody without a name', { claims: { sub: '' } }],
  ['names somebody at too great length', { claims: { sub: 'a'.repeat(256) } }],
  ['is not signed', { signature: 'none' }],
  ['is signed with the public key as if it were a secret', { signature: 'HS256' }],
  ['is signed with a key that nobody knows', { signature: 'unknownKey' }],
  ['was changed after it was signed', { signature: 'broken' }],
]

for (const [what, forgery] of forgeries)
  test(`nobody is let in by a token that ${what}`, async (t) => {
    const { provider, goAs } = await setUp(t)
    provider.forge(forgery)
    assert.deepEqual((await goAs('ann')).outcome, { ok: false, error: { code: 'providerAnswerInvalid' } })
    provider.forge({})
    assert.equal((await goAs('ann')).outcome.ok, true)
  })

test('keys that the provider changed a moment ago are taken at once', async (t) => {
  const { provider, goAs } = await setUp(t)
  assert.equal((await goAs('ann')).outcome.ok, true)
  provider.forge({ signature: 'rotatedKey' })
  assert.equal((await goAs('ann')).outcome.ok, true)
})

test('an answer counts for the journey on which it was given, and for no other', async (t) => {
  const { client, port, browser } = await setUp(t)
  const journey = aJourney()
  const address = must(await port.address(client, journey))
  const { searchParams: answer } = await browser.signIn(address, 'ann')
  const outcomeOf = async (change: Partial<ProviderJourney>, more: Readonly<Record<string, string>> = {}) => {
    const changed = new URLSearchParams({ ...Object.fromEntries(answer), ...more })
    const outcome = await port.claims(client, { ...journey, ...change, answer: changed })
    return outcome.ok ? outcome.value.subject : outcome.error
  }
  const invalid = { code: 'providerAnswerInvalid' }
  assert.deepEqual(await outcomeOf({ state: secretText() }), invalid)
  assert.deepEqual(await outcomeOf({}, { iss: 'https://other.example' }), invalid, 'mixed up (RFC 9207)')
  const withoutIssuer = new URLSearchParams([...answer].filter(([name]) => name !== 'iss'))
  assert.deepEqual(await port.claims(client, { ...journey, answer: withoutIssuer }), {
    ok: false,
    error: invalid,
  })
  const refused = { code: 'providerRefused', error: 'codeRefused' }
  assert.deepEqual(await outcomeOf({}, { code: 'guessed' }), refused)
  assert.equal(await outcomeOf({}), 'ann')
  assert.deepEqual(await outcomeOf({}), refused, 'a code is taken once')
})

test('whoever took the code on its way cannot use it without what the browser kept', async (t) => {
  const { client, port, browser } = await setUp(t)
  const journey = aJourney()
  const { searchParams: answer } = await browser.signIn(must(await port.address(client, journey)), 'ann')
  assert.deepEqual(await port.claims(client, { ...journey, verifier: secretText(), answer }), {
    ok: false,
    error: { code: 'providerRefused', error: 'codeRefused' },
  })
})

test('a provider that says no is heard in a word of ours', async (t) => {
  const { client, port, browser } = await setUp(t)
  const journey = aJourney()
  const outcomeOf = async (answer: URLSearchParams) => {
    const outcome = await port.claims(client, { ...journey, answer })
    assert.equal(outcome.ok, false)
    return outcome.ok ? undefined : outcome.error
  }
  const { searchParams } = await browser.refuse(must(await port.address(client, journey)))
  assert.deepEqual(await outcomeOf(searchParams), { code: 'providerRefused', error: 'accessDenied' })
  const saying = (error: string) =>
    new URLSearchParams({ error, state: journey.state, iss: client.rules.issuer })
  for (const [said, heard] of [
    ['login_required', 'signInNeeded'],
    ['unauthorized_client', 'clientRefused'],
    ['invalid_scope', 'requestRefused'],
    ['<script>', 'other'],
    ['constructor', 'other'],
  ] as const)
    assert.deepEqual(await outcomeOf(saying(said)), { code: 'providerRefused', error: heard }, said)
  assert.deepEqual(await outcomeOf(saying('temporarily_unavailable')), { code: 'providerUnavailable' })
})

test('a secret that the provider does not know is told apart from a person who is refused', async (t) => {
  const { client, port, browser } = await setUp(t)
  const journey = aJourney()
  const { searchParams: answer } = await browser.signIn(must(await port.address(client, journey)), 'ann')
  assert.deepEqual(await port.claims({ ...client, clientSecret: 'another' }, { ...journey, answer }), {
    ok: false,
    error: { code: 'providerRefused', error: 'clientRefused' },
  })
})

test('a provider that is away, slow or broken is unavailable, and nothing else', async (t) => {
  const { provider, client, port, browser } = await setUp(t)
  const journey = aJourney()
  const address = must(await port.address(client, journey))
  const { searchParams: answer } = await browser.signIn(address, 'ann')
  const unavailable = { ok: false, error: { code: 'providerUnavailable' } }
  const outcomeAt = async (path: string, instead: Parameters<typeof provider.substitute>[1]) => {
    provider.substitute(path, instead)
    const outcome = path.startsWith('/.well-known')
      ? await port.examine(client.rules)
      : await port.claims(client, { ...journey, answer })
    provider.substitute(path)
    return outcome
  }
  const discovery = '/.well-known/openid-configuration'
  assert.deepEqual(await outcomeAt(discovery, { status: 503 }), unavailable)
  assert.deepEqual(await outcomeAt(discovery, { status: 429 }), unavailable)
  assert.deepEqual(await outcomeAt(discovery, 'silence'), unavailable)
  assert.deepEqual(await outcomeAt('/token', { status: 500, body: 'oops' }), unavailable)
  assert.deepEqual(await outcomeAt('/token', 'silence'), unavailable)
  assert.deepEqual(await outcomeAt('/jwks', { status: 500 }), unavailable)
  const gone = { ...client.rules, issuer: 'http://127.0.0.1:1' }
  assert.deepEqual(await port.examine(gone), unavailable)
  assert.deepEqual(await port.address({ ...client, rules: gone }, journey), unavailable)
  assert.deepEqual(await port.claims({ ...client, rules: gone }, { ...journey, answer }), unavailable)
})

test('what is no provider, or another than it was called, is named when it is entered', async (t) => {
  const { provider, client, port } = await setUp(t)
  const discovery = '/.well-known/openid-configuration'
  const truth = (await (await fetch(`${provider.issuer}${discovery}`)).json()) as Record<string, unknown>
  const flawsOf = async (instead: Parameters<typeof provider.substitute>[1]) => {
    provider.substitute(discovery, instead)
    const outcome = await port.examine(client.rules)
    return outcome.ok || outcome.error.code !== 'providerUnfit' ? [] : outcome.error.flaws
  }
  const saying = (change: object) => ({ status: 200, body: { ...truth, ...change } })
  assert.deepEqual(await flawsOf(saying({})), [])
  assert.deepEqual(await flawsOf(saying({ issuer: 'https://other.example' })), ['issuerMismatch'])
  assert.deepEqual(await flawsOf(saying({ code_challenge_methods_supported: ['plain'] })), ['noPkceS256'])
  assert.deepEqual(await flawsOf({ status: 404 }), ['notADiscoveryDocument'])
  assert.deepEqual(await flawsOf({ status: 200, body: 'null' }), ['notADiscoveryDocument'])
  assert.deepEqual(await flawsOf({ status: 200, body: '<html>' }), ['notADiscoveryDocument'])
  const elsewhere = { location: `${provider.issuer}/other` }
  assert.deepEqual(await flawsOf({ status: 302, headers: elsewhere }), ['notADiscoveryDocument'])
})

test('an address that nobody may call is named, not tried', async (t) => {
  const { client } = await setUp(t)
  const refusing = createSignInProvider(async () => {
    throw new TypeError('fetch failed', { cause: { kind: 'refused', code: 'addressRefused' } })
  })
  assert.deepEqual(await refusing.examine(client.rules), {
    ok: false,
    error: { code: 'providerUnfit', flaws: ['addressRefused'] },
  })
})
