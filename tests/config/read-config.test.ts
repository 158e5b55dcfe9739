import assert from 'node:assert/strict'
import test from 'node:test'

import { readConfig } from '../../shared/config/read-config.ts'

const problems = (environment: Record<string, string>): readonly string[] => {
  const read = readConfig(environment)
  return read.ok ? [] : read.error.problems.map(({ setting, problem }) => `${setting} ${problem}`)
}

test('without any setting it demonstrates, on this machine alone', () => {
  assert.deepEqual(readConfig({}), {
    ok: true,
    value: { mode: 'demo', port: 7071, folder: '.indsigt', bind: '127.0.0.1' },
  })
})

test('an empty setting is not given', () => {
  assert.deepEqual(
    readConfig({ PORT: '', INDSIGT_BIND: ' ', PUBLIC_URL: '', COSMOS_KEY: '' }),
    readConfig({}),
  )
})

test('an address to listen on, or one for mails, makes it serve', () => {
  const bound = readConfig({ INDSIGT_BIND: '0.0.0.0', PORT: '0', INDSIGT_DATA: '/var/lib/indsigt' })
  assert.deepEqual(bound, {
    ok: true,
    value: { mode: 'serve', port: 0, folder: '/var/lib/indsigt', bind: '0.0.0.0' },
  })
  const named = readConfig({ PUBLIC_URL: 'https://privacy.example.com/' })
  assert.ok(named.ok)
  assert.equal(named.value.mode, 'serve')
  assert.equal(named.value.publicUrl, 'https://privacy.example.com')
})

test('a malformed setting is refused by its name, without its value', () => {
  for (const PORT of ['-1', '65536', '7071.5', '0x1f', '1e3', 'http'])
    assert.match(problems({ PORT })[0] ?? '', /^PORT must be/, PORT)
  for (const PUBLIC_URL of [
    'privacy.example.com',
    'ftp://a',
    'https://a/b',
    'https://u:p@a',
    'https://a?b',
    'https://a#b',
  ])
    assert.match(problems({ PUBLIC_URL })[0] ?? '', /^PUBLIC_URL must be/, PUBLIC_URL)
  for (const INDSIGT_BIND of ['http://a', '0.0.0.0/0', 'a b'])
    assert.match(problems({ INDSIGT_BIND })[0] ?? '', /^INDSIGT_BIND must be/, INDSIGT_BIND)
})

test('half a set of settings stops the start with the name of what is missing', () => {
  assert.deepEqual(problems({ COSMOS_KEY: 'k' }), ['COSMOS_ENDPOINT is missing beside COSMOS_KEY'])
  assert.deepEqual(problems({ SENDGRID_API_KEY: 'k' }), ['MAIL_FROM is missing beside SENDGRID_API_KEY'])
  assert.deepEqual(problems({ TWILIO_ACCOUNT_SID: 's', TWILIO_AUTH_TOKEN: 't' }), [
    'TWILIO_FROM is missing beside TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN',
  ])
  assert.deepEqual(problems({ SENDGRID_BASE_URL: 'http://localhost' }).length, 2)
})

test('two ways to choose one adapter contradict each other', () => {
  for (const part of ['BLOB', 'SHARES'])
    assert.deepEqual(problems({ [`${part}_ENDPOINT`]: 'e', [`${part}_CONNECTION_STRING`]: 'c' }), [
      `${part}_CONNECTION_STRING contradicts ${part}_ENDPOINT; give one of them`,
    ])
  assert.deepEqual(problems({ SERVICEBUS_NAMESPACE: 'n', SERVICEBUS_CONNECTION_STRING: 'c' }).length, 1)
})

test('an adapter that is not there yet is refused and never ignored: data would go elsewhere than believed', () => {
  const complete = [
    { COSMOS_ENDPOINT: 'e', COSMOS_KEY: 'k', COSMOS_DATABASE: 'd' },
    { BLOB_ENDPOINT: 'e' },
    { KEYVAULT_URL: 'e' },
    { SHARES_CONNECTION_STRING: 'e' },
    { SERVICEBUS_NAMESPACE: 'e' },
    { SENDGRID_API_KEY: 'k', MAIL_FROM: 'm' },
    { TWILIO_ACCOUNT_SID: 's', TWILIO_AUTH_TOKEN: 't', TWILIO_FROM: 'f' },
  ]
  for (const settings of complete)
    assert.deepEqual(problems(settings as Record<string, string>), [
      `${Object.keys(settings)[0]} is not supported by this version`,
    ])
})

test('everything that is wrong is reported at once', () => {
  const found = problems({
    PORT: 'x',
    INDSIGT_BIND: '/',
    PUBLIC_URL: 'x',
    KEYVAULT_URL: 'k',
    COSMOS_DATABASE: 'd',
  })

  assert.deepEqual(
    found.map((problem) => problem.split(' ')[0]),
    ['PORT', 'INDSIGT_BIND', 'PUBLIC_URL', 'COSMOS_ENDPOINT', 'KEYVAULT_URL'],
  )
})
