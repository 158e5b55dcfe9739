import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'

import { runOpenIdProvider } from '../support/openid-provider.ts'
import { runInstance } from '../support/running-instance.ts'
import { openBrowser, signInByPage, visitor } from './browser-support.ts'

let browser: Browser
before(async () => void (browser = await openBrowser()))
after(() => browser.close())

test('in a real browser an employee links their identity at the provider, and signs in with it', async (t) => {
  const instance = await runInstance(t)
  const redirectUris = [`${instance.url}/demo/staff/sign-in/callback`]
  const { issuer, client } = await runOpenIdProvider(t, { redirectUris })
  const token = await instance.signIn('admin@demo.example')
  const entered = { name: 'Entra ID', issuer, clientId: client.id, clientSecret: client.secret }
  const path = '/api/v1/companies/demo/identity-provider'
  assert.equal((await instance.call('PUT', path, { token, body: entered })).status, 204)

  const first = await visitor(browser, instance)
  await signInByPage(first, instance, 'user@demo.example')
  await first.page.goto('/demo/staff/sessions')
  await first.page.getByRole('link', { name: 'Sign-in through the company’s provider' }).click()
  await first.examine('provider-to-link')
  await first.page.getByRole('link', { name: 'Link your identity at Entra ID' }).click()
  await first.page.getByLabel('Name').fill('ann')
  await first.page.getByRole('button', { name: 'Sign in' }).click()
  await first.page.getByRole('status').filter({ hasText: 'Linked.' }).waitFor()
  assert.equal(new URL(first.page.url()).search, '?done=identityLinked', 'the answer is not in the address')
  await first.examine('provider-linked')

  const later = await visitor(browser, instance, { screen: 'phone' })
  await later.page.goto('/demo/staff')
  await later.examine('sign-in-with-provider')
  await later.page.getByRole('link', { name: 'Sign in with Entra ID' }).click()
  await later.page.getByLabel('Name').fill('ann')
  await later.page.getByRole('button', { name: 'Sign in' }).click()
  await later.page.waitForURL('**/demo/staff')
  await later.page.goto('/demo/staff/sessions')
  await later.page.getByText('the company’s provider', { exact: true }).waitFor()
  await later.page.goto('/demo/staff/provider')
  await later.page.getByRole('button', { name: 'Take the identity away' }).click()
  await later.page.getByRole('status').filter({ hasText: 'Taken away' }).waitFor()
  await first.page.reload()
  await first.page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor()

  const stranger = await visitor(browser, instance, { script: 'off' })
  await stranger.page.goto('/demo/staff/sign-in')
  await stranger.page.getByRole('link', { name: 'Sign in with Entra ID' }).click()
  await stranger.page.getByLabel('Name').fill('ann')
  await stranger.page.getByRole('button', { name: 'Sign in' }).click()
  await stranger.page.getByRole('alert').filter({ hasText: 'Nobody here is known' }).waitFor()
  await stranger.page.goBack()
  await stranger.examine('sign-in-refused')
  assert.deepEqual([...first.complaints, ...later.complaints, ...stranger.complaints], [])
})
