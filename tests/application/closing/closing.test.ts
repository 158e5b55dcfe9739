import assert from 'node:assert/strict'
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { test, type TestContext } from 'node:test'

import { containers, type ContainerName } from '../../../shared/application/ports/documents.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import type { Ports } from '../../../shared/application/ports/ports.ts'
import { must, openOffice, refusal, type Office } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { anOpenedCompany, anOperator, threeFacts } from '../../support/operators.ts'
import { aRequest } from '../../support/request-stages.ts'
import { anApprovedReceiver } from '../../support/transfer.ts'

const batch = 100

const byOwner = (office: Office) => ({ actor: office.as('owner'), companyId: 'demo', as: 'company' as const })

/** What is left of a company anywhere, as container and id. */
async function leftOf({ ports }: Office, companyId: string): Promise<readonly string[]> {
  const names = (Object.keys(containers) as ContainerName[]).filter((name) => name !== 'access')
  const pages = await Promise.all(
    names.map(async (container) => {
      const { items } = await ports.documents.query({ container, key: [companyId], limit: 1000 })
      return items.map(({ value }) => `${container} ${value.id}`)
    }),
  )
  const shares = (await ports.shares.list({ prefix: `${companyId}.` })).shares.map(
    ({ name }) => `share ${name}`,
  )
  const blobs = (await ports.blobs.list(companyId, '', { staged: 'included' })).names
  return [...pages.flat(), ...shares, ...blobs.map((name) => `blob ${name}`)]
}

async function closingOffice(t: TestContext, through?: (ports: Ports) => Ports) {
  const office = await openOffice(t, through === undefined ? {} : { through })
  const delivered = await aRequest(office)
    .verified()
    .assignedTo('user')
    .filled()
    .sealed()
    .approved()
    .delivered()
    .made()
  await anApprovedReceiver(office)
  const begun = must(await office.app.closings.begin(byOwner(office)))
  return { office, delivered, begun }
}

async function leaveBehind({ shares, blobs }: Ports, container: string): Promise<void> {
  await shares.put(`${container}.left`, new Uint8Array(32))
  for (const name of ['committed', 'staged']) await blobs.stage({ container, name }, 0, new Uint8Array(1))
  must(await blobs.commit({ container, name: 'committed' }, [0]))
}

const personal = { email: 'late@mail.example' }
const wish = { rights: ['access'], personal } as const

test('a company does not close while somebody waits for an answer', async (t) => {
  const office = await openOffice(t)
  await aRequest(office).verified().made()
  assert.equal(refusal(await office.app.closings.begin(byOwner(office))), 'requestsOpen')
})

test('its owner closes it: no new requests, all who answer for it are told when, and an owner takes it back', async (t) => {
  const { office, begun } = await closingOffice(t)
  assert.equal(begun.endsAt.toISOString(), '2026-04-06T08:00:00.000Z')
  assert.equal(refusal(await office.app.closings.begin(byOwner(office))), 'transitionNotAllowed')
  assert.equal(refusal(await office.app.createRequest({ companyId: 'demo', wish })), 'companyClosing')
  await office.pump()
  for (const name of ['owner', 'admin']) {
    const [mail] = mailsTo(office, `${name}@demo.example`)
    assert.match(mail?.subject ?? '', /being closed/)
    assert.match(mail?.text ?? '', /6 April 2026/)
  }
  must(await office.app.closings.takeBack(byOwner(office)))
  must(await office.app.closings.takeBack(byOwner(office)))
  must(await office.app.createRequest({ companyId: 'demo', wish }))
  office.clock.pass({ days: 40 })
  await office.app.closeForGood(batch)
  assert.ok((await leftOf(office, 'demo')).includes('companies company'))
})

test('its owner sees whether it is being closed, who asked, until when, and whether somebody waits', async (t) => {
  const office = await openOffice(t)
  const { closings } = office.app
  assert.deepEqual(must(await closings.view(byOwner(office))), { state: 'open', requestsOpen: false })
  const begun = must(await closings.begin(byOwner(office)))
  assert.deepEqual(must(await closings.view(byOwner(office))), {
    ...{ state: 'closing', requestsOpen: false },
    closing: { asked: 'company', at: '2026-03-02T08:00:00.000Z', endsAt: begun.endsAt.toISOString() },
  })
  must(await closings.takeBack(byOwner(office)))
  await aRequest(office).verified().made()
  assert.deepEqual(must(await closings.view(byOwner(office))), { state: 'open', requestsOpen: true })
})

test('who is no owner of it closes nothing, and takes nothing back', async (t) => {
  const office = await openOffice(t)
  for (const name of ['admin', 'manager', 'user'] as const) {
    const asked = { ...byOwner(office), actor: office.as(name) }
    assert.equal(refusal(await office.app.closings.begin(asked)), 'forbidden')
    assert.equal(refusal(await office.app.closings.takeBack(asked)), 'forbidden')
    assert.equal(refusal(await office.app.closings.view(asked)), 'forbidden')
  }
  const elsewhere = { ...byOwner(office), actor: office.elsewhere('owner') }
  assert.equal(refusal(await office.app.closings.view(elsewhere)), 'notFound')
  assert.equal(refusal(await office.app.closings.begin(elsewhere)), 'notFound')
  assert.equal(refusal(await office.app.closings.begin({ ...byOwner(office), as: 'operator' })), 'forbidden')
})

test('when its time is over nothing of it is left but a certificate, signed by its key, and the ledger', async (t) => {
  const { office, delivered } = await closingOffice(t)
  const { app, clock } = office
  clock.pass({ days: 34 })
  await app.closeForGood(batch)
  assert.ok((await leftOf(office, 'demo')).length > 10, 'not before its time')

  clock.pass({ days: 2 })
  await app.closeForGood(batch)
  assert.ok((await leftOf(office, 'demo')).length > 10, 'not before every answer is purged')
  await app.purgeContent(batch)
  await office.pump()
  await app.closeForGood(batch)

  assert.deepEqual(await leftOf(office, 'demo'), ['companies closed'])
  assert.ok((await leftOf(office, 'other')).length > 10, 'another company is as it was')
  const { signature, key, ...facts } = must(await app.closingCertificate('demo'))
  assert.deepEqual(facts, {
    ...{ companyId: 'demo', askedBy: 'company', askedAt: '2026-03-02T08:00:00.000Z' },
    ...{ unreadableSince: '2026-04-07T08:00:00.000Z', ciphertextGoneBy: '2026-04-07T08:00:00.000Z' },
  })
  const [header = '', payload = '', signed = ''] = signature.split('.')
  const publicKey = createPublicKey({ key: key as unknown as JsonWebKey, format: 'jwk' })
  const dsa = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
  assert.ok(verify('sha256', Buffer.from(`${header}.${payload}`), dsa, Buffer.from(signed, 'base64url')))
  assert.deepEqual(JSON.parse(Buffer.from(payload, 'base64url').toString()), facts)

  const { names } = await office.ports.blobs.list('purge-ledger', '')
  assert.equal(names.filter((name) => name.includes('/demo/closed/')).length, 1)
  assert.equal(names.filter((name) => name.includes(`/demo/${delivered.requestId}/`)).length, 1)
  assert.equal(refusal(await app.viewProfile('demo')), 'notFound')
  assert.equal(refusal(await app.createRequest({ companyId: 'demo', wish })), 'notFound')
  assert.ok(office.log.some(({ code }) => code === 'companyClosed'))
  await app.closeForGood(batch)
})

test('what a request that died half-made left behind goes too, its share and its bytes, committed or not', async (t) => {
  const { office } = await closingOffice(t)
  const { app, clock, ports } = office
  clock.pass({ days: 36 })
  await app.purgeContent(batch)
  await office.pump()
  await leaveBehind(ports, 'demo')
  await leaveBehind(ports, 'demo-2')
  await app.closeForGood(batch)
  assert.deepEqual(await leftOf(office, 'demo'), ['companies closed'])
  assert.deepEqual(await leftOf(office, 'demo-2'), ['share demo-2.left', 'blob committed', 'blob staged'])
})

const backAgain = async (office: Office) => must(await office.app.closings.takeBack(byOwner(office)))

for (const [what, decided] of [
  ['is taken back', backAgain],
  [
    'is taken back and begun anew',
    async (office: Office) => {
      await backAgain(office)
      must(await office.app.closings.begin(byOwner(office)))
    },
  ],
] as const)
  test(`a closing that ${what} just before its end, as the pass is under way, destroys nothing`, async (t) => {
    let listed = async () => {}
    const through = (ports: Ports): Ports => {
      const query: Ports['documents']['query'] = async (asked) => {
        const page = await ports.documents.query<never>(asked)
        if (asked.where?.some(({ field }) => field === 'closesAt')) await listed()
        return page
      }
      return { ...ports, documents: { ...ports.documents, query } }
    }
    const { office, begun } = await closingOffice(t, through)
    office.clock.pass({ days: 36 })
    await office.app.purgeContent(batch)
    await office.pump()
    const before = await leftOf(office, 'demo')
    // The clock of the machine that the owner speaks to is behind that of the pass.
    listed = async () => {
      const now = office.clock.now()
      office.clock.set(new Date(begun.endsAt.getTime() - 1))
      await decided(office)
      office.clock.set(now)
    }

    await office.app.closeForGood(batch)

    const left = await leftOf(office, 'demo')
    assert.deepEqual(
      before.filter((one) => !left.includes(one)),
      [],
    )
    assert.equal(refusal(await office.app.closingCertificate('demo')), 'notFound')
    assert.ok(!office.log.some(({ code }) => code === 'companyClosed' || code === 'defect'))
  })

test('a pass that dies in between is carried on by the next', async (t) => {
  let left = Infinity
  const dying = (method: (...input: never[]) => Promise<unknown>) =>
    (async (...input: never[]) => {
      if (left-- <= 0) throw new DependencyUnavailable('documents', 1)
      return method(...input)
    }) as never
  const through = (ports: Ports): Ports => {
    const { documents, shares, blobs } = ports
    return {
      ...ports,
      documents: { ...documents, batch: dying(documents.batch as never) },
      shares: { ...shares, destroy: dying(shares.destroy as never) },
      blobs: { ...blobs, remove: dying(blobs.remove as never) },
    }
  }
  const { office } = await closingOffice(t, through)
  office.clock.pass({ days: 36 })
  await office.app.purgeContent(batch)
  await office.pump()
  let passes = 0
  for (; (await leftOf(office, 'demo')).length > 1; passes++) {
    left = passes
    await office.app.closeForGood(batch)
    assert.ok(passes < 200)
  }
  assert.ok(passes > 2, `${passes}`)
  left = Infinity
  must(await office.app.closingCertificate('demo'))
})

test('an operator closes a company at the end of its contract, takes back their own closing and not the company’s', async (t) => {
  const office = await openOffice(t)
  const { app } = office
  const actor = await anOperator(office)
  const { companyId, owner } = await anOpenedCompany(office, actor)
  const asOperator = { actor, companyId, as: 'operator' } as const
  const asOwner = { actor: owner, companyId, as: 'company' } as const
  assert.equal(refusal(await app.closings.begin({ ...asOperator, companyId: 'demo' })), 'notFound')
  must(await app.closings.begin(asOperator))
  assert.equal(must(await app.seeCompanies.view({ actor, companyId })).state, 'closing')
  must(await app.closings.takeBack(asOperator))
  must(await app.closings.begin(asOwner))
  assert.equal(refusal(await app.closings.takeBack(asOperator)), 'forbidden')

  office.clock.pass({ days: 36 })
  assert.equal(refusal(await app.closings.takeBack(asOwner)), 'transitionNotAllowed')
  await app.closeForGood(batch)
  assert.equal(must(await app.seeCompanies.view({ actor, companyId })).state, 'closed')
  assert.equal(must(await app.closingCertificate(companyId)).askedBy, 'company')
  assert.equal(refusal(await app.closings.begin(asOperator)), 'notFound')
  assert.equal(refusal(await app.closings.takeBack(asOperator)), 'notFound')
  assert.equal(refusal(await app.closings.view(asOwner)), 'notFound')
  const facts = { ...threeFacts, companyId }
  assert.equal(refusal(await app.openByFacts({ actor, facts })), 'companyExists')
  assert.deepEqual(must(await app.openByFacts({ actor, facts: threeFacts })), { companyId: 'acme-pension-2' })
})
