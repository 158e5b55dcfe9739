import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import type { Ports } from '../../../shared/application/ports/ports.ts'
import { indexedFields } from '../../../shared/application/ports/indexed-fields.ts'
import { createApp, type App } from '../../../shared/composition/app.ts'
import { intakePerHour } from '../../../shared/domain/requests/stranger-budget.ts'
import { must, openOffice } from '../../support/application.ts'
import { demoCompany } from '../../support/companies.ts'
import { openCosmosStore } from '../../support/cosmos/open-store.ts'

type Calls = string[]

/** Every call that an intake makes of a store, by what it is for. */
function watched(ports: Ports, calls: Calls): Ports {
  const told = <Port extends object>(port: Port, name: (call: string, given: readonly unknown[]) => string) =>
    new Proxy(port, {
      get: (target, member, receiver) => {
        const found: unknown = Reflect.get(target, member, receiver)
        if (typeof found !== 'function') return found
        return (...given: unknown[]): unknown => {
          calls.push(name(String(member), given))
          return (found as (...given: unknown[]) => unknown).apply(target, given)
        }
      },
    })
  return {
    ...ports,
    documents: told(ports.documents, (call, [partition]) => {
      const { container } = partition as { readonly container: string }
      return `${call} ${container === 'access' ? 'counter' : container}`
    }),
    shares: told(ports.shares, () => 'share'),
    blobs: told(ports.blobs, () => 'blob'),
  }
}

const homes: Readonly<Record<string, (ports: Ports) => Ports>> = {
  'the embedded store': (ports) => ports,
  'Cosmos DB': (ports) => ({ ...ports, documents: openCosmosStore({ indices: indexedFields }).documents }),
}

async function anIntake(t: TestContext, home: (ports: Ports) => Ports, mode: 'serve' | 'demo' = 'serve') {
  const calls: Calls = []
  const office = await openOffice(t, { mode, through: (ports) => watched(home(ports), calls) })
  must(await office.app.openCompany(demoCompany))
  const ask = (email: string, network?: string, app: App = office.app) =>
    app.createRequest({
      ...{ companyId: 'demo', network, wish: { rights: ['access'], personal: { email } } },
    })
  calls.length = 0
  return { office, calls, ask }
}

for (const [home, ports] of Object.entries(homes)) {
  test(`an intake is one batch, one counter and one share before its answer, and no read: ${home}`, async (t) => {
    const { calls, ask } = await anIntake(t, ports)
    must(await ask('first@mail.example', '192.0.2.1'))
    calls.length = 0

    must(await ask('ada@mail.example', '192.0.2.1'))

    assert.deepEqual(calls.sort(), ['batch counter', 'batch requests', 'share'])
  })

  test(`what is read by its id is one point read beside those that tell who reads: ${home}`, async (t) => {
    const { office, calls, ask } = await anIntake(t, ports)
    const { requestId } = must(await ask('ada@mail.example'))
    const { cookie } = await office.app.sessions.open('demo', { kind: 'requester', requestId }, 'browser')
    calls.length = 0

    const actor = await office.app.sessions.actorOfCookie(`${cookie}`)
    assert.ok(actor)
    const authentication = calls.splice(0)
    must(await office.app.viewRequest({ actor, requestId }))

    assert.deepEqual(calls, ['read requests'])
    assert.ok(authentication.length > 0 && authentication.every((call) => call.startsWith('read ')))
  })

  test(`an address, a network and a company have their budgets over all instances: ${home}`, async (t) => {
    const { office, ask } = await anIntake(t, ports)
    const other = createApp(office.ports)
    const seconds = 40 * 60
    office.clock.pass({ seconds: 20 * 60 })
    const refused = { ok: false, error: { code: 'tooManyRequests', retryAfterSeconds: seconds } }
    for (let n = 0; n < intakePerHour.address; n++)
      must(await ask('Ada@mail.example', `192.0.2.${n}`, n % 2 ? other : office.app))

    assert.deepEqual(await ask('ada@mail.example ', '192.0.2.99'), refused)
    assert.deepEqual(await ask('ada@mail.example', '192.0.2.99', other), refused)
    must(await ask('bob@mail.example', '192.0.2.1'))
    office.clock.pass({ seconds })
    must(await ask('ada@mail.example', '192.0.2.1'))
  })
}

test('a network with many people has room for them, and not for a program', async (t) => {
  const { ask } = await anIntake(t, (ports) => ports)
  for (let n = 0; n < intakePerHour.network; n++) must(await ask(`p${n}@mail.example`, '192.0.2.1'))

  assert.equal((await ask('one-more@mail.example', '192.0.2.1')).ok, false)
  must(await ask('one-more@mail.example', '192.0.2.2'))
  must(await ask('without-network@mail.example'))
})

test('requests that come at the same moment are all counted', async (t) => {
  const { ask } = await anIntake(t, (ports) => ports)

  const all = await Promise.all(Array.from({ length: 12 }, () => ask('ada@mail.example', '192.0.2.1')))

  assert.equal(all.filter(({ ok }) => ok).length, intakePerHour.address)
})

test('what the counter cannot be written for is not taken, and does not hold up the next', async (t) => {
  let isAway = false
  const { ask } = await anIntake(t, (ports) => ({
    ...ports,
    documents: {
      ...ports.documents,
      batch: (...given) => (isAway ? Promise.reject(new Error('away')) : ports.documents.batch(...given)),
    },
  }))
  isAway = true
  await assert.rejects(ask('ada@mail.example'))
  isAway = false
  must(await ask('ada@mail.example'))
})

test('in demo mode nothing is counted', async (t) => {
  const { calls, ask } = await anIntake(t, (ports) => ports, 'demo')
  for (let n = 0; n <= intakePerHour.address; n++) must(await ask('ada@mail.example', '127.0.0.1'))

  assert.ok(!calls.some((call) => call.endsWith('counter')))
})
