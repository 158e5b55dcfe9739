// Whatever a person is called: each connector asks the same question of the same hosts, with another value in it.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { systemCrypto } from '../../../shared/adapters/system/crypto.ts'
import { makeAdvanceRun } from '../../../shared/application/connectors/advance-run.ts'
import { makeAskSystem } from '../../../shared/application/connectors/ask-system.ts'
import { beginning } from '../../../shared/application/connectors/run-state.ts'
import type { Egress, EgressRequest } from '../../../shared/application/ports/egress.ts'
import type { Connector } from '../../../shared/domain/connectors/connector.ts'
import { hostsOf } from '../../../shared/domain/connectors/hosts.ts'
import { connectors, fixtureOf } from '../../support/connector-files.ts'

const hostile = [
  `o'hara@example.dk`,
  `"quoted person"@example.dk`,
  '<script>@example.dk',
  '100%25@example.dk',
  'a\r\nX-Forged: 1@example.dk',
  `x' or '1'='1`,
  `x" OR email:"*`,
  `a&role=admin#frag?b=c`,
  '../../admin',
  '..',
  'a\\',
  `a;b,c=d|e`,
  '{token}@example.dk',
  'kirsten@bücher.example',
]

const clock = { now: () => new Date('2026-11-22T12:00:00.000Z') }

const tokenFirst = ['oauth2Client', 'jwtBearer', 'twoStep']

/** All that a system is asked in one turn where it finds nobody; sign-ins are answered with a token. */
async function askedOf(connector: Connector, identity: { readonly email: string; readonly phone: string }) {
  const { settings } = await fixtureOf(connector.id)
  const values = (name: string) => settings[name]
  const asked: EgressRequest[] = []
  const signIn = { access_token: 't', token: 't', data: { token: 't' } }
  const egress: Egress = {
    judge: async () => undefined,
    call: async (request) => {
      asked.push(request)
      const isSignIn = asked.length === 1 && tokenFirst.includes(connector.auth.type)
      const body = Buffer.from(isSignIn ? JSON.stringify(signIn) : '')
      return { kind: 'answered', status: 200, headers: {}, body }
    },
  }
  const ask = makeAskSystem({ egress, clock, log: { write: () => undefined } })
  const run = {
    connection: { companyId: 'demo', connector, values },
    identity,
    what: 'locate',
    state: beginning,
  } as const
  const ended = await makeAdvanceRun({ ask, clock, crypto: systemCrypto })(run)
  assert.notEqual(ended.kind === 'failed' && ended.code, 'valueUnfit')
  return { asked, hosts: hostsOf(connector, values) }
}

/** What is left of a call when its values are taken out. */
function skeleton({ method, url, headers = {}, body }: EgressRequest): unknown {
  const { host, pathname, searchParams, hash } = new URL(url)
  return {
    ...{ method, host, hash, segments: pathname.split('/').length },
    names: [...searchParams.keys()],
    headers: Object.keys(headers),
    body: bodySkeleton(body, headers['content-type']),
  }
}

function bodySkeleton(body: Uint8Array | undefined, type: string | undefined): unknown {
  const text = body && Buffer.from(body).toString()
  if (type === 'application/json' && text !== undefined)
    return JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? '' : value)) as unknown
  return text === undefined ? '' : [...new URLSearchParams(text).keys()]
}

for (const connector of await connectors())
  test(`${connector.name}: an identity with quotes, brackets, percent signs and line breaks stays data`, async () => {
    const usual = await askedOf(connector, { email: 'kirsten@example.dk', phone: '+4512345678' })
    const wanted = new Set(usual.asked.map((request) => JSON.stringify(skeleton(request))))
    assert.ok(usual.asked.length > 0)
    for (const value of hostile) {
      const { asked, hosts } = await askedOf(connector, { email: value, phone: value })
      for (const request of asked) {
        assert.ok(wanted.has(JSON.stringify(skeleton(request))), `${connector.id} asked something else`)
        assert.ok(hosts.includes(new URL(request.url).host), `${connector.id} went elsewhere`)
        assert.equal(new URL(request.url).href, request.url)
        assert.doesNotMatch(JSON.stringify(request.headers), /Forged/)
      }
    }
  })
