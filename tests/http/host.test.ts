import assert from 'node:assert/strict'
import { test } from 'node:test'

import { host, hostedOffice } from '../support/own-host.ts'
import { callOperation, tokenOf } from './support/call-operation.ts'

const usual = 'http://localhost:7071/demo'

test('a host name is named, proven and given up over the API', async (t) => {
  const { office, publish } = await hostedOffice(t, { mode: 'demo' })
  const token = await tokenOf(office.app, 'admin')
  const call = (operationId: string, body?: object) => callOperation(office.app, operationId, { token, body })

  assert.deepEqual((await call('viewHost')).body, { address: usual })
  assert.equal((await call('setHost', { name: host })).status, 204)
  const { record, state } = (await call('viewHost')).body as {
    readonly record: { readonly value: string }
    readonly state: string
  }
  assert.equal(state, 'waiting')
  publish(record.value)
  const checked = await call('checkHost')
  assert.equal(checked.status, 200)
  const { state: after, found } = checked.body as { readonly state: string; readonly found: string }
  assert.deepEqual([after, found], ['proven', 'proof'])
  assert.equal((await call('removeHost')).status, 204)
  assert.deepEqual((await call('viewHost')).body, { address: usual })
})

test('what is no host name is refused by its code, and outside demo mode it waits for another person', async (t) => {
  const { office } = await hostedOffice(t, { company: { programAccess: 'tokenAlone' } })
  const token = await tokenOf(office.app, 'admin')
  const set = (name: string) => callOperation(office.app, 'setHost', { token, body: { name } })
  const wrong = await set('https://data.company.example/')
  assert.deepEqual([wrong.status, (wrong.body as { code: string }).code], [400, 'hostNameInvalid'])
  const waiting = await set(host)
  assert.equal(waiting.status, 202)
  assert.deepEqual(Object.keys(waiting.body as object).sort(), ['itemId', 'manifestSha256'])
  const manager = await tokenOf(office.app, 'manager')
  for (const operationId of ['viewHost', 'checkHost'])
    assert.equal((await callOperation(office.app, operationId, { token: manager })).status, 403)
})
