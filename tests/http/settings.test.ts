import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settings as settingsSchema } from '../../shared/contracts/schemas/company.ts'
import { auditOf } from '../support/audit.ts'
import { openOffice, type Office } from '../support/application.ts'
import { callAs } from './support/call-operation.ts'

function settingsOf(office: Office) {
  const place = { path: 'companies/demo/settings', params: { company: 'demo' } }
  return {
    read: () => callAs(office, 'admin', 'viewSettings', place),
    send: (body: unknown) => callAs(office, 'admin', 'changeSettings', { ...place, body }),
  }
}

test('what an administrator reads of the settings can be sent back as it is, and then nothing changes', async (t) => {
  const office = await openOffice(t)
  const { read, send } = settingsOf(office)
  const seen = await read()
  const { treeSize } = await auditOf(office).head()

  const sent = await send(seen.body)

  assert.equal(sent.status, 200, sent.text)
  assert.deepEqual(sent.body, seen.body)
  assert.equal(sent.headers['etag'], seen.headers['etag'])
  assert.equal((await auditOf(office).head()).treeSize, treeSize)
})

test('settings sent back with one change make that change alone, and a policy that was overtaken is refused', async (t) => {
  const office = await openOffice(t)
  const { read, send } = settingsOf(office)
  const seen = await read()
  const uploads = seen.body['uploads'] as object
  const policy = { approvalsNeeded: 2, version: 1 }

  const changed = await send({ ...seen.body, approvalPolicy: policy, uploads: { files: 7 } })

  assert.equal(changed.status, 200, changed.text)
  assert.deepEqual(changed.body, {
    ...seen.body,
    ...{ approvalPolicy: { approvalsNeeded: 2, version: 2 }, uploads: { ...uploads, files: 7 } },
  })
  const overtaken = await send({ approvalPolicy: policy })
  assert.deepEqual([overtaken.status, overtaken.body['code']], [412, 'versionConflict'])
  const { lines } = auditOf(office)
  assert.deepEqual(
    (await lines()).flatMap(({ entry }) => (entry?.event === 'settingsChanged' ? [entry.detail] : [])),
    [
      { ...told(uploads, 'Before'), ...told({ ...uploads, files: 7 }, 'After'), members: 'uploads' },
      {
        members: 'approvalPolicy',
        ...{ 'approvalPolicyBefore.approvalsNeeded': 1, 'approvalPolicyAfter.approvalsNeeded': 2 },
        ...{ 'approvalPolicyBefore.version': 1, 'approvalPolicyAfter.version': 2 },
      },
    ],
  )
})

/** As the audit has it: every member of the limits by itself. */
const told = (uploads: object, when: 'Before' | 'After') =>
  Object.fromEntries(
    Object.entries(uploads).map(([name, value]) => [
      `uploads${when}.${name}`,
      Array.isArray(value) ? value.join(' ') : (value as number),
    ]),
  )

test('of the settings, what is only there to read says so in its schema', () => {
  const { approvalPolicy, sms } = settingsSchema.properties
  assert.equal(approvalPolicy.properties.version.readOnly, true)
  assert.equal(sms.properties.usedThisMonth.readOnly, true)
})

test('a program reads what the company lacks, and where that is mended', async (t) => {
  const office = await openOffice(t, { company: { activities: [] } })
  const place = { path: 'companies/demo/setup', params: { company: 'demo' } }

  const { status, body } = await callAs(office, 'owner', 'viewSetup', place)

  assert.equal(status, 200)
  assert.equal(body['ready'], false)
  const items = body['items'] as readonly {
    readonly id: string
    readonly state: string
    readonly page: string
  }[]
  assert.deepEqual(
    items.find(({ id }) => id === 'activities'),
    { id: 'activities', state: 'missing', page: '/demo/staff/settings/activities' },
  )
  assert.equal(items.find(({ id }) => id === 'manager')?.page, '/demo/staff/people')
})
