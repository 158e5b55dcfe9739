// The page to try the API out, in a browser: nothing breaks its policy, and a call is made with a pasted token.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { signIn } from '../support/api-client.ts'
import { runInstance, type RunningInstance } from '../support/running-instance.ts'
import { openBrowser, visitor } from './browser-support.ts'

let instance: RunningInstance
let browser: Browser
const endings: (() => Promise<void>)[] = []

before(async () => {
  browser = await openBrowser()
  instance = await runInstance({ after: (end) => void endings.push(end) })
})

after(async () => {
  await browser?.close()
  for (const end of endings) await end()
})

test('an integrator pastes a token and tries a call out, and the page breaks no rule of its policy', async () => {
  const { page, complaints, examine } = await visitor(browser, instance)
  const { grant } = await signIn(instance.url, 'manager@demo.example')

  await page.goto('/docs')
  await page.getByRole('button', { name: 'Authorize' }).first().click()
  await page.getByLabel('auth-bearer-value').fill(grant.accessToken)
  await page.getByRole('button', { name: 'Apply credentials' }).first().click()
  await page.getByRole('button', { name: 'Close' }).last().click()
  await examine('docs')

  await page.locator('#operations-tag-Requests').click()
  await page.locator('#operations-Requests-listRequests .opblock-summary-control').click()
  await examine('docs-operation')
  await page.getByRole('button', { name: 'Execute' }).click()
  const answer = page.locator('.live-responses-table .response-col_status').last()
  await answer.waitFor()

  assert.match((await answer.textContent()) ?? '', /^200/)
  assert.deepEqual(complaints, [])
})

test('the reference and the error codes read well on a phone', async () => {
  const { page, examine, complaints } = await visitor(browser, instance, { screen: 'phone' })

  await page.goto('/docs/reference')
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'API reference')
  await examine('reference')
  await page.goto('/problems')
  await examine('problems')

  assert.deepEqual(complaints, [])
})
