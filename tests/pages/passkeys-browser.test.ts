import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'

import { runInstance } from '../support/running-instance.ts'
import { mailedLink, openBrowser, signInByPage, visitor, type Visitor } from './browser-support.ts'

let browser: Browser
before(async () => void (browser = await openBrowser()))
after(() => browser.close())

/** An authenticator of Chromium's own, as DevTools has it; `verified` is whether its owner unlocks it. */
async function authenticator({ context, page }: Visitor) {
  const devTools = await context.newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  return {
    unlocks: (isUserVerified: boolean) =>
      devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    credentials: async () =>
      (await devTools.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  }
}

test('in a real browser a passkey is added, signs in, is not added twice, and the code is there without script', async (t) => {
  const instance = await runInstance(t)
  const email = 'user@demo.example'
  const user = await visitor(browser, instance)
  const { page } = user
  const device = await authenticator(user)
  await signInByPage(user, instance, email)
  await page.goto('/demo/staff/factors')
  await user.examine('factors-with-passkey')
  const adding = page.getByRole('region', { name: 'Add a passkey' })
  await adding.getByLabel('What you call it').fill('My laptop')
  await adding.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('status').filter({ hasText: 'Recovery codes' }).waitFor()
  await user.examine('passkey-added')
  const [made] = await device.credentials()
  assert.deepEqual([made?.rpId, made?.isResidentCredential], ['localhost', true])

  await page.goto('/demo/staff/factors')
  await page.getByRole('heading', { name: 'Passkey: My laptop' }).waitFor()
  await adding.getByRole('button', { name: 'Add a passkey' }).click()
  await adding.getByText('That passkey is among yours already.').waitFor()
  await user.examine('passkey-known')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.goto('/demo/staff/sign-in')
  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.goto(await mailedLink(instance, email))
  await page.getByRole('button', { name: 'Continue' }).first().click()
  const show = page.getByRole('button', { name: 'Use a passkey' })
  await show.waitFor()
  await user.examine('link-with-passkey')
  await device.unlocks(false)
  await show.click()
  await page.getByText('No passkey was shown.').waitFor()
  await device.unlocks(true)
  await show.click()
  await page.waitForURL('**/demo/staff')
  await page.goto('/demo/staff/sessions')
  await page.getByText('passkey', { exact: false }).first().waitFor()
  await page.goto('/demo/staff/factors?language=da')
  await page.getByRole('heading', { name: 'Adgangsnøgle: My laptop' }).waitFor()
  await user.examine('factors-da')
  assert.deepEqual(user.complaints, [])

  const plain = await visitor(browser, instance, { script: 'off', screen: 'phone' })
  await plain.page.goto('/demo/staff/sign-in')
  await plain.page.getByLabel('Your e-mail address').fill(email)
  await plain.page.getByRole('button', { name: 'Mail me a link' }).click()
  const link = await mailedLink(instance, email)
  await plain.page.goto(link)
  await plain.page.getByLabel('The link from the mail').fill(link)
  await plain.page.getByRole('button', { name: 'Continue' }).first().click()
  await plain.page.getByLabel('Code from your app, or a recovery code').waitFor()
  assert.equal(await plain.page.getByRole('button', { name: 'Use a passkey' }).isVisible(), false)
  await plain.examine('link-without-script')
})
