import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createPasscodes, usualCost } from '../../../shared/adapters/passcodes/argon2.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'

/** What the tests below need of it is not that it is slow. */
const quick = { memory: 64, passes: 1, parallelism: 1 }

test('a passcode is kept as argon2id with a salt of its own, by the parameters of OWASP', async () => {
  const passcodes = createPasscodes()
  const hash = await passcodes.hash('ni lange ord')

  assert.match(hash, /^\$argon2id\$v=19\$m=47104,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  assert.ok(usualCost.memory >= 47_104)
  assert.notEqual(await passcodes.hash('ni lange ord'), hash)
  assert.ok(await passcodes.matches('ni lange ord', hash))
  assert.ok(!(await passcodes.matches('ni lange Ord', hash)))
})

test('a hash is read by the parameters that it names, also when new ones have grown', async () => {
  const hash = await createPasscodes(quick).hash('ni lange ord')
  const grown = createPasscodes({ ...quick, passes: 2 })

  assert.ok(await grown.matches('ni lange ord', hash))
  assert.match(await grown.hash('ni lange ord'), /m=64,t=2,p=1/)
})

test('the same letters are the same passcode, however the keyboard composes them', async () => {
  const passcodes = createPasscodes(quick)
  const hash = await passcodes.hash('r\u00e5b\u00e5ndsost')

  assert.ok(await passcodes.matches('ra\u030aba\u030andsost', hash))
})

test('the event loop goes on while a passcode is computed', async () => {
  let turns = 0
  const ticking = setInterval(() => turns++, 0)
  await createPasscodes({ ...usualCost, passes: 3 }).hash('ni lange ord')
  clearInterval(ticking)

  assert.ok(turns > 3, `${turns} turns`)
})

test('few are computed at once, some wait in their order, and more are asked to come again', async () => {
  const passcodes = createPasscodes({ ...quick, memory: 8_192 }, { atOnce: 1, waiting: 2 })
  const order: number[] = []
  const given = [0, 1, 2].map(async (n) => {
    await passcodes.hash('ni lange ord')
    order.push(n)
  })

  await assert.rejects(passcodes.hash('one too many'), (error) => {
    assert.ok(error instanceof DependencyUnavailable)
    assert.deepEqual([error.dependency, error.retryAfterSeconds], ['passcodes', 2])
    return true
  })
  await Promise.all(given)
  assert.deepEqual(order, [0, 1, 2])
  assert.match(await passcodes.hash('again'), /^\$argon2id/)
})

test('a stored hash that cannot be read is damage, and opens nothing', async () => {
  for (const hash of ['', 'ni lange ord', '$argon2i$v=19$m=64,t=1,p=1$AAAA$AAAA'])
    await assert.rejects(createPasscodes(quick).matches('ni lange ord', hash), /cannot be read/)
})
