import assert from 'node:assert/strict'
import { test } from 'node:test'

import { openOffice } from '../support/application.ts'
import { reachingProvider, runOpenIdProvider } from '../support/openid-provider.ts'
import { callOperation, tokenOf } from './support/call-operation.ts'

const redirectUri = 'http://localhost:7071/demo/staff/sign-in/callback'

test('a provider is entered, read without its secret, and taken away again', async (t) => {
  const office = await openOffice(t, { through: reachingProvider })
  const { issuer, client } = await runOpenIdProvider(t, { redirectUris: [redirectUri] })
  const token = await tokenOf(office.app, 'admin')
  const call = (operationId: string, body?: object) => callOperation(office.app, operationId, { token, body })

  assert.deepEqual((await call('viewIdentityProvider')).body, { redirectUri })
  const entered = { name: 'Entra ID', issuer, clientId: client.id, scopes: ['profile'] }
  const set = await call('setIdentityProvider', { ...entered, clientSecret: client.secret })
  assert.equal(set.status, 204)
  const { provider } = (await call('viewIdentityProvider')).body as { provider: { secretHash: string } }
  const { secretHash, ...rest } = provider
  assert.match(secretHash, /^[\w-]{43}$/)
  assert.deepEqual(rest, { ...entered, scopes: ['openid', 'profile'], use: 'offered' })
  assert.equal((await call('removeIdentityProvider')).status, 204)
  assert.deepEqual((await call('viewIdentityProvider')).body, { redirectUri })
})

test('what is wrong with a provider is said member by member, outside demo mode it waits for another', async (t) => {
  const office = await openOffice(t, {
    mode: 'serve',
    company: { programAccess: 'tokenAlone' },
    through: reachingProvider,
  })
  const { issuer } = await runOpenIdProvider(t, { redirectUris: [redirectUri] })
  const token = await tokenOf(office.app, 'admin')
  const set = (body: object) =>
    callOperation(office.app, 'setIdentityProvider', { token, body: { name: 'N', clientId: 'c', ...body } })

  const unfit = await set({ issuer: 'https://192.0.2.1', clientSecret: 's' })
  assert.equal(unfit.status, 422)
  assert.deepEqual((unfit.body as { errors: unknown }).errors, [
    { pointer: '/issuer', code: 'addressRefused', detail: 'leads where this instance may not call' },
  ])
  assert.equal((await set({ issuer })).status, 400)
  const waiting = await set({ issuer, clientSecret: 's' })
  assert.equal(waiting.status, 202)
  assert.deepEqual(Object.keys(waiting.body as object), ['itemId', 'manifestSha256'])
})
