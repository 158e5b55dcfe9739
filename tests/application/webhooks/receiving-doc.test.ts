import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { Webhook } from 'standardwebhooks'

import { webhookEvents } from '../../../shared/domain/webhooks/webhook-events.ts'

type IsGenuine = (headers: object, body: string, secrets: readonly string[], now: number) => boolean

test('who checks a message as the documentation shows takes ours, and nothing that was changed or is old', async () => {
  const text = readFileSync(new URL('../../../docs/webhooks.md', import.meta.url), 'utf8')
  const code = /```js\n([^]*?)```/.exec(text)?.[1] ?? ''
  const shown = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { isGenuine: IsGenuine }
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
  const now = Date.parse('2026-03-02T08:00:00Z')
  const headers = {
    'webhook-id': 'id-1',
    'webhook-timestamp': `${now / 1000}`,
    'webhook-signature': `v1,nothing ${new Webhook(secret).sign('id-1', new Date(now), '{}')}`,
  }

  assert.equal(shown.isGenuine(headers, '{}', [other, secret], now), true)
  assert.equal(shown.isGenuine(headers, '{ }', [secret], now), false)
  assert.equal(shown.isGenuine(headers, '{}', [other], now), false)
  assert.equal(shown.isGenuine(headers, '{}', [secret], now + 301_000), false)
  assert.equal(shown.isGenuine({ ...headers, 'webhook-id': 'id-2' }, '{}', [secret], now), false)
  assert.equal(shown.isGenuine({}, '{}', [secret], now), false)
})

test('the page for receivers names every event that can be told, and no other', () => {
  const text = readFileSync(new URL('../../../docs/webhooks.md', import.meta.url), 'utf8')
  const named = [...text.matchAll(/^- `(\w+)`$/gm)].map(([, name]) => name)
  assert.deepEqual(named, [...webhookEvents])
})
