import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { openDatabase } from '../../shared/adapters/embedded/database.ts'
import { openQueue } from '../../shared/adapters/embedded/queue.ts'
import {
  mailedLink,
  browserAndInstance,
  signInByPage,
  transferBytes,
  visitor,
  type Screen,
  type Visitor,
} from './browser-support.ts'

const { browser, instance } = await browserAndInstance({ after })

const heading = ({ page }: Visitor) => page.getByRole('heading', { level: 1 })

/** The address of the request that a person is looking at, as its id. */
const idIn = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? ''

async function makeRequest(person: Visitor, email: string): Promise<string> {
  const { page } = person
  await page.goto('/demo')
  await page.getByRole('checkbox', { name: /A copy of my data/ }).check()
  await page.getByRole('checkbox', { name: /My data, to take elsewhere/ }).check()
  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByLabel(/What should we know/).fill('Everything since 2020 <b>please</b>')
  await page.getByRole('button', { name: 'Send the request' }).click()
  assert.equal(await heading(person).textContent(), 'We have your request')
  return (await page.locator('.reference').textContent()) ?? ''
}

for (const screen of ['desktop', 'phone'] as const satisfies readonly Screen[])
  test(`a request is made, answered by two people, delivered and purged, in a browser on a ${screen}`, async () => {
    const email = `person-${screen}@example.com`
    const person = await visitor(browser, instance, { screen })

    await personAsks(person, email)
    const requestId = await personVerifies(person, email)
    await managerAssigns(await visitor(browser, instance, { screen }), requestId)
    await strangerSeesNothing(await visitor(browser, instance, { screen }), requestId)
    await userFillsAndSeals(await visitor(browser, instance, { screen }), requestId)
    await approverApproves(await visitor(browser, instance, { screen }), requestId)
    await personDownloads(person, email)
    await instance.advance('P33D')
    await personSeesCertificate(person, email)
  })

async function personAsks(person: Visitor, email: string): Promise<void> {
  const { page } = person
  await page.goto('/')
  await person.examine('start')
  await page.goto('/demo')
  await person.examine('request-form')
  await page.getByRole('button', { name: 'Send the request' }).click()
  await page.getByRole('alert').waitFor()
  assert.match(await page.title(), /^Error: /)
  assert.equal(await page.evaluate("document.activeElement.getAttribute('role')"), 'alert')
  await person.examine('request-form-errors')
  await page.getByRole('link', { name: 'Choose what you want' }).click()
  assert.equal(await page.evaluate('document.activeElement.id'), 'rights')

  assert.match(await makeRequest(person, email), /^\d{4}-/)
  await person.examine('received')
  assert.ok((await transferBytes(page)) <= 30_000)
}

async function personVerifies(person: Visitor, email: string): Promise<string> {
  const { page } = person
  const link = await mailedLink(instance, email)
  for (let time = 0; time < 10; time++) await instance.fetch(new URL(link).pathname)
  await page.goto(link)
  await person.examine('link')
  await page.getByRole('button', { name: 'Continue' }).first().click()
  await page.waitForURL('**/demo/requests/*')
  await person.examine('status-new')
  await page.getByText('How the dates are counted').click()
  await person.examine('status-proof')
  assert.ok((await transferBytes(page)) <= 30_000)
  const requestId = idIn(page.url())

  await page.getByLabel('Write to the company').fill('Is my old address in it? <script>alert(1)</script>')
  await page.getByRole('button', { name: 'Send the message' }).click()
  await page.getByText('Your message has been sent.').waitFor()

  await page.goto('/demo/link')
  await page.goto(link)
  await page.getByRole('button', { name: 'Continue' }).first().click()
  await page.getByRole('heading', { name: 'This link has been used' }).waitFor()
  await person.examine('link-used')
  return requestId
}

async function managerAssigns(manager: Visitor, requestId: string): Promise<void> {
  const { page } = manager
  await page.goto('/demo/staff')
  await page.getByText('You are not signed in').waitFor()
  await manager.examine('sign-in')
  await signInByPage(manager, instance, 'manager@demo.example')
  await manager.examine('queue')
  await page.goto(`/demo/staff/requests/${requestId}`)
  await page.getByText('How the dates are counted').click()
  await manager.examine('request-manager')
  await page.getByLabel('To whom').selectOption({ label: 'Uma User' })
  await page.getByRole('button', { name: 'Assign', exact: true }).click()
  await page.getByText('Assigned.').waitFor()
  await page.getByText('Extend the period').click()
  await page.getByRole('button', { name: 'Extend and send the letter' }).click()
  await page.getByRole('alert').waitFor()
  await manager.examine('request-manager-errors')
  assert.ok((await transferBytes(page)) <= 60_000)
  assert.deepEqual(manager.complaints, [])
}

async function strangerSeesNothing(second: Visitor, requestId: string): Promise<void> {
  await signInByPage(second, instance, 'second@demo.example')
  const answer = await second.page.goto(`/demo/staff/requests/${requestId}`)
  assert.equal(answer?.status(), 404)
  await second.examine('not-found')
}

async function userFillsAndSeals(user: Visitor, requestId: string): Promise<void> {
  const { page } = user
  await signInByPage(user, instance, 'user@demo.example')
  await page.goto(`/demo/staff/requests/${requestId}`)
  assert.equal(await page.getByText('<b>please</b>').count(), 1, 'what a person writes stays text')
  await page.getByRole('link', { name: 'Enter data Policy system' }).click()
  await fillInsurance(user)
  await fillRetail(user)
  await uploadFiles(user)
  await page.getByRole('button', { name: 'Nothing held here Case files' }).click()
  await page.getByText('The source is marked.').waitFor()
  await user.examine('request-ready')
  await page.getByRole('link', { name: 'Choose what is left out' }).click()
  await user.examine('withheld')
  await page.getByRole('link', { name: 'Back to the request' }).click()
  await page.getByRole('button', { name: 'Seal the answer' }).click()
  await page.getByText('Sealed. It now waits for a second person.').waitFor()
  await page.getByText('so another person must approve it').waitFor()
  await user.examine('request-sealed')
  assert.deepEqual(user.complaints, [])
}

async function fillInsurance(user: Visitor): Promise<void> {
  const { page } = user
  await page.getByLabel('Name', { exact: true }).fill('Aase Ærø "Quote" <i>')
  await page.getByLabel('Date of birth').fill('1970-05-17')
  await page.getByRole('button', { name: 'Add to “Policies”' }).click()
  await page.getByLabel('Policy number (required)').first().fill('P-1001')
  await page.getByLabel('Sum insured').fill('one million')
  await page.getByRole('button', { name: 'Save' }).last().click()
  await page.getByRole('alert').waitFor()
  await user.examine('data-errors')
  const summary = page.getByRole('alert')
  assert.match((await summary.textContent()) ?? '', /Policies 1, Product: Fill in this field/)
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Aase Ærø "Quote" <i>')
  assert.equal(await page.getByLabel('Sum insured').inputValue(), 'one million')
  assert.equal(await page.getByLabel('Sum insured').getAttribute('aria-invalid'), 'true')

  await page.getByLabel('Product (required)').fill('Contents')
  await page.getByLabel('Sum insured').fill('1000000,50')
  await page.getByRole('button', { name: 'Save' }).last().click()
  await page.getByText('The form is saved').waitFor()
}

async function fillRetail(user: Visitor): Promise<void> {
  const { page } = user
  await page.getByRole('link', { name: 'Enter data Web shop' }).click()
  await user.examine('data-empty')
  assert.ok((await transferBytes(page)) <= 60_000)
  await page.getByLabel('Name', { exact: true }).first().fill('Aase Ærø')
  await page.getByRole('button', { name: 'Save' }).last().click()
  await page.getByText('The form is saved').waitFor()
}

async function uploadFiles(user: Visitor): Promise<void> {
  const { page } = user
  const bytes = randomBytes(20_000_000)
  const file = join(mkdtempSync(join(tmpdir(), 'indsigt-upload-')), 'recording ø.wav')
  after(() => rm(dirname(file), { recursive: true }))
  writeFileSync(file, bytes)
  const choose = async () => {
    await page.getByText('Add a file').click()
    await page.getByLabel('File', { exact: true }).setInputFiles(file)
    await page.getByRole('button', { name: 'Upload' }).click()
  }
  const sent: string[] = []
  page.on('requestfinished', (call) => call.method() === 'PUT' && sent.push(call.url().slice(-1)))
  const second = page.waitForRequest('**/blocks/1')
  await page.route('**/blocks/1', () => undefined)
  await choose()
  await second
  await page.reload()
  await page.unroute('**/blocks/1')
  await choose()
  await page.getByText('The file is stored.').waitFor({ timeout: 60_000 })
  assert.deepEqual(sent, ['0', '1', '2'], 'what had arrived before the interruption is not sent again')
  const stored = await page.request.get(
    (await page.getByRole('link', { name: 'recording ø.wav' }).getAttribute('href')) ?? '',
  )
  assert.equal(sha256(await stored.body()), sha256(bytes), 'the file comes back byte for byte')
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

async function approverApproves(approver: Visitor, requestId: string): Promise<void> {
  const { page } = approver
  await signInByPage(approver, instance, 'approver@demo.example')
  await page.getByRole('link', { name: 'Waiting for approval' }).click()
  await approver.examine('approvals')
  await page.locator(`a[href*="${requestId}"]`).click()
  await approver.examine('request-approver')
  const file = await page.request.get(
    (await page
      .getByRole('link', { name: /manifest\.json$/ })
      .first()
      .getAttribute('href')) ?? '',
  )
  assert.match(file.headers()['content-type'] ?? '', /^text\/html/, 'with the name of who reads it across')
  assert.match(await file.text(), /class="watermark"/)
  await page.getByRole('button', { name: 'Return with the comment' }).click()
  await page.getByRole('link', { name: /Write why you return it/ }).waitFor()
  await page.getByRole('button', { name: 'Approve exactly this' }).click()
  await page.getByText('Your approval is counted.').waitFor()
  assert.deepEqual(approver.complaints, [])
}

async function personDownloads(person: Visitor, email: string): Promise<void> {
  const { page, context } = person
  await page.goto(await mailedLink(instance, email))
  await page.getByRole('button', { name: 'Continue' }).first().click()
  await page.waitForURL('**/demo/requests/*')
  await person.examine('status-delivered')
  const button = page.getByRole('link', { name: /Download A copy of your data/ })
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  assert.match(download.suggestedFilename(), /-access\.zip$/)
  const { size } = statSync(await download.path())
  assert.ok(size > 20_000_000)

  const path = (await button.getAttribute('href')) ?? ''
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const half = await instance.fetch(path, { headers: { cookie, range: `bytes=${size - 1000}-` } })
  assert.equal(half.status, 206)
  assert.equal((await half.arrayBuffer()).byteLength, 1000)
  assert.deepEqual(person.complaints, [])
}

async function personSeesCertificate(person: Visitor, email: string): Promise<void> {
  const { page } = person
  await page.reload()
  await page.getByText('You are not signed in').waitFor()
  await person.examine('links')
  await page.goto(await mailedLink(instance, email))
  await page.getByRole('button', { name: 'Continue' }).first().click()
  await page.getByRole('heading', { name: 'Purge certificate' }).waitFor()
  await person.examine('status-purged')
  assert.equal(await page.getByRole('link', { name: /Download/ }).count(), 0)
  assert.deepEqual(person.complaints, [])
}

test('without script a request is made, its link pasted, data entered row by row and a file sent', async () => {
  const script = 'off'
  const email = 'plain@example.com'
  const person = await visitor(browser, instance, { script })
  await makeRequest(person, email)
  const link = await mailedLink(instance, email)
  await person.page.goto('/demo/link')
  await person.examine('plain-link')
  await person.page.getByLabel('The link from the mail').fill(link)
  await person.page.getByRole('button', { name: 'Continue' }).first().click()
  await person.page.waitForURL('**/demo/requests/*')
  const requestId = idIn(person.page.url())

  await assignByApi(requestId)
  const user = await visitor(browser, instance, { script, screen: 'phone' })
  await user.page.goto('/demo/staff/sign-in')
  await user.page.getByLabel('Your e-mail address').fill('user@demo.example')
  await user.page.getByRole('button', { name: 'Mail me a link' }).click()
  const signIn = await mailedLink(instance, 'user@demo.example')
  await user.page.goto('/demo/link')
  await user.page.getByLabel('The link from the mail').fill(signIn)
  await user.page.getByRole('button', { name: 'Continue' }).first().click()
  await user.page.waitForURL('**/demo/staff')
  await user.page.goto(`/demo/staff/requests/${requestId}`)
  await user.page.getByRole('link', { name: 'Enter data Policy system' }).click()
  await user.page.getByRole('button', { name: 'Add to “Policies”' }).click()
  await user.page.getByRole('button', { name: 'Add to “Policies”' }).click()
  await user.page.getByLabel('Policy number (required)').first().fill('P-1')
  await user.page.getByLabel('Product (required)').first().fill('House')
  await user.page.getByRole('button', { name: 'Remove Policies 2' }).click()
  assert.equal(await user.page.getByLabel('Policy number (required)').count(), 1)
  assert.equal(await user.page.getByLabel('Product (required)').inputValue(), 'House')
  await user.page.getByRole('button', { name: 'Save' }).last().click()
  await user.page.getByText('The form is saved').waitFor()

  await user.page.getByText('Add a file').click()
  const buffer = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(3_000_000)])
  await user.page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'scan "1".pdf', mimeType: 'application/pdf', buffer })
  await user.page.getByRole('button', { name: 'Upload' }).click()
  await user.page.getByRole('alert').waitFor()
  assert.match((await user.page.getByRole('alert').textContent()) ?? '', /name of the file is not allowed/)
  await user.page
    .getByLabel('File', { exact: true })
    .setInputFiles({ name: 'scan ø.pdf', mimeType: 'application/pdf', buffer })
  await user.page.getByRole('button', { name: 'Upload' }).click()
  await user.page.getByText('The file is stored.').waitFor()
  const href = await user.page.getByRole('link', { name: 'scan ø.pdf' }).getAttribute('href')
  assert.equal(sha256(await (await user.page.request.get(href ?? '')).body()), sha256(buffer))
})

async function assignByApi(requestId: string): Promise<void> {
  const token = await instance.signIn('manager@demo.example')
  const { status } = await instance.call('PUT', `/api/v1/requests/${requestId}/assignments/user`, { token })
  assert.equal(status, 204)
}

test('an administrator sees a task that is stuck, and lets it go, on a phone and on a desktop', async () => {
  const db = openDatabase(instance.folder)
  const bus = openQueue(db, () => new Date(0))
  for (const screen of ['desktop', 'phone'] as const) {
    await bus.send('mail', [{ id: `unreadable-${screen}`, body: { companyId: 'demo', mailId: screen } }])
    const admin = await visitor(browser, instance, { screen })
    await signInByPage(admin, instance, 'admin@demo.example')
    await admin.page.getByRole('link', { name: 'Stuck tasks' }).click()
    await admin.page.getByText('It could not be understood').waitFor()
    await admin.examine('stuck')
    await admin.page.getByText('Let it go').first().click()
    await admin.page.getByRole('button', { name: 'Let it go' }).click()
    await admin.page.getByText('Nothing is stuck.').waitFor()
    await admin.examine('stuck-none')
    assert.deepEqual(admin.complaints, [])
  }
  db.close()
})

test('the pages speak Danish to whoever wants it, and keep to it', async () => {
  const reader = await visitor(browser, instance, { language: 'da-DK' })
  await reader.page.goto('/demo')
  assert.equal(await reader.page.locator('html').getAttribute('lang'), 'da')
  await reader.page.getByRole('link', { name: 'English' }).click()
  assert.equal(await heading(reader).textContent(), 'Make a request to Demo Company')
  await reader.page.goto('/demo/links')
  assert.equal(await heading(reader).textContent(), 'Get a new link to your request')
  await reader.page.getByRole('link', { name: 'Dansk' }).click()
  await reader.examine('danish-links')
})

test('all of the request form is reached and sent by the keyboard alone', async () => {
  const { page } = await visitor(browser, instance)
  await page.goto('/demo')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate('document.activeElement.className'), 'skip')
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: /A copy of my data/ }).focus()
  await page.keyboard.press('Space')
  await page.getByLabel('Your e-mail address').focus()
  await page.keyboard.type('keys@example.com')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'We have your request' }).waitFor()
})
