import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { mailedLink, browserAndInstance, signInByPage, visitor, type Screen } from './browser-support.ts'

const { browser, instance } = await browserAndInstance({ after })

for (const screen of ['desktop', 'phone'] as const satisfies readonly Screen[])
  test(`staff register a letter in a browser on a ${screen}, and see in the queue when it is due`, async () => {
    const manager = await visitor(browser, instance, { screen })
    const { page } = manager
    await signInByPage(manager, instance, 'manager@demo.example')
    await page.goto('/demo/staff?status=refused')
    await manager.examine('queue-empty')
    await page.getByRole('link', { name: 'Show all requests' }).click()
    await page.getByRole('link', { name: 'Register a request that came another way' }).click()
    await manager.examine('register')
    await page.getByRole('button', { name: 'Register the request' }).click()
    await page.getByRole('alert').waitFor()
    await manager.examine('register-errors')

    await page.getByRole('radio', { name: 'By letter' }).check()
    await page.getByRole('radio', { name: 'By post' }).check()
    await page.getByLabel('The person’s name and postal address').fill('Bo Prøve\nPrøvegade 2\n5000 Odense')
    await page.getByRole('checkbox', { name: /A copy of my data/ }).check()
    await page.getByRole('button', { name: 'Register the request' }).click()
    await page.getByRole('heading', { name: 'The request is registered' }).waitFor()
    await manager.examine('registered')
    await page.getByRole('link', { name: 'Open the request' }).click()
    await page.getByText('by letter').waitFor()
    await page.goto('/demo/staff')
    await manager.examine('queue-registered')
    assert.deepEqual(manager.complaints, [])
  })

test('without script, what a person wrote outlives their session', async () => {
  const email = 'kept@example.com'
  const person = await visitor(browser, instance, { script: 'off', screen: 'phone' })
  const { page, context } = person
  await page.goto('/demo')
  await page.getByRole('checkbox', { name: /A copy of my data/ }).check()
  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByRole('button', { name: 'Send the request' }).click()
  const enter = async (tab: typeof page) => {
    await tab.goto('/demo/link')
    await tab.getByLabel('The link from the mail').fill(await mailedLink(instance, email))
    await tab.getByRole('button', { name: 'Continue' }).first().click()
    await tab.waitForURL('**/demo/requests/*')
  }
  await enter(page)
  await page.getByLabel('Write to the company').fill('Typed slowly, "with care" & <b>thought</b>')
  await instance.advance('PT16M')
  await page.getByRole('button', { name: 'Send the message' }).click()
  await page.getByRole('heading', { name: 'Nothing is lost, and nothing is sent yet' }).waitFor()
  await person.examine('kept')

  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'sign in again in another tab' }).click(),
  ])
  await tab.getByLabel('Your e-mail address').fill(email)
  await tab.getByRole('button', { name: 'Mail me a link' }).click()
  await tab.getByRole('heading', { name: 'Look in your mailbox' }).waitFor()
  await enter(tab)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('You have signed in again').waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('Your message has been sent.').waitFor()
  assert.equal(await page.getByText('Typed slowly, "with care" & <b>thought</b>').count(), 1)
})
