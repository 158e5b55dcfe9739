import assert from 'node:assert/strict'
import test from 'node:test'

import { readConfig, readHostedConfig } from '../../shared/config/read-config.ts'
import { webhookKey } from '../support/sendgrid/events.ts'
import { accountSid } from '../support/twilio/service.ts'

const problems = (environment: Record<string, string>): readonly string[] => {
  const read = readConfig(environment)
  return read.ok ? [] : read.error.problems.map(({ setting, problem }) => `${setting} ${problem}`)
}

test('without any setting it demonstrates, on this machine alone', () => {
  assert.deepEqual(readConfig({}), {
    ok: true,
    value: {
      mode: 'demo',
      port: 7071,
      folder: '.indsigt',
      bind: '127.0.0.1',
      trustedProxies: [],
      adapters: {},
    },
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
    value: {
      mode: 'serve',
      port: 0,
      folder: '/var/lib/indsigt',
      bind: '0.0.0.0',
      trustedProxies: [],
      adapters: {},
    },
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
    'http://privacy.example.com',
    'http://10.0.0.4:7071',
    'https://a/b',
    'https://u:p@a',
    'https://a?b',
    'https://a#b',
  ])
    assert.match(problems({ PUBLIC_URL })[0] ?? '', /^PUBLIC_URL must be/, PUBLIC_URL)
  for (const INDSIGT_BIND of ['http://a', '0.0.0.0/0', 'a b'])
    assert.match(problems({ INDSIGT_BIND })[0] ?? '', /^INDSIGT_BIND must be/, INDSIGT_BIND)
})

test('on this machine mails may carry an address without TLS', () => {
  for (const PUBLIC_URL of ['http://localhost:7071', 'http://127.0.0.1:7071', 'http://[::1]:7071'])
    assert.deepEqual(problems({ PUBLIC_URL }), [], PUBLIC_URL)
})

test('mails come from an address, and nothing beside it', () => {
  for (const MAIL_FROM of [
    'not an address',
    'Company <privacy@company.example>',
    'privacy@company',
    'a@b@company.example',
    'privacy@company.example, other@company.example',
    `${'a'.repeat(250)}@company.example`,
  ])
    assert.deepEqual(
      problems({ SENDGRID_API_KEY: 'k', MAIL_FROM }),
      ['MAIL_FROM must be a mail address alone, such as privacy@company.example'],
      MAIL_FROM,
    )
})

test('a clamd is named by its host, with its port or the usual one', () => {
  const at = (CLAMD_HOST: string) => {
    const read = readConfig({ CLAMD_HOST })
    return read.ok && [read.value.mode, read.value.clamd]
  }
  assert.deepEqual(at('clamd'), ['demo', { host: 'clamd', port: 3310 }])
  assert.deepEqual(at('10.0.0.4:3311'), ['demo', { host: '10.0.0.4', port: 3311 }])
  for (const CLAMD_HOST of ['http://a', 'a:', 'a:0', 'a:65536', 'a b', ':3310'])
    assert.match(problems({ CLAMD_HOST })[0] ?? '', /^CLAMD_HOST must be/, CLAMD_HOST)
})

test('calls to others go to port 443 and to those that the operator names', () => {
  const at = (EGRESS_PORTS: string) => {
    const read = readConfig({ EGRESS_PORTS })
    return read.ok && [read.value.mode, read.value.egressPorts]
  }
  assert.deepEqual(at('8443, 9443'), ['demo', [8443, 9443]])
  for (const EGRESS_PORTS of ['0', '65536', '8443,', 'https', '8443;9443'])
    assert.match(problems({ EGRESS_PORTS })[0] ?? '', /^EGRESS_PORTS must be/, EGRESS_PORTS)
})

test('name servers are given by their addresses, and are asked in place of the machine’s own', () => {
  const at = (DNS_SERVERS: string) => {
    const read = readConfig({ DNS_SERVERS })
    return read.ok && [read.value.mode, read.value.dnsServers]
  }
  const servers = ['192.0.2.53', '192.0.2.54:5353', '2001:db8::53', '[2001:db8::54]:5353']
  assert.deepEqual(at(servers.join(', ')), ['demo', servers])
  for (const DNS_SERVERS of ['dns.example', '192.0.2.53,', '192.0.2.53;192.0.2.54', 'https://192.0.2.53'])
    assert.match(problems({ DNS_SERVERS })[0] ?? '', /^DNS_SERVERS must be/, DNS_SERVERS)
})

test('how long a store keeps what is removed is a number of days, and not longer than an answer lives', () => {
  const read = readConfig({ BLOB_GONE_DAYS: '16' })
  assert.equal(read.ok && read.value.blobGoneDays, 16)

  for (const BLOB_GONE_DAYS of ['-1', '33', '1.5', 'a week'])
    assert.deepEqual(problems({ BLOB_GONE_DAYS }), ['BLOB_GONE_DAYS must be whole days from 0 to 32'])
})

test('proxies are named by address or network, and nobody trusts everybody', () => {
  const read = readConfig({ TRUSTED_PROXIES: '127.0.0.1, 10.1.0.0/16,2001:db8::/32 , ::1' })
  assert.deepEqual(read.ok && read.value.trustedProxies, [
    { address: '127.0.0.1', prefix: 32, family: 'ipv4' },
    { address: '10.1.0.0', prefix: 16, family: 'ipv4' },
    { address: '2001:db8::', prefix: 32, family: 'ipv6' },
    { address: '::1', prefix: 128, family: 'ipv6' },
  ])

  for (const TRUSTED_PROXIES of [
    '0.0.0.0/0',
    '::/0',
    '10.1.0.0/33',
    '300.1.1.1',
    'proxy',
    '10.1.0.0/16,',
    '*',
  ])
    assert.deepEqual(
      problems({ TRUSTED_PROXIES }),
      [
        'TRUSTED_PROXIES must be addresses or networks with commas between them, such as 127.0.0.1,10.1.0.0/16',
      ],
      TRUSTED_PROXIES,
    )
})

test('half a set of settings stops the start with the name of what is missing', () => {
  assert.deepEqual(problems({ COSMOS_KEY: 'k' }), ['COSMOS_ENDPOINT is missing beside COSMOS_KEY'])
  assert.deepEqual(problems({ SENDGRID_API_KEY: 'k' }), ['MAIL_FROM is missing beside SENDGRID_API_KEY'])
  assert.deepEqual(problems({ TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: 't' }), [
    'TWILIO_FROM is missing beside TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN',
  ])
  assert.deepEqual(problems({ SENDGRID_BASE_URL: 'http://localhost' }).length, 2)
})

test('the key of the mail events is given with the mail, and is a key', () => {
  const mail = { SENDGRID_API_KEY: 'k', SENDGRID_BASE_URL: 'http://localhost', MAIL_FROM: 'a@b.example' }
  const read = readConfig({ ...mail, SENDGRID_WEBHOOK_KEY: webhookKey })

  assert.deepEqual(read.ok && read.value.adapters.mail, {
    ...{ apiKey: 'k', from: 'a@b.example', baseUrl: 'http://localhost', webhookKey },
  })
  assert.deepEqual(problems({ ...mail, SENDGRID_WEBHOOK_KEY: 'k' }), [
    'SENDGRID_WEBHOOK_KEY must be the public key of the event webhook, in base64',
  ])
  assert.equal(problems({ SENDGRID_WEBHOOK_KEY: webhookKey }).length, 2)
})

test('mails go through a relay or through SendGrid, from one address', () => {
  const SMTP_URL = 'smtps://indsigt:a%20pass%2Fword@mail.company.example'
  const read = readConfig({ SMTP_URL, MAIL_FROM: 'a@b.example' })

  assert.deepEqual(read.ok && [read.value.mode, read.value.adapters.mail], [
    'serve',
    { url: SMTP_URL, from: 'a@b.example' },
  ])
  const here = readConfig({ SMTP_URL: 'smtp://localhost:2525', MAIL_FROM: 'a@b.example' })
  assert.equal(here.ok && here.value.mode, 'demo')
  assert.deepEqual(problems({ SMTP_URL }), ['MAIL_FROM is missing beside SMTP_URL'])
  assert.deepEqual(problems({ MAIL_FROM: 'a@b.example' }), ['SENDGRID_API_KEY is missing beside MAIL_FROM'])
  assert.deepEqual(problems({ SMTP_URL, MAIL_FROM: 'a@b.example', SENDGRID_API_KEY: 'k' }), [
    'SMTP_URL contradicts SENDGRID_API_KEY; give one of them',
  ])
  for (const wrong of [
    'mail.company.example',
    'https://mail.company.example',
    'smtp://',
    'smtps://mail.company.example/inbox',
    'smtps://mail.company.example?secure=false',
    'smtps://user:100%@mail.company.example',
  ])
    assert.match(problems({ SMTP_URL: wrong, MAIL_FROM: 'a@b.example' })[0] ?? '', /^SMTP_URL must be/, wrong)
})

test('texts go out from an account, and a key of one is none', () => {
  for (const TWILIO_ACCOUNT_SID of [
    's',
    accountSid.replace('AC', 'SK'),
    `${accountSid}0`,
    accountSid.slice(1),
  ])
    assert.deepEqual(problems({ TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN: 't', TWILIO_FROM: 'Company' }), [
      'TWILIO_ACCOUNT_SID must be an account: AC and 32 digits, as the console shows it',
    ])
})

test('two ways to choose one adapter contradict each other', () => {
  const development = 'UseDevelopmentStorage=true'
  for (const part of ['BLOB', 'SHARES'])
    assert.deepEqual(
      problems({ [`${part}_ENDPOINT`]: 'https://a.example', [`${part}_CONNECTION_STRING`]: development }),
      [`${part}_CONNECTION_STRING contradicts ${part}_ENDPOINT; give one of them`],
    )
  const bus = 'Endpoint=sb://localhost;UseDevelopmentEmulator=true'
  const twice = problems({ SERVICEBUS_NAMESPACE: 'a.example', SERVICEBUS_CONNECTION_STRING: bus })
  assert.equal(twice.length, 1)
})

const emulators = {
  COSMOS_ENDPOINT: 'https://localhost:8081',
  COSMOS_KEY: 'key of the emulator',
  BLOB_CONNECTION_STRING: 'UseDevelopmentStorage=true',
  KEYVAULT_URL: 'https://localhost:8443',
  SHARES_CONNECTION_STRING: 'AccountName=a;AccountKey=k;BlobEndpoint=http://127.0.0.1:10000/a',
  SERVICEBUS_CONNECTION_STRING:
    'Endpoint=sb://localhost:5672;SharedAccessKeyName=n;SharedAccessKey=k=;UseDevelopmentEmulator=true',
  SENDGRID_API_KEY: 'k',
  SENDGRID_BASE_URL: 'http://localhost:1234',
  MAIL_FROM: 'privacy@company.example',
  TWILIO_ACCOUNT_SID: accountSid,
  TWILIO_AUTH_TOKEN: 't',
  TWILIO_FROM: '+4500000000',
  TWILIO_BASE_URL: 'http://localhost:1235',
}

test('each port has a home of its own, and emulators on this machine leave it a demonstration', () => {
  const read = readConfig(emulators)

  assert.ok(read.ok)
  assert.equal(read.value.mode, 'demo')
  assert.deepEqual(read.value.adapters, {
    documents: { endpoint: 'https://localhost:8081', database: 'indsigt', key: 'key of the emulator' },
    blobs: { connectionString: 'UseDevelopmentStorage=true' },
    keys: { url: 'https://localhost:8443' },
    shares: { connectionString: emulators.SHARES_CONNECTION_STRING },
    messages: { connectionString: emulators.SERVICEBUS_CONNECTION_STRING },
    mail: { apiKey: 'k', from: 'privacy@company.example', baseUrl: 'http://localhost:1234' },
    sms: { accountSid, authToken: 't', from: '+4500000000', baseUrl: 'http://localhost:1235' },
  })
})

const cloud = {
  PUBLIC_URL: 'https://privacy.example.com',
  COSMOS_ENDPOINT: 'https://account.documents.azure.com',
  COSMOS_DATABASE: 'other',
  BLOB_ENDPOINT: 'https://account.blob.core.windows.net',
  KEYVAULT_URL: 'https://name.vault.azure.net',
  SHARES_ENDPOINT: 'https://shares.blob.core.windows.net',
  SERVICEBUS_NAMESPACE: 'name.servicebus.windows.net',
  SENDGRID_API_KEY: 'k',
  MAIL_FROM: 'privacy@company.example',
  AZURE_CLIENT_ID: 'id',
}

test('an emulator over TLS is reached as an identity, by its port and by the path of its account', () => {
  const config = readConfig({
    BLOB_ENDPOINT: 'https://127.0.0.1:10000/account',
    SERVICEBUS_NAMESPACE: 'localhost:5671',
  })

  assert.ok(config.ok)
  assert.equal(config.value.mode, 'demo')
  assert.deepEqual(config.value.adapters, {
    blobs: { endpoint: 'https://127.0.0.1:10000/account' },
    messages: { namespace: 'localhost:5671' },
  })
})

test('any real adapter makes it serve', () => {
  const real = [
    { COSMOS_ENDPOINT: cloud.COSMOS_ENDPOINT },
    { BLOB_ENDPOINT: cloud.BLOB_ENDPOINT },
    { KEYVAULT_URL: cloud.KEYVAULT_URL },
    { SHARES_ENDPOINT: cloud.SHARES_ENDPOINT },
    { SERVICEBUS_NAMESPACE: cloud.SERVICEBUS_NAMESPACE },
    { SENDGRID_API_KEY: 'k', MAIL_FROM: 'privacy@company.example' },
    { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: 't', TWILIO_FROM: '+4500000000' },
  ]
  for (const settings of real) {
    const read = readConfig(settings as Record<string, string>)
    assert.ok(read.ok, JSON.stringify(settings))
    assert.equal(read.value.mode, 'serve', JSON.stringify(settings))
  }
})

test('a key to everything is for emulators on this machine alone', () => {
  const refused = {
    COSMOS_KEY: { ...emulators, COSMOS_ENDPOINT: cloud.COSMOS_ENDPOINT },
    BLOB_CONNECTION_STRING: {
      BLOB_CONNECTION_STRING: 'AccountName=a;AccountKey=k;EndpointSuffix=core.windows.net',
    },
    SHARES_CONNECTION_STRING: { SHARES_CONNECTION_STRING: 'BlobEndpoint=https://a.blob.core.windows.net' },
    SERVICEBUS_CONNECTION_STRING: {
      SERVICEBUS_CONNECTION_STRING: 'Endpoint=sb://name.servicebus.windows.net/',
    },
  }
  for (const [setting, settings] of Object.entries(refused)) {
    const [problem, ...more] = problems(settings)
    assert.match(problem ?? '', new RegExp(`^${setting} is for emulators on this machine`))
    assert.deepEqual(more, [])
  }
})

test('shares beside the content in one account stop the start, by whichever of its addresses', () => {
  const beside = (BLOB_ENDPOINT: string, SHARES_ENDPOINT: string) =>
    problems({ BLOB_ENDPOINT, SHARES_ENDPOINT })
  const refused = ['SHARES_ENDPOINT must name another storage account than BLOB_ENDPOINT']
  const account = 'https://account.blob.core.windows.net'

  for (const same of [
    account,
    `${account}/`,
    `${account}:443`,
    'https://ACCOUNT.blob.core.windows.net',
    'https://account-secondary.blob.core.windows.net',
    'https://account.dfs.core.windows.net',
    'https://account.privatelink.blob.core.windows.net',
  ]) {
    assert.deepEqual(beside(account, same), refused, same)
    assert.deepEqual(beside(same, account), refused, same)
  }
  assert.deepEqual(
    beside('https://account.z12.blob.storage.azure.net', 'https://account.blob.storage.azure.net'),
    refused,
  )
  assert.deepEqual(beside('https://blobs.company.example', 'https://blobs.company.example'), refused)

  assert.deepEqual(beside(account, 'https://account2.blob.core.windows.net'), [])
  assert.deepEqual(beside('https://blobs.company.example', 'https://shares.company.example'), [])
  assert.deepEqual(beside('https://127.0.0.1:10000/a', 'https://127.0.0.1:10000/a'), [])
  assert.equal(readHostedConfig({ ...cloud, SHARES_ENDPOINT: cloud.BLOB_ENDPOINT }).ok, false)
})

test('who says that it is an emulator and leads elsewhere is none', () => {
  const elsewhere = [
    'BlobEndpoint=https://a.blob.core.windows.net',
    'BlobEndpoint=https://blobs.company.example',
    'DevelopmentStorageProxyUri=http://10.0.0.4',
  ]
  for (const part of elsewhere)
    for (const setting of ['BLOB_CONNECTION_STRING', 'SHARES_CONNECTION_STRING'])
      for (const text of [`UseDevelopmentStorage=true;${part}`, `${part};UseDevelopmentStorage=true`])
        assert.match(
          problems({ [setting]: text })[0] ?? '',
          new RegExp(`^${setting} is for emulators on this machine`),
          text,
        )
  assert.deepEqual(problems({ BLOB_CONNECTION_STRING: 'AccountName=a;AccountKey=k' }).length, 1)
})

test('an address that is not safe is refused', () => {
  for (const endpoint of ['http://account.documents.azure.com', 'account', 'https://a/?sig=1', 'https://u@a'])
    assert.deepEqual(problems({ COSMOS_ENDPOINT: endpoint }), [
      'COSMOS_ENDPOINT must be an https address, such as https://name.example.net',
    ])
})

test('a namespace is a host name, as the portal shows it', () => {
  for (const SERVICEBUS_NAMESPACE of [
    'sb://name.servicebus.windows.net',
    'https://a',
    'a b',
    'a.example:5671',
    'name',
    'name.',
    '.servicebus.windows.net',
    'localhost',
  ])
    assert.match(problems({ SERVICEBUS_NAMESPACE })[0] ?? '', /^SERVICEBUS_NAMESPACE must be a host name/)
})

test('under the Functions host everything that must not vanish is somewhere else', () => {
  const read = readHostedConfig(cloud)
  assert.ok(read.ok)
  assert.equal(read.value.publicUrl, 'https://privacy.example.com')
  assert.equal(read.value.adapters.clientId, 'id')
  assert.equal(read.value.adapters.documents.database, 'other')
  assert.deepEqual(read.value.adapters.messages, { namespace: 'name.servicebus.windows.net' })

  const nothing = readHostedConfig({})
  assert.deepEqual(nothing.ok ? [] : nothing.error.problems.map(({ setting }) => setting), [
    'PUBLIC_URL',
    'COSMOS_ENDPOINT',
    'BLOB_ENDPOINT',
    'KEYVAULT_URL',
    'SHARES_ENDPOINT',
    'SERVICEBUS_NAMESPACE',
    'SENDGRID_API_KEY',
  ])
  assert.equal(readHostedConfig({ ...cloud, PUBLIC_URL: 'ftp://a' }).ok, false)
})

test('the Front Door in front is known by its id, and a name is none', () => {
  const FRONT_DOOR_ID = '11111111-2222-4333-8444-555555555555'
  const read = readHostedConfig({ ...cloud, FRONT_DOOR_ID })
  assert.equal(read.ok && read.value.frontDoorId, FRONT_DOOR_ID)

  const wrong = readHostedConfig({ ...cloud, FRONT_DOOR_ID: 'afd-indsigt' })
  assert.deepEqual(wrong.ok ? [] : wrong.error.problems.map(({ setting }) => setting), ['FRONT_DOOR_ID'])
})

test('under the Functions host no mail counts as sent that nobody sends: without a provider it does not start', () => {
  const { SENDGRID_API_KEY: _key, MAIL_FROM: _from, ...withoutMail } = cloud
  const read = readHostedConfig(withoutMail)

  assert.deepEqual(read.ok ? [] : read.error.problems, [
    {
      setting: 'SENDGRID_API_KEY',
      problem: 'is missing: without it nobody would get a link',
    },
  ])
})

test('under the Functions host text messages may be left out, since none is sent in secret then', () => {
  const read = readHostedConfig(cloud)

  assert.equal(read.ok && read.value.adapters.sms, undefined)
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

test('sessions and tokens live as long as is said, and never longer than is safe', () => {
  const read = readConfig({ SESSION_TTL: '60', TOKEN_TTL: '5' })
  assert.deepEqual(read.ok && [read.value.sessionMinutes, read.value.tokenMinutes], [60, 5])
  const silent = readConfig({})
  assert.deepEqual(silent.ok && [silent.value.sessionMinutes, silent.value.tokenMinutes], [
    undefined,
    undefined,
  ])

  for (const SESSION_TTL of ['14', '481', '60 minutes', '1e2'])
    assert.deepEqual(problems({ SESSION_TTL }), ['SESSION_TTL must be whole minutes from 15 to 480'])
  for (const TOKEN_TTL of ['0', '16', '-5'])
    assert.deepEqual(problems({ TOKEN_TTL }), ['TOKEN_TTL must be whole minutes from 1 to 15'])
})

test('the code that makes the first operator is as hard to guess as one on a console, and is never repeated', () => {
  const OPERATOR_CODE = 'x'.repeat(26)
  const read = readConfig({ OPERATOR_CODE })
  assert.equal(read.ok && read.value.operatorCode, OPERATOR_CODE)
  assert.deepEqual(problems({ OPERATOR_CODE: 'short secret' }), [
    'OPERATOR_CODE must have 26 characters or more',
  ])
})
