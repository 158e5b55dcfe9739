import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserAndInstance, signInByPage, visitor } from './browser-support.ts'

const { browser, instance } = await browserAndInstance({ after })

const pages = [
  '',
  '/information',
  '/information/insurance',
  '/activities',
  '/activities/genericRelations',
  '/profile',
  '/wording',
  '/approval',
  '/limits',
]

test('an administrator finds every page of settings accessible, on a phone and on a desktop, in both languages', async () => {
  for (const [screen, language] of [
    ['desktop', 'en'],
    ['phone', 'da'],
  ] as const) {
    const admin = await visitor(browser, instance, { screen })
    await signInByPage(admin, instance, 'admin@demo.example')
    for (const page of pages) {
      await admin.page.goto(`/demo/staff/settings${page}?language=${language}`)
      await admin.examine(`settings${page.replaceAll('/', '-')}`)
    }
    assert.deepEqual(admin.complaints, [])
  }
})

test('by its words alone, a type of information is added and changed, and what is missing is found', async () => {
  const admin = await visitor(browser, instance)
  const { page } = admin
  await signInByPage(admin, instance, 'admin@demo.example')
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'Types of information' }).first().click()
  await page.getByRole('button', { name: 'Add it' }).click()
  await page.getByRole('link', { name: /What it is called \(English\)/ }).click()
  await page.getByLabel('What it is called (English)').fill('Journeys')
  await page.getByLabel('Source (English)').fill('Bookings')
  await page.getByLabel('Form in which it is entered').selectOption('retail')
  await page.getByLabel('Legal basis').selectOption('contract')
  await page.getByRole('button', { name: 'Add it' }).click()
  await page.getByText('Saved.').waitFor()
  await page.getByRole('link', { name: 'Change Journeys' }).click()
  await page.getByLabel('What it is called (Danish)').fill('Rejser')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await page.getByText('Saved.').waitFor()
  await page.goto('/demo?language=da')
  await page.getByLabel('Rejser').waitFor()
})
