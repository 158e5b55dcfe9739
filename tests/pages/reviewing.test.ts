import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  employeeDocumentId,
  type EmployeeDocument,
} from '../../shared/application/companies/company-document.ts'
import { companyPartition } from '../../shared/application/place.ts'
import { openOffice } from '../support/application.ts'
import { aRequest, personEmail } from '../support/request-stages.ts'
import { checkPage } from './markup.ts'
import { browserOf } from './plain-browser.ts'

test('a reviewer’s page covers who asked, shows it for a reason, and says until when', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const path = `/demo/staff/requests/${requestId}`
  const browser = await browserOf(office, 'approver')

  for (const language of ['da', 'en']) {
    const { text } = await browser.get(`${path}?language=${language}`)
    checkPage(text)
    assert.ok(!text.includes(personEmail))
  }
  const wrong = await browser.post(`${path}/reveal`, { reasonCode: 'curiosity' })
  assert.equal(wrong.status, 400)
  checkPage(wrong.text)
  assert.ok(!wrong.text.includes(personEmail))

  const shown = await browser.post(`${path}/reveal`, { reasonCode: 'conflictOfInterest' })
  assert.equal(shown.location, `${path}?done=personShown#summary`)
  const { text } = await browser.get(`${path}?done=personShown`)
  checkPage(text)
  assert.ok(text.includes(personEmail))
  assert.match(text, /Shown to you in this session, until/)
  assert.ok(!text.includes(`${path}/reveal`))
})

test('who works on a request sees who asked, and no cover', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().made()

  const { text } = await (await browserOf(office, 'user')).get(`/demo/staff/requests/${requestId}`)

  assert.ok(text.includes(personEmail))
  assert.ok(!text.includes('/reveal'))
})

test('across what a reviewer reads stand their name and the time, and that this hinders nobody', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const path = `/demo/staff/requests/${requestId}`
  const name = (await office.app.ownName(office.as('approver'))).replaceAll('&', '&amp;')
  const mark = new RegExp(`<svg class="watermark"[^]*${name}[^]*2 March 2026, 09:00[^]*</svg>`)
  const approver = await browserOf(office, 'approver')

  const { text, headers } = await approver.get(path)

  assert.match(text, mark)
  assert.match(text, /nobody can be kept from copying/)
  assert.equal(headers['cache-control'], 'no-store')
  assert.ok(!/style-src [^;]*unsafe/.test(headers['content-security-policy'] ?? ''))
  const files = [...text.matchAll(/href="([^"]+\/access\/files\/\d+)"[^]*?>([^<]+)</g)]
  const [, json = ''] = files.find(([, , path = '']) => path.trim().endsWith('manifest.json')) ?? []
  const file = await approver.get(json)
  checkPage(file.text)
  assert.match(file.text, mark)
  assert.match(file.text, /nobody can be kept from copying/)
  assert.match(file.text, /&quot;@context&quot;/)
  assert.equal(file.headers['cache-control'], 'no-store')

  const user = await browserOf(office, 'user')
  const own = await user.get(path)
  assert.ok(!own.text.includes('watermark'), 'who works on it is no reviewer')
  const plain = await user.get(json)
  assert.equal(plain.headers['content-type'], 'text/plain; charset=utf-8')
  assert.equal(plain.headers['content-disposition'], 'inline')
})

test('a long name does not stand over the whole page, and what is no text is no text there', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const employeeId = 'approver'
  const partition = companyPartition('demo')
  const stored = await office.ports.documents.read<EmployeeDocument>(
    partition,
    employeeDocumentId(employeeId),
  )
  assert.ok(stored)
  const value = { ...stored.value, name: `<b>${'å'.repeat(100)}` }
  await office.ports.documents.batch(partition, [{ kind: 'upsert', value }])

  const { text } = await (await browserOf(office, 'approver')).get(`/demo/staff/requests/${requestId}`)

  checkPage(text)
  assert.ok(text.includes(`&lt;b&gt;${'å'.repeat(37)}…</text>`))
})
