import assert from 'node:assert/strict'
import { test } from 'node:test'

import {
  companyIdOf,
  hasCompanyShape,
  isCompanyId,
  numberedId,
} from '../../../shared/domain/companies/company-id.ts'

test('a name becomes the address that one would write', () => {
  const written = {
    'Acme Pension': 'acme-pension',
    'Ærø Fjernvarme A/S': 'aeroe-fjernvarme-a-s',
    'Größe & Söhne': 'groesse-soehne',
    'Café René': 'cafe-rene',
    ['A'.repeat(60)]: 'a'.repeat(30),
    'TV2 — Østjylland!': 'tv2-oestjylland',
  }
  for (const [name, id] of Object.entries(written)) assert.equal(companyIdOf(name), id, name)
})

test('a name of which no address can be made, or one of the instance, gets one that is free of both', () => {
  for (const name of ['Operator', 'API', 'X', '公司', '-', 'Azure Blobs']) {
    assert.match(companyIdOf(name), /^company/, name)
    assert.ok(isCompanyId(companyIdOf(name)), name)
  }
})

test('the second company of a name is numbered', () => {
  assert.deepEqual([numberedId('acme', 1), numberedId('acme', 2)], ['acme', 'acme-2'])
})

test('an address is also the name of a container, and never one of the instance', () => {
  for (const id of ['acme', 'a1b', 'acme-pension-2']) assert.ok(isCompanyId(id), id)
  for (const id of ['ab', 'a'.repeat(41), 'Acme', 'acme_x', 'acme--x', '-acme', 'acme-', 'a.b', 'azure-x'])
    assert.ok(!isCompanyId(id), id)
  for (const id of ['operator', 'api', 'assets', 'problems', 'docs', 'demo', 'purge-ledger'])
    assert.ok(!isCompanyId(id), id)
})

test('a company is looked for under small letters only', () => {
  for (const id of ['demo', 'a', 'acme-2', 'a'.repeat(63)]) assert.ok(hasCompanyShape(id), id)
  for (const id of ['', 'DEMO', 'Demo', 'demo-', 'de_mo', 'ÆRØ', 'a'.repeat(64)])
    assert.ok(!hasCompanyShape(id), id)
})
