import assert from 'node:assert/strict'
import { test } from 'node:test'

import { must, openOffice } from '../../support/application.ts'
import type { CompanyDocument } from '../../../shared/application/companies/company-document.ts'
import { companyPartition } from '../../../shared/application/place.ts'
import { anApprovedReceiver, anEnteredReceiver } from '../../support/transfer.ts'

test('everybody may see to whom an answer can go, and where they are; nobody who is not approved', async (t) => {
  const office = await openOffice(t)
  const named = await anApprovedReceiver(office)
  await anEnteredReceiver(office, { name: 'Not yet' })
  const { receivers } = must(await office.app.viewProfile('demo'))

  assert.deepEqual(receivers, [{ id: named, name: 'Nordlys Forsikring' }])
})

test('one that has an address is shown with it', async (t) => {
  const office = await openOffice(t)
  await anApprovedReceiver(office)
  const { documents } = office.ports
  const company = await documents.read<CompanyDocument>(companyPartition('demo'), 'company')
  assert.ok(company)
  const receivers = (company.value.receivers ?? []).map((one) => ({ ...one, url: 'https://nordlys.example' }))
  const write = { kind: 'upsert', value: { ...company.value, receivers } } as const
  must(await documents.batch(companyPartition('demo'), [write]))

  const profile = must(await office.afresh().viewProfile('demo'))
  assert.deepEqual(
    profile.receivers.map(({ url }) => url),
    ['https://nordlys.example'],
  )
})
