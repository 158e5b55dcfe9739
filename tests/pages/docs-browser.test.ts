// The page to try the API out, in a browser: nothing breaks its policy, and a call is made with a pasted token.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { signIn } from '../support/api-client.ts'
import { browserAndInstance, visitor } from './browser-support.ts'

const { browser, instance } = await browserAndInstance({ after })

test('an integrator pastes a token and tries a call out, and the page breaks no rule of its policy', async () => {
  const { page, complaints, examine } = await visitor(browser, instance)
  const { grant } = await signIn(instance.url, 'manager@demo.example')

  await page.goto('/docs')
  await page.getByRole('button', { name: 'Authorize' }).first().click()
  // Receivers of a transfer sign their calls, and have a field of their own.
  const bearer = page.locator('form').filter({ hasText: 'bearer (http, Bearer)' })
  await bearer.getByLabel('auth-bearer-value').fill(grant.accessToken)
  await bearer.getByRole('button', { name: 'Apply credentials' }).click()
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
