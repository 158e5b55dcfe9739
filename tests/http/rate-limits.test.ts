import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'

import { accessPartition, sessionDocumentId } from '../../shared/application/identity/session-document.ts'
import type { SessionDocument } from '../../shared/application/identity/session-document.ts'
import { createApp } from '../../shared/composition/app.ts'
import type { App } from '../../shared/composition/app.ts'
import { openOffice } from '../support/application.ts'
import { called, operationOf } from './support/called.ts'

const policy = '"session";q=12000;w=3600'

async function anOffice(t: TestContext, mode: 'demo' | 'serve' = 'serve') {
  const office = await openOffice(t, { mode, company: { programAccess: 'tokenAlone' } })
  const subject = { kind: 'employee', employeeId: 'manager', proofs: ['link', 'totp'] } as const
  const { sessionId } = await office.app.sessions.open('demo', subject, 'program')
  const { accessToken: token } = await office.app.grants.grant(
    { sessionId, companyId: 'demo' },
    'withoutRefresh',
  )
  const id = sessionDocumentId(sessionId)
  const list = (app: App = office.app) => called(app, operationOf('listRequests'), { token, params: {} })
  const headersOf = async (app?: App) => (await list(app)).headers as Record<string, string>
  const stored = async () => {
    const found = await office.ports.documents.read<SessionDocument>(accessPartition(id), id)
    return found ?? assert.fail('no session')
  }
  const used = async (calls: SessionDocument['calls']) => {
    const { value } = await stored()
    const write = { kind: 'upsert', value: { ...value, ...(calls && { calls }) } } as const
    await office.ports.documents.batch(accessPartition(id), [write])
  }
  return { office, list, headersOf, stored, used, hour: Math.floor(office.clock.now().getTime() / 3_600_000) }
}

test('every answer to a token says how many calls are left to its session, and until when', async (t) => {
  const { headersOf, office } = await anOffice(t)

  const first = await headersOf()
  office.clock.pass({ seconds: 90 })
  const second = await headersOf()

  assert.deepEqual([first['ratelimit-policy'], first['ratelimit']], [policy, '"session";r=11999;t=3600'])
  assert.equal(second['ratelimit'], '"session";r=11998;t=3510')
})

test('a session that has used up its hour is told when to come again, and then may', async (t) => {
  const { office, list, used, hour } = await anOffice(t)
  await used({ hour, count: 12_000 })

  const refused = await list()

  const {
    'retry-after': wait,
    ratelimit,
    'ratelimit-policy': named,
  } = refused.headers as Record<string, string>
  assert.deepEqual([refused.status, wait, ratelimit, named], [429, '3600', '"session";r=0;t=3600', policy])
  assert.match(String(refused.body), /tooManyRequests/)
  await used({ hour: hour - 1, count: 12_000 })
  assert.equal((await list()).status, 200)
  office.clock.pass({ seconds: 600 })
  assert.equal((await list()).status, 200)
})

test('machines learn of each other’s calls from the session, which is written once a minute', async (t) => {
  const { office, headersOf, stored } = await anOffice(t)
  const other = createApp(office.ports)
  for (let call = 0; call < 3; call++) await headersOf()
  await headersOf(other)
  assert.equal((await stored()).value.calls, undefined)

  office.clock.pass({ seconds: 60 })
  await headersOf()

  assert.equal((await stored()).value.calls?.count, 4)
  assert.equal((await headersOf(other))['ratelimit'], '"session";r=11994;t=3540')
})

test('in demo mode the headers stand, and nobody is held to them', async (t) => {
  const { list, used, hour } = await anOffice(t, 'demo')
  await used({ hour, count: 12_000 })

  const answer = await list()

  assert.equal(answer.status, 200)
  assert.equal((answer.headers as Record<string, string>)['ratelimit'], '"session";r=0;t=3600')
})

test('who is not signed in is told the limits, and not what others have used of them', async (t) => {
  const { office } = await anOffice(t)
  const policies: Readonly<Record<string, string>> = {
    createRequest: '"address";q=5;w=3600, "network";q=60;w=3600, "company";q=1000;w=3600',
    signIn: '"mail";q=5;w=3600, "mailAtOnce";q=1;w=60',
    askLinks: '"mail";q=5;w=3600, "mailAtOnce";q=1;w=60',
    redeemCode: '"code";q=5;w=600',
  }
  for (const [operationId, expected] of Object.entries(policies)) {
    const { headers } = await called(office.app, operationOf(operationId), { params: { company: 'demo' } })
    const told = headers as Record<string, string>
    assert.deepEqual([told['ratelimit-policy'], told['ratelimit']], [expected, undefined], operationId)
  }
  const profile = await called(office.app, operationOf('viewCompany'), { params: { company: 'demo' } })
  assert.equal((profile.headers as Record<string, string>)['ratelimit-policy'], undefined)
})
