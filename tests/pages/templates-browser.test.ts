import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserAndInstance, signInByPage, visitor, type Screen } from './browser-support.ts'

const { browser, instance } = await browserAndInstance({ after })

for (const screen of ['desktop', 'phone'] as const satisfies readonly Screen[])
  test(`on a ${screen}, an administrator makes a form, gives it a field, and changes it`, async () => {
    const admin = await visitor(browser, instance, { screen })
    const { page } = admin
    await signInByPage(admin, instance, 'admin@demo.example')
    await page.goto('/demo/staff/settings/templates')
    await admin.examine('templates')
    await page.getByLabel('What it is called (English)').fill(`Shoes ${screen}`)
    await page.getByLabel('What it is called (Danish)').fill(`Sko ${screen}`)
    await page.getByLabel('Begin with').selectOption('generic')
    await page.getByRole('button', { name: 'Add it' }).click()
    await page.getByRole('status').waitFor()
    await admin.examine('template')
    await page.getByRole('button', { name: 'Add a field' }).click()
    await page.getByRole('alert').waitFor()
    await admin.examine('template-errors')
    await page.getByRole('link', { name: 'Change Status' }).click()
    await page.getByRole('heading', { name: 'Change the field Status' }).waitFor()
    await admin.examine('template-field')
    await page.getByLabel('What the field is called (English)').fill('Stage')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved as a new version').waitFor()
    await page.goto(`${page.url().split('?')[0]}?language=da`)
    await admin.examine('template-danish')
    assert.deepEqual(admin.complaints, [])
  })
