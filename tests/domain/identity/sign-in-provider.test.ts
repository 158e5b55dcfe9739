import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  authenticationOf,
  claimLacking,
  providerFlaws,
  signaturesOf,
  type ProviderMetadata,
  saysSecondFactor,
} from '../../../shared/domain/identity/sign-in-provider.ts'

const issuer = 'https://login.example/tenant'

const good: ProviderMetadata = {
  issuer,
  authorization_endpoint: 'https://login.example/authorize',
  token_endpoint: 'https://login.example/token',
  jwks_uri: 'https://keys.example/jwks',
  response_types_supported: ['code', 'id_token'],
  code_challenge_methods_supported: ['plain', 'S256'],
  id_token_signing_alg_values_supported: ['none', 'HS256', 'ES256'],
  token_endpoint_auth_methods_supported: ['private_key_jwt', 'client_secret_post'],
}

const flaws = (change: ProviderMetadata, at = issuer) => providerFlaws({ issuer: at }, { ...good, ...change })

test('a provider that can be used has nothing against it', () => {
  assert.deepEqual(flaws({}), [])
})

test('what a provider leaves unsaid means what the specifications say it means', () => {
  const { issuer: own, authorization_endpoint, token_endpoint, jwks_uri } = good
  assert.deepEqual(
    providerFlaws({ issuer }, { issuer: own, authorization_endpoint, token_endpoint, jwks_uri }),
    [],
  )
  assert.deepEqual(signaturesOf({}), ['RS256'])
  assert.equal(authenticationOf({}), 'basic')
})

test('each thing that stands against a provider is named', () => {
  assert.deepEqual(flaws({ issuer: `${issuer}/` }), ['issuerMismatch'])
  assert.deepEqual(flaws({ issuer: undefined }), ['issuerMismatch'])
  assert.deepEqual(flaws({ jwks_uri: undefined }), ['endpointMissing'])
  assert.deepEqual(flaws({ token_endpoint: 7 }), ['endpointMissing'])
  assert.deepEqual(flaws({ token_endpoint: 'http://login.example/token' }), ['endpointNotEncrypted'])
  assert.deepEqual(flaws({ authorization_endpoint: 'javascript:alert(1)' }), ['endpointNotEncrypted'])
  assert.deepEqual(flaws({ response_types_supported: ['id_token'] }), ['noCodeFlow'])
  assert.deepEqual(flaws({ code_challenge_methods_supported: ['plain'] }), ['noPkceS256'])
  assert.deepEqual(flaws({ id_token_signing_alg_values_supported: ['none', 'HS256'] }), ['noKnownSignature'])
  assert.deepEqual(flaws({ token_endpoint_auth_methods_supported: ['private_key_jwt', 7] }), [
    'noKnownClientAuthentication',
  ])
})

test('only a provider that is not encrypted at all may have endpoints that are not', () => {
  const at = 'http://localhost:4000'
  const endpoints = {
    ...{ issuer: at, authorization_endpoint: `${at}/auth`, token_endpoint: `${at}/token` },
    jwks_uri: 'https://keys.example/jwks',
  }
  assert.deepEqual(flaws(endpoints, at), [])
  assert.deepEqual(flaws({ ...endpoints, authorization_endpoint: 'javascript:alert(1)' }, at), [
    'endpointNotEncrypted',
  ])
})

test('a signature counts only where a public key verifies it', () => {
  assert.deepEqual(signaturesOf(good), ['ES256'])
})

test('the secret goes into the body where it may, and by Basic where it must', () => {
  assert.equal(authenticationOf(good), 'post')
  const both = ['client_secret_basic', 'client_secret_post']
  assert.equal(authenticationOf({ token_endpoint_auth_methods_supported: both }), 'post')
  assert.equal(authenticationOf({ token_endpoint_auth_methods_supported: ['client_secret_basic'] }), 'basic')
  assert.equal(authenticationOf({ token_endpoint_auth_methods_supported: ['none'] }), 'basic')
})

test('whoever was let in more weakly than the company demands, or elsewhere, is not let in here', () => {
  const required = [
    { name: 'acr', values: ['substantial', 'high'] },
    { name: 'amr', values: ['mfa'] },
    { name: 'level', values: ['3'] },
  ]
  const claims = { acr: 'high', amr: ['pwd', 'mfa'], level: 3 }
  assert.equal(claimLacking(required, claims), undefined)
  assert.equal(claimLacking(undefined, {}), undefined)
  assert.equal(claimLacking(required, { ...claims, acr: 'low' }), 'acr')
  assert.equal(claimLacking(required, { ...claims, amr: ['pwd'] }), 'amr')
  assert.equal(claimLacking(required, { ...claims, amr: undefined }), 'amr')
  assert.equal(claimLacking([{ name: 'tid', values: ['undefined'] }], {}), 'tid', 'nothing said is no word')
})

test('a second factor is what the provider says it is, or the level that the company demands of it', () => {
  for (const claims of [
    { amr: ['pwd', 'mfa'] },
    { amr: ['pwd', 'otp'] },
    { amr: ['hwk', 'fpt'] },
    { acr: 'http://eidas.europa.eu/LoA/substantial' },
    { acr: 'urn:grn:authn:dk:mitid:substantial' },
  ])
    assert.ok(saysSecondFactor(undefined, claims), JSON.stringify(claims))
  for (const claims of [{}, { amr: ['pwd'] }, { amr: ['otp', 'sms'] }, { amr: 'mfa' }, { acr: '0' }])
    assert.ok(!saysSecondFactor([{ name: 'tid', values: ['x'] }], claims), JSON.stringify(claims))
  for (const name of ['acr', 'acrs']) assert.ok(saysSecondFactor([{ name, values: ['c1'] }], {}), name)
})
