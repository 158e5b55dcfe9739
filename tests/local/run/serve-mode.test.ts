import assert from 'node:assert/strict'
import test from 'node:test'

import { rawRequest } from '../serve.ts'
import { folderFor } from '../../support/contracts/temporary-folder.ts'
import { runInstance, runToEnd } from '../../support/running-instance.ts'

const ways = [{ INDSIGT_BIND: '127.0.0.1' }, { PUBLIC_URL: 'https://privacy.example.com' }] as const

for (const settings of ways)
  test(`${Object.keys(settings)[0]} makes it serve: no mailbox, no movable clock, no demonstration accounts`, async (t) => {
    const indsigt = await runInstance(t, { settings })

    for (const path of [
      '',
      '/',
      '/mail',
      '/sms',
      '/people',
      '/clock',
      '/orchestrations',
      '/orchestrations/view',
      '/style.css',
    ])
      assert.equal((await indsigt.call('GET', `/_local${path}`)).status, 404, path)
    assert.equal((await indsigt.call('POST', '/_local/clock', { body: { advance: 'P1D' } })).status, 404)
    assert.equal((await indsigt.call('POST', '/_local/people')).status, 404)

    assert.equal((await indsigt.call('GET', '/api/v1/companies/demo')).status, 404)
    const asked = await indsigt.call('POST', '/api/v1/companies/demo/sign-in', {
      body: { email: 'owner@demo.example' },
    })
    assert.equal(asked.status, 202, 'whoever asks')
    const wish = { rights: ['access'], email: 'person@example.org' }
    assert.equal((await indsigt.call('POST', '/api/v1/companies/demo/requests', { body: wish })).status, 404)
    const code = /enters the code ([0-9A-Z-]{31}) at /.exec(indsigt.output())?.[1] ?? assert.fail('no code')
    const first = { name: 'Oda Operator', email: 'oda@operator.example' }
    const claim = (given: string) =>
      indsigt.call('POST', '/api/v1/operator/first', { body: { ...first, code: given } })
    assert.equal((await claim('0'.repeat(26))).status, 401)
    assert.equal((await claim(code)).status, 204)
    assert.equal((await claim(code)).status, 401, 'once')
    assert.match(
      indsigt.output(),
      /^Mails reach nobody, since neither SMTP_URL nor SENDGRID_API_KEY is set, with MAIL_FROM\.$/m,
    )
  })

test('a serving instance is reached under its own name and behind a proxy', async (t) => {
  const indsigt = await runInstance(t, { settings: { PUBLIC_URL: 'https://privacy.example.com' } })

  const headers = {
    host: 'privacy.example.com',
    'x-forwarded-for': '192.0.2.1',
    'x-forwarded-proto': 'https',
  }
  const answer = await rawRequest(Number(new URL(indsigt.url).port), { path: '/api/v1/health/live', headers })

  assert.equal(answer.status, 200)
})

test('the procedures of a serving instance cannot be steered from outside', async (t) => {
  const indsigt = await runInstance(t, { settings: { INDSIGT_BIND: '127.0.0.1' } })

  for (const path of ['/runtime/webhooks/durabletask/instances', '/durabletask/instances'])
    assert.ok([401, 404].includes((await indsigt.call('GET', path)).status), path)
})

test('a folder made for demonstration never serves, and a serving one never demonstrates', async (t) => {
  for (const [made, later] of [
    [{}, { INDSIGT_BIND: '127.0.0.1' }],
    [{ INDSIGT_BIND: '127.0.0.1' }, {}],
  ] as const) {
    const folder = folderFor(t)
    const indsigt = await runInstance(t, { folder, settings: made })
    assert.equal(await indsigt.stop(), 0)

    const { code, errors, output } = await runToEnd(folder, later)

    assert.equal(code, 1)
    assert.match(
      errors,
      /^\S+ was made in (demo|serve) mode and stays so\. Choose another folder with INDSIGT_DATA\.\n$/,
    )
    assert.equal(output, '')
  }
})
