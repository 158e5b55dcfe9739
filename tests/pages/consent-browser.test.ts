import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { givenForm } from '../support/consent.ts'
import { runInstance, type RunningInstance } from '../support/running-instance.ts'
import { openBrowser, visitor, type Screen } from './browser-support.ts'

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

async function call(path: string, token: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await instance.call('POST', `/api/v1/${path}`, { token, body })
  assert.ok(answer.status < 300, `${path} answered ${String(answer.status)}`)
  return answer.body as Record<string, unknown>
}

/** The address in the mail that the person gets once staff entered what they signed on paper. */
async function mailedAddress(email: string, language: string): Promise<string> {
  const admin = await instance.signIn('admin@demo.example')
  const owner = await instance.signIn('owner@demo.example')
  const user = await instance.signIn('user@demo.example')
  const forms = 'companies/demo/consent-forms'
  const purposes = givenForm.purposes.map((purpose) => ({
    ...purpose,
    purposeId: `${purpose.purposeId}-${email.split('@')[0] ?? ''}`,
  }))
  const { id: formId, version } = await call(forms, admin, { ...givenForm, purposes })
  await call(`${forms}/${String(formId)}/versions/${String(version)}/publication`, owner, {})
  await call('companies/demo/consents', user, {
    ...{ formId, version, subject: { email }, method: 'paper', language },
    purposes: purposes.map(({ purposeId }) => ({ purposeId, decision: 'given' })),
  })
  const [mail] = await instance.mails(email)
  return /^http\S+\/demo\/consents\/\S+$/m.exec(mail?.text ?? '')?.[0] ?? assert.fail('no address')
}

for (const [screen, language, script] of [
  ['desktop', 'en', 'on'],
  ['phone', 'da', 'on'],
  ['phone', 'en', 'off'],
] as const satisfies readonly (readonly [Screen, string, 'on' | 'off'])[])
  test(`on a ${screen} in ${language}, script ${script}, a consent is read and withdrawn with one press at the mailed address`, async () => {
    const person = await visitor(browser, instance, { screen, script, language })
    const { page } = person
    await page.goto(await mailedAddress(`ada-${screen}-${language}@example.com`, language))
    await person.examine(`consent-${language}-${script}`)
    const name = language === 'en' ? /^Withdraw: Send me/ : /^Træk tilbage: Send mig/
    await page.getByRole('button', { name }).click()
    await page.getByRole('status').waitFor()
    await person.examine(`consent-withdrawn-${language}-${script}`)
    const download = page.waitForEvent('download')
    await page.locator('#receipt a').click()
    assert.equal((await download).suggestedFilename(), 'receipt.json')
    assert.deepEqual(person.complaints, [])
  })
