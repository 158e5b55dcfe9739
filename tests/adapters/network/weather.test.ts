// Every adapter of Azure over a wire on which things go wrong: no call outlasts its patience, none leaves a connection
// behind, and all is well when the wire is.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { connectionsOfAll, graceMs, openTo, patienceMs, soon, storms } from './storms.ts'
import { wires } from './wires.ts'

for (const [name, { dependency, connect, kept }] of Object.entries(wires)) {
  test(`${name}: a wire that is late but good is no failure`, async (t) => {
    const { proxy, call } = await connect(t)
    await call(0)
    proxy.set({ latencyMs: 30 })

    await call(1)
  })

  for (const [what, weather] of Object.entries(storms)) {
    test(`${name}: a wire that is ${what} ends each call in time, and leaves nothing behind`, async (t) => {
      const { proxy, call } = await connect(t)
      await call(0)
      proxy.set(weather)

      const since = performance.now()
      const ended = await Promise.allSettled([1, 2, 3, 4].map((number) => call(number)))
      const took = performance.now() - since

      for (const each of ended) {
        assert.equal(each.status, 'rejected', 'nothing gets through')
        assert.ok(each.reason instanceof DependencyUnavailable, String(each.reason))
        assert.equal(each.reason.dependency, dependency)
      }
      assert.ok(took < patienceMs + graceMs, `${Math.round(took)} ms`)
      proxy.set('clear')
      await call(5)
      await call(6)
      await soon(() => openTo(proxy.port) <= kept)
      assert.ok(openTo(proxy.port) <= kept, `${openTo(proxy.port)} connections are open`)
    })
  }
}

test('when all is over, this process holds no connection', async () => {
  await soon(() => connectionsOfAll() === 0)

  assert.equal(connectionsOfAll(), 0)
})
