import { test } from 'node:test'
import assert from 'node:assert/strict'

import { makeInstanceSecret } from '../../../shared/application/keys/instance-secret.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { openOffice } from '../../support/application.ts'

test('an instance hashes the same text alike, also after a restart, and another text or use differently', async (t) => {
  const { ports } = await openOffice(t)
  const secret = makeInstanceSecret(ports)
  const hash = await secret.hash('mail limit', 'anna@person.example')

  assert.equal(await makeInstanceSecret(ports).hash('mail limit', 'anna@person.example'), hash)
  assert.notEqual(await secret.hash('mail limit', 'bo@person.example'), hash)
  assert.notEqual(await secret.hash('another', 'anna@person.example'), hash)
})

test('two instances do not hash alike', async (t) => {
  const [one, other] = [await openOffice(t), await openOffice(t)]

  assert.notEqual(
    await makeInstanceSecret(one.ports).hash('mail limit', 'anna@person.example'),
    await makeInstanceSecret(other.ports).hash('mail limit', 'anna@person.example'),
  )
})

test('of two processes that make the secret at the same moment, both use the one that was stored', async (t) => {
  const { ports } = await openOffice(t)
  const hashing = () => makeInstanceSecret(ports).hash('mail limit', 'anna@person.example')

  const [one, other] = await Promise.all([hashing(), hashing()])

  assert.equal(one, other)
})

test('a vault that was away once is asked again', async (t) => {
  const { ports } = await openOffice(t)
  let away = true
  const unwrap: Ports['keys']['unwrap'] = (...input) => {
    if (!away) return ports.keys.unwrap(...input)
    away = false
    return Promise.reject(new DependencyUnavailable('keys', 1))
  }
  const secret = makeInstanceSecret({ ...ports, keys: { ...ports.keys, unwrap } })
  await assert.rejects(secret.hash('mail limit', 'anna@person.example'), DependencyUnavailable)

  assert.ok(await secret.hash('mail limit', 'anna@person.example'))
})
