import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { mailTo, tokenTo } from '../../support/mailbox.ts'
import { aRequest, personEmail, type MadeRequest } from '../../support/request-stages.ts'

/** A company that demands the code beside the link. */
const strictOffice = (t: TestContext) => openOffice(t, { company: { linkFactor: 'tokenAndCode' } })

async function mailedRequest(office: Office): Promise<MadeRequest & { token: string; code: string }> {
  const request = await aRequest(office).made()
  const { token = '', code = '' } = mailTo(office, personEmail)
  return { ...request, token, code }
}

const wrong = (code: string) => (code === '00000000' ? '11111111' : '00000000')

test('where the company demands it, a link opens only with the code that stands beside it', async (t) => {
  const office = await strictOffice(t)
  const { token, code } = await mailedRequest(office)

  const alone = await office.app.redeemLink({ token, use: 'program' })
  const withCode = await office.app.redeemLink({ token, code, use: 'program' })

  assert.equal(refusal(alone), 'codeRequired')
  assert.equal(must(withCode).purpose, 'verifyRequest')
})

test('ten looks without the code consume nothing', async (t) => {
  const office = await strictOffice(t)
  const { token, code } = await mailedRequest(office)

  for (let look = 0; look < 10; look++)
    assert.equal(refusal(await office.app.redeemLink({ token, use: 'program' })), 'codeRequired')

  assert.ok((await office.app.redeemLink({ token, code, use: 'program' })).ok)
})

test('five wrong codes kill the code but not the link: a fresh code opens it', async (t) => {
  const office = await strictOffice(t)
  const { token, code } = await mailedRequest(office)
  for (let guess = 0; guess < 5; guess++)
    assert.equal(
      refusal(await office.app.redeemLink({ token, code: wrong(code), use: 'program' })),
      'codeWrong',
    )
  assert.equal(refusal(await office.app.redeemLink({ token, code, use: 'program' })), 'codeWrong')

  await office.app.newCode({ token })
  await office.pump()
  const fresh = mailTo(office, personEmail)

  assert.equal(fresh.token, undefined)
  assert.ok((await office.app.redeemLink({ token, code: fresh.code ?? '', use: 'program' })).ok)
})

test('guesses at the same moment are counted one by one', async (t) => {
  const office = await strictOffice(t)
  const { token, code } = await mailedRequest(office)

  await Promise.all(
    Array.from({ length: 5 }, () => office.app.redeemLink({ token, code: wrong(code), use: 'program' })),
  )

  assert.equal(refusal(await office.app.redeemLink({ token, code, use: 'program' })), 'codeWrong')
})

test('a code lives ten minutes', async (t) => {
  const office = await strictOffice(t)
  const { token, code } = await mailedRequest(office)
  office.clock.pass({ seconds: 600 })

  assert.equal(refusal(await office.app.redeemLink({ token, code, use: 'program' })), 'codeWrong')
})

test('who has only the code redeems it with the address', async (t) => {
  const office = await strictOffice(t)
  const request = await mailedRequest(office)
  const { code } = request

  const given = { companyId: 'demo', email: ' Anna@Person.Example ', code, use: 'program' } as const
  const redeemed = must(await office.app.redeemCode(given))

  assert.equal(redeemed.requestId, request.requestId)
  assert.equal(refusal(await office.app.redeemCode(given)), 'codeWrong')
})

test('a member of staff redeems the code of a sign-in in the same way', async (t) => {
  const office = await strictOffice(t)
  await office.app.askSignIn({ companyId: 'demo', email: 'user@demo.example' })
  await office.pump()
  const { code = '', token = '' } = mailTo(office, 'user@demo.example')
  const given = { companyId: 'demo', email: 'user@demo.example', use: 'program' } as const

  assert.equal(refusal(await office.app.redeemCode({ ...given, code: wrong(code) })), 'codeWrong')
  assert.equal(refusal(await office.app.redeemLink({ token, use: 'program' })), 'codeRequired')
  assert.equal(
    refusal(await office.app.redeemLink({ token, code: wrong(code), use: 'program' })),
    'codeWrong',
  )
  assert.equal(must(await office.app.redeemCode({ ...given, code })).employeeId, 'user')
})

test('wrong codes for an address kill its codes there, tell nothing of who has any, and lock nobody out who has the link', async (t) => {
  const office = await strictOffice(t)
  const { token, code } = await mailedRequest(office)
  const given = { companyId: 'demo', code: wrong(code), use: 'program' } as const
  for (let guess = 0; guess < 5; guess++)
    assert.equal(refusal(await office.app.redeemCode({ ...given, email: personEmail })), 'codeWrong')

  assert.equal(
    refusal(await office.app.redeemCode({ ...given, email: 'nobody@person.example' })),
    'codeWrong',
  )
  assert.equal(
    refusal(await office.app.redeemCode({ ...given, companyId: 'nowhere', email: personEmail })),
    'codeWrong',
  )
  assert.equal(refusal(await office.app.redeemCode({ ...given, email: 'second@demo.example' })), 'codeWrong')
  assert.equal(refusal(await office.app.redeemCode({ ...given, code, email: personEmail })), 'codeWrong')
  assert.ok((await office.app.redeemLink({ token, code, use: 'program' })).ok)
})

test('a fresh code has tries of its own, and an older one of the same address opens nothing', async (t) => {
  const office = await strictOffice(t)
  const { token, code } = await mailedRequest(office)
  const given = { companyId: 'demo', email: personEmail, use: 'program' } as const
  await Promise.all(Array.from({ length: 7 }, () => office.app.redeemCode({ ...given, code: wrong(code) })))
  assert.equal(refusal(await office.app.redeemCode({ ...given, code })), 'codeWrong')
  office.clock.pass({ seconds: 61 })
  await office.app.newCode({ token })
  await office.pump()
  const { code: fresh = '' } = mailTo(office, personEmail)

  assert.equal(refusal(await office.app.redeemCode({ ...given, code })), 'codeWrong')
  assert.ok((await office.app.redeemCode({ ...given, code: fresh })).ok)
})

test('the fifth try may be the right one, and the sixth not', async (t) => {
  for (const wrongOnes of [4, 5]) {
    const office = await strictOffice(t)
    const { code } = await mailedRequest(office)
    const given = { companyId: 'demo', email: personEmail, use: 'program' } as const
    for (let guess = 0; guess < wrongOnes; guess++)
      await office.app.redeemCode({ ...given, code: wrong(code) })
    assert.equal((await office.app.redeemCode({ ...given, code })).ok, wrongOnes === 4)
  }
})

test('a code opens nothing under the address of somebody else, nor once a newer link was mailed', async (t) => {
  const office = await strictOffice(t)
  const { code } = await mailedRequest(office)
  await office.app.askSignIn({ companyId: 'demo', email: 'user@demo.example' })
  await office.pump()
  const { code: ofStaff = '' } = mailTo(office, 'user@demo.example')
  const tried = async (email: string, given: string) =>
    office.app.redeemCode({ companyId: 'demo', email, code: given, use: 'program' })
  assert.equal(refusal(await tried('second@demo.example', ofStaff)), 'codeWrong')
  assert.equal(refusal(await tried('else@person.example', code)), 'codeWrong')

  office.clock.pass({ seconds: 61 })
  await office.app.askSignIn({ companyId: 'demo', email: 'user@demo.example' })
  await office.app.askLinks({ companyId: 'demo', email: personEmail })
  await office.pump()

  assert.equal(refusal(await tried('user@demo.example', ofStaff)), 'codeWrong')
  assert.equal(refusal(await tried(personEmail, code)), 'codeWrong')
})

test('a fresh code is mailed only for a link that lives', async (t) => {
  const office = await strictOffice(t)
  const { token, code } = await mailedRequest(office)
  const secret = 'A'.repeat(43)
  await office.app.newCode({ token: 'nonsense' })
  await office.app.newCode({ token: `nobody.-.${secret}` })
  await office.app.newCode({ token: `demo.-.${secret}` })
  await office.app.newCode({ token: token.replace(/[^.]+$/, secret) })
  must(await office.app.redeemLink({ token, code, use: 'program' }))
  await office.pump()
  const before = office.mail.list().length

  await office.app.newCode({ token })
  await office.pump()

  assert.equal(office.mail.list().length, before)
})

test('a fresh code for a sign-in reaches whoever the link was for', async (t) => {
  const office = await strictOffice(t)
  await office.app.askSignIn({ companyId: 'demo', email: 'manager@demo.example' })
  await office.pump()
  const token = tokenTo(office, 'manager@demo.example')

  await office.app.newCode({ token })
  await office.pump()
  const { code = '' } = mailTo(office, 'manager@demo.example')

  assert.equal(must(await office.app.redeemLink({ token, code, use: 'program' })).employeeId, 'manager')
})

test('two asks for a fresh code at the same moment leave one code that opens', async (t) => {
  const office = await strictOffice(t)
  await office.app.askSignIn({ companyId: 'demo', email: 'manager@demo.example' })
  await office.pump()
  const token = tokenTo(office, 'manager@demo.example')

  await Promise.all([office.app.newCode({ token }), office.app.newCode({ token })])
  await office.pump()
  const { code = '' } = mailTo(office, 'manager@demo.example')

  assert.ok((await office.app.redeemLink({ token, code, use: 'program' })).ok)
})
