import assert from 'node:assert/strict'
import { test } from 'node:test'

import { intakeFlaw, isModuleOn } from '../../../shared/domain/companies/standing.ts'

const acme = { companyId: 'acme' }
const at = (text: string): Date => new Date(text)
const suspended = { by: 'oda', at: '2026-03-02T12:00:00.000Z', reason: 'Unpaid.' }

test('a company takes requests unless something says otherwise', () => {
  assert.equal(intakeFlaw(acme, at('2026-03-02T12:00:00Z')), undefined)
})

test('the house of the operators is no company to the world', () => {
  assert.equal(intakeFlaw({ companyId: 'operator' }, at('2026-03-02T12:00:00Z')), 'notFound')
})

test('a suspended company takes what had reached it before, and nothing that comes later', () => {
  const company = { ...acme, suspended }
  assert.equal(intakeFlaw(company, at('2026-03-02T11:59:59Z')), undefined)
  assert.equal(intakeFlaw(company, at('2026-03-02T12:00:00Z')), 'companySuspended')
})

test('a company that leaves takes what had reached it before, and nothing that comes later', () => {
  const at = '2026-03-02T12:00:00.000Z'
  const closing = { by: 'ole', asked: 'company', at, endsAt: '2026-04-06T12:00:00.000Z' } as const
  assert.equal(intakeFlaw({ ...acme, closing }, new Date('2026-03-02T11:59:59Z')), undefined)
  assert.equal(intakeFlaw({ ...acme, closing, suspended }, new Date(at)), 'companyClosing')
})

test('a module is on until it is switched off, and requests that are off are not taken', () => {
  assert.ok(isModuleOn({}, 'sms'))
  assert.ok(!isModuleOn({ modulesOff: ['sms'] }, 'sms'))
  assert.equal(intakeFlaw({ ...acme, modulesOff: ['sms'] }, at('2026-03-02T12:00:00Z')), undefined)
  assert.equal(intakeFlaw({ ...acme, modulesOff: ['requests'] }, at('2026-03-02T12:00:00Z')), 'moduleOff')
})
