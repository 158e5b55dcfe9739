import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserAndInstance, signInByPage, visitor, type Screen } from './browser-support.ts'

const { browser, instance } = await browserAndInstance({ after })

for (const screen of ['desktop', 'phone'] as const satisfies readonly Screen[])
  test(`on a ${screen}, an owner begins an export, closes the company, and keeps it`, async () => {
    const owner = await visitor(browser, instance, { screen })
    const { page } = owner
    await signInByPage(owner, instance, 'owner@demo.example')
    await page.getByRole('link', { name: 'Export and closing' }).click()
    await owner.examine('leaving')
    await page.getByText('Have everything packed').click()
    await page.getByRole('button', { name: 'Begin the export' }).click()
    await page.getByRole('status').waitFor()
    await page.getByText('Go on in another instance of Indsigt').click()
    await page.getByLabel('The key of the other instance').fill('no key')
    await page.getByRole('button', { name: 'Ask for the keys' }).click()
    await page.getByRole('alert').waitFor()
    await owner.examine('leaving-errors')
    await page.getByText('Close the company for good').click()
    await page.getByRole('button', { name: 'Begin the closing' }).click()
    await page.getByText('The closing has begun').waitFor()
    await page.goto('/demo/staff/leaving?language=da')
    await owner.examine('leaving-danish')
    await page.getByRole('button', { name: 'Behold virksomheden' }).click()
    await page.getByText('Virksomheden bliver').waitFor()
    assert.deepEqual(owner.complaints, [])
  })
