import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { browserAndInstance, signInByPage, visitor } from './browser-support.ts'

const { browser, instance } = await browserAndInstance({ after })

for (const [screen, language] of [
  ['desktop', 'en'],
  ['phone', 'da'],
] as const)
  test(`on a ${screen} in ${language}, a form is written, read as people will read it, and published by a second person`, async () => {
    const danish = language === 'da'
    const admin = await visitor(browser, instance, { screen })
    const { page } = admin
    await signInByPage(admin, instance, 'admin@demo.example')
    await page.goto(`/demo/staff/settings/consent-forms?language=${language}`)
    await admin.examine(`consent-forms-${language}`)
    await page.getByRole('link', { name: danish ? 'Skriv en ny erklæring' : 'Write a new form' }).click()
    await page.locator('#title-en').fill(`News ${screen} ${language}`)
    await page.locator('#title-da').fill(`Nyt ${screen} ${language}`)
    await page.locator('#purposes-0-text-en').fill(`Send me the letter ${screen} ${language}`)
    const save = page.getByRole('button', { name: danish ? 'Gem som udkast' : 'Save as a draft' })
    await save.click()
    await page.getByRole('alert').waitFor()
    await admin.examine(`consent-forms-refused-${language}`)
    await page.locator('#purposes-0-text-da').fill('Send mig nyhedsbrevet')
    await page.getByRole('button', { name: danish ? 'Tilføj et formål' : 'Add a purpose' }).click()
    await page.locator('#purposes-1-text-da').waitFor()
    await page.locator('#categories-0 summary').click()
    await page
      .getByLabel(danish ? 'Interesser' : 'Interests')
      .first()
      .check()
    await admin.examine(`consent-forms-editor-${language}`)
    await save.click()
    await page.getByRole('status').waitFor()
    await admin.examine(`consent-forms-draft-${language}`)
    const draft = new URL(page.url()).pathname

    const owner = await visitor(browser, instance, { screen })
    await signInByPage(owner, instance, 'owner@demo.example')
    await owner.page.goto(`/demo/staff/approvals?language=${language}`)
    await owner.examine(`consent-forms-waiting-${language}`)
    await owner.page.locator(`a[href="${draft}"]`).click()
    await owner.page.getByRole('button', { name: danish ? 'Udgiv den' : 'Publish it' }).click()
    await owner.page.getByRole('status').waitFor()
    await owner.examine(`consent-forms-published-${language}`)
    assert.deepEqual([...admin.complaints, ...owner.complaints], [])
  })
