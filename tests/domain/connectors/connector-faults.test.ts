import assert from 'node:assert/strict'
import { test } from 'node:test'

import { connectorFaults } from '../../../shared/domain/connectors/connector-faults.ts'
import { levelOf } from '../../../shared/domain/connectors/connector.ts'
import type { Connector, Step } from '../../../shared/domain/connectors/connector.ts'

const label = { da: 'x', en: 'x' }

const connector = (given: Partial<Connector> = {}): Connector => ({
  ...{ id: 'made-up', version: 1, name: 'Made up', categories: ['crm'], dataCategories: ['contact'] },
  ...{ docs: 'https://example.com', guide: { who: 'it', where: 'People', how: ['searchByEmail'] } },
  verified: { against: 'fixture', on: '2026-11-22' },
  settings: { site: { type: 'label', label }, note: { type: 'text', label }, key: { type: 'secret', label } },
  hosts: ['{site}.example.com'],
  auth: { type: 'bearer', token: '{key}' },
  test: { call: { path: '/me' } },
  locate: [step({})],
  ...given,
})

const step = (given: Partial<Step>): Step => ({
  ...{ id: 'people', label, call: { path: '/people', query: { email: '{identity.email}' } } },
  ...given,
})

const codes = (given: Partial<Connector>) => connectorFaults(connector(given)).map(({ code }) => code)
const ofStep = (given: Partial<Step>) => codes({ locate: [step(given)] })
const ofText = (text: string, language?: 'soql' | 'odata' | 'quoted' | 'fiql' | 'term') =>
  ofStep({ call: { path: '/p', query: { q: language ? { language, text } : text } } })

test('a connector whose names, hosts and languages hold together may be used', () => {
  assert.deepEqual(codes({}), [])
  assert.deepEqual(
    codes({
      auth: { type: 'none' },
      locate: [step({ where: [{ path: 'a', is: 'equal', value: '{identity.email}' }] })],
      collect: [
        step({
          id: 'orders',
          forEach: 'people',
          call: {
            path: '/people/{item.id}',
            json: { a: ['{item.id}', 1, null, true], b: { language: 'term', text: 'x {item.id}' } },
          },
          job: {
            ...{ id: 'id', status: 'status', done: ['done'], failed: [], everySeconds: 10 },
            ...{ poll: { path: '/jobs/{job.id}' }, download: { path: '/jobs/{job.id}/file' } },
          },
        }),
      ],
    }),
    [],
  )
})

test('a level is what a connector does', () => {
  const { locate: _locate, ...known } = connector()
  assert.equal(levelOf(known), 'guided')
  assert.equal(levelOf(connector()), 'locate')
  assert.equal(levelOf(connector({ collect: [] })), 'collect')
})

test('a name stands for something that there is', () => {
  assert.deepEqual(ofText('{identity.name}'), ['nameUnknown'])
  assert.deepEqual(ofText('{item.id}'), ['nameUnknown'])
  assert.deepEqual(ofStep({ where: [{ path: 'a', is: 'equal', value: '{missing}' }] }), ['nameUnknown'])
  assert.deepEqual(ofStep({ call: { path: '/{job.id}' } }), ['nameUnknown'])
  assert.deepEqual(codes({ auth: { type: 'bearer', token: '{missing}' } }), ['nameUnknown'])
  assert.deepEqual(codes({ auth: { type: 'apiKey', headers: { a: '{missing}' }, query: { b: '{key}' } } }), [
    'nameUnknown',
  ])
})

test('a secret opens the system, and stands nowhere else', () => {
  assert.deepEqual(ofText('{key}'), ['secretOutsideCredentials'])
  assert.deepEqual(codes({ test: { call: { path: '/{key}' } } }), ['secretOutsideCredentials'])
})

test('a call goes to a host that the connector names, and no setting makes another of it', () => {
  assert.deepEqual(ofStep({ call: { path: '/', host: 'evil.example' } }), ['hostUnknown'])
  assert.deepEqual(codes({ hosts: ['{note}'] }), ['hostSettingFree'])
  assert.deepEqual(codes({ hosts: ['{nothing}.example.com'] }), ['hostSettingFree'])
  const client = {
    type: 'oauth2Client',
    path: '/t',
    clientId: '{site}',
    clientSecret: '{key}',
    client: 'form',
  } as const
  assert.deepEqual(codes({ auth: client }), [])
  assert.deepEqual(codes({ auth: { ...client, host: 'evil.example' } }), ['hostUnknown'])
  const login = { path: '/login', query: { until: '{clock.tomorrow}', key: '{key}' } }
  const twoStep = { type: 'twoStep', token: 'token', headers: { a: '{auth.token}' }, login } as const
  assert.deepEqual(codes({ auth: twoStep }), [])
  assert.deepEqual(codes({ auth: { ...twoStep, login: { ...login, host: 'evil.example' } } }), [
    'hostUnknown',
  ])
})

test('a value beside words says in which language, and stands within its quotes', () => {
  assert.deepEqual(ofText('email:{identity.email}'), ['languageMissing'])
  assert.deepEqual(ofStep({ call: { path: '/', json: { q: 'email:{identity.email}' } } }), [
    'languageMissing',
  ])
  assert.deepEqual(ofText('site:{site}'), [])
  assert.deepEqual(ofText('email:{identity.email}', 'term'), [])
  assert.deepEqual(ofText('email:{identity.email}', 'quoted'), ['quotesMissing'])
  assert.deepEqual(ofText('email:"{identity.email}"', 'quoted'), [])
  assert.deepEqual(ofText("a eq '{identity.email}' or b eq '{identity.email}'", 'odata'), [])
  assert.deepEqual(ofText("a eq 'x' or b eq {identity.email}", 'odata'), ['quotesMissing'])
  assert.deepEqual(ofText("a = {identity.email}'", 'soql'), ['quotesMissing'])
})

test('steps have names of their own, and are for each of what came before', () => {
  assert.deepEqual(codes({ collect: [step({})] }), ['stepTwice'])
  assert.deepEqual(codes({ collect: [step({ id: 'orders', forEach: 'orders' })] }), ['stepUnknown'])
})
