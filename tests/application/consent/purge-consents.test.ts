// The proof of consent has its own stated time: kept past the log, and gone when it is over.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'

import { subjectRefIn } from '../../../shared/application/consent/consent-document.ts'
import type {
  ConsentEventDocument,
  ConsentStateDocument,
  GoneEventDocument,
} from '../../../shared/application/consent/consent-document.ts'
import type { ConsentCertificate } from '../../../shared/application/consent/purge-consents.ts'
import { formVersionId } from '../../../shared/application/consent/form-document.ts'
import type { ConsentFormVersionDocument } from '../../../shared/application/consent/form-document.ts'
import { companyPartition, subjectPartition } from '../../../shared/application/place.ts'
import type { Document } from '../../../shared/application/ports/documents.ts'
import { chainFault } from '../../../shared/domain/consent/chain.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { aProgram, publishedForm, recorded, sha256Hex } from '../../support/consent.ts'

const email = 'ada@example.com'
const yes = (purposeId: string) => ({ purposeId, decision: 'given' as const })

async function desk(t: TestContext, months = 12) {
  const office = await openOffice(t, { company: { consentProofMonths: months } })
  const form = await publishedForm(office)
  const caller = office.as('manager')
  const sayAs = async (who: string, ...purposeIds: readonly string[]) => {
    const said = { ...form, subject: { email: who }, method: 'paper' as const, caller }
    const { consentId } = must(await recorded(office, { ...said, purposes: purposeIds.map(yes) }))
    await office.pump()
    return consentId
  }
  const say = (...purposeIds: readonly string[]) => sayAs(email, ...purposeIds)
  const partition = (consentId: string) => subjectPartition('demo', `${subjectRefIn(consentId)}`)
  const lying = async (consentId: string) => {
    const { items } = await office.ports.documents.query<Document>({ ...partition(consentId), limit: 1000 })
    return items.map(({ value }) => value)
  }
  const kinds = async (consentId: string) =>
    [...new Set((await lying(consentId)).map(({ id }) => id.replace(/:.*/s, '')))].sort()
  return {
    ...{ office, form, say, sayAs, lying, kinds },
    withdraw: async (consentId: string) => {
      must(await office.app.withdrawConsent.forPerson({ caller: aProgram, consentId }))
      await office.pump()
    },
    purge: async () => {
      await office.app.purgeConsents(100)
      await office.pump()
    },
    state: async (...purposes: readonly string[]) => {
      const questions = [{ subject: { email }, purposes }]
      const checked = await office.app.consents.check({ caller: aProgram, companyId: 'demo', questions })
      return must(checked)[0]?.map(({ state }) => state)
    },
    chainHolds: async (consentId: string) => {
      const found = await lying(consentId)
      const of = <D extends Document>(prefix: string) =>
        found.filter(({ id }) => id.startsWith(prefix)) as unknown as readonly D[]
      const events = of<ConsentEventDocument>('event:').map(({ event }) => event)
      const gone = of<GoneEventDocument>('gone:').map((one) => one.gone)
      const head = found.find(({ id }) => id === 'state') as ConsentStateDocument
      return chainFault(sha256Hex, events, head, gone)
    },
  }
}

test('what was withdrawn is shown for the stated time, past the ninety days of the log, and is gone after it', async (t) => {
  const { office, say, withdraw, purge, state, kinds, lying, chainHolds } = await desk(t)
  const consentId = await say('newsletter', 'profiling')
  await withdraw(consentId)
  office.clock.pass({ days: 91 })
  await office.app.purgeProof(100)
  await purge()
  assert.equal(must(await office.app.consents.events({ caller: aProgram, consentId })).length, 2)

  office.clock.pass({ days: 300 })
  await purge()
  assert.equal(refusal(await office.app.consents.view({ caller: aProgram, consentId })), 'notFound')
  assert.equal(
    refusal(await office.app.readReceipt({ caller: aProgram, consentId, format: 'dpv' })),
    'notFound',
  )
  assert.deepEqual(await state('newsletter', 'profiling'), ['unknown', 'unknown'])
  const feed = must(await office.app.consentChanges({ caller: aProgram, companyId: 'demo' }))
  assert.deepEqual(feed.changed, [])
  // Hashes, the count of them, what says that it went, and who it was no more.
  assert.deepEqual(
    (await kinds(consentId)).filter((kind) => !['audit', 'outbox', 'mail'].includes(kind)),
    ['consentCertificate', 'gone', 'state'],
  )
  const certificate = (await lying(consentId)).find(({ id }) => id.startsWith('consentCertificate'))
  assert.deepEqual((certificate as ConsentCertificate).consentIds, [consentId])
  assert.deepEqual((certificate as ConsentCertificate).events, [1, 2])
  assert.equal((certificate as ConsentCertificate).signature.split('.').length, 3)
  assert.equal(await chainHolds(consentId), undefined)
  assert.match(JSON.stringify(await auditOf(office).lines()), /consentProofPurged/)
  assert.ok(office.log.some((line) => line.code === 'purged' && line.what === 'consent'))
})

test('somebody is forgotten though others of the company still say yes', async (t) => {
  const { office, say, sayAs, withdraw, purge, kinds, lying, chainHolds } = await desk(t)
  const others = await sayAs('bo@example.com', 'newsletter')
  const consentId = await say('newsletter')
  await withdraw(consentId)
  office.clock.pass({ days: 400 })
  await purge()

  assert.ok(!(await kinds(consentId)).includes('subject'))
  const head = (await lying(consentId)).find(({ id }) => id === 'state') as ConsentStateDocument
  assert.equal(head.forgotten, true)
  assert.equal(await chainHolds(others), undefined)
  assert.equal(must(await office.app.consents.events({ caller: aProgram, consentId: others })).length, 1)
})

test('what still holds is not touched, and what stands beside it goes by itself', async (t) => {
  const { office, say, withdraw, purge, state, chainHolds } = await desk(t)
  const forGood = await say('profiling')
  const newsletter = await say('newsletter')
  await withdraw(newsletter)
  office.clock.pass({ days: 400 })
  await purge()
  assert.deepEqual(await state('newsletter', 'profiling'), ['unknown', 'given'])
  assert.equal(
    must(await office.app.consents.view({ caller: aProgram, consentId: forGood })).purposes[0]?.state,
    'given',
  )
  assert.equal(await chainHolds(forGood), undefined)
  await purge()
})

test('a yes that was taken back does not come back because the proof of the withdrawal is old', async (t) => {
  const { office, say, withdraw, purge, state } = await desk(t)
  await say('newsletter', 'profiling')
  await withdraw(await say('newsletter'))
  office.clock.pass({ days: 400 })
  await purge()
  assert.deepEqual(await state('newsletter', 'profiling'), ['withdrawn', 'given'])
})

test('who comes back after everything was forgotten is known again, in the same chain', async (t) => {
  const { office, say, withdraw, purge, state, chainHolds } = await desk(t)
  const consentId = await say('newsletter')
  await withdraw(consentId)
  office.clock.pass({ days: 400 })
  await purge()
  const again = await say('newsletter')
  assert.deepEqual(await state('newsletter'), ['given'])
  const [event] = must(await office.app.consents.events({ caller: aProgram, consentId: again }))
  assert.equal(event?.seq, 3)
  assert.equal(await chainHolds(again), undefined)
  assert.deepEqual(must(await office.app.consents.view({ caller: aProgram, consentId: again })).subject, {
    email,
  })
})

test('what was only asked for goes when nobody can confirm it any more', async (t) => {
  const { office, form, purge, kinds } = await desk(t)
  const said = { ...form, subject: { email }, method: 'webForm' as const }
  const { consentId } = must(await recorded(office, said))
  await office.pump()
  office.clock.pass({ days: 29 })
  await purge()
  assert.ok((await kinds(consentId)).includes('event'))
  office.clock.pass({ days: 2 })
  await purge()
  assert.ok(!(await kinds(consentId)).includes('event'))
})

test('a company that states a longer time later keeps nothing longer than the text had said', async (t) => {
  const { office, say, withdraw, purge, state } = await desk(t)
  const consentId = await say('newsletter')
  await withdraw(consentId)
  const change = { consentProofMonths: 120 }
  must(await office.app.companySettings.change({ actor: office.as('owner'), companyId: 'demo', change }))
  office.clock.pass({ days: 400 })
  await purge()
  assert.deepEqual(await state('newsletter'), ['unknown'])
})

test('the text and the receipt say how long the proof is kept', async (t) => {
  const { office, form, say } = await desk(t, 24)
  const shown = must(await office.app.consentForms.published({ companyId: 'demo', formId: form.formId }))
  assert.equal(shown.proofMonths, 24)
  const consentId = await say('newsletter')
  const receipt = must(await office.app.readReceipt({ caller: aProgram, consentId, format: 'dpv' }))
  assert.equal((receipt as unknown as { proofKeptAfterEnd: string }).proofKeptAfterEnd, 'P24M')
})

test('more than goes in one change goes with the next passes, the oldest first', async (t) => {
  const { office, say, withdraw, purge, kinds, lying, chainHolds } = await desk(t)
  const ids: string[] = []
  for (let n = 0; n < 17; n++) {
    ids.push(await say('newsletter'))
    await withdraw(ids.at(-1) ?? '')
  }
  const [first = '', last = ''] = [ids[0], ids.at(-1)]
  office.clock.pass({ days: 400 })
  await purge()
  const left = (await lying(last)).filter(({ id }) => id.startsWith('event:'))
  assert.ok(left.length > 0 && left.length < 34)
  assert.equal(await chainHolds(last), undefined)

  office.clock.pass({ days: 2 })
  await purge()
  assert.ok(!(await kinds(first)).includes('event'))
  assert.equal(await chainHolds(first), undefined)
})

test('which systems were told of an end goes with it, and what others were told stays', async (t) => {
  const { office, say, withdraw, purge, kinds } = await desk(t)
  const wish = { url: 'http://localhost:1/', events: ['consentWithdrawn'] } as const
  must(await office.app.webhooks.create({ actor: office.as('admin'), companyId: 'demo', wish }))
  const [early, late] = [await say('newsletter'), await say('profiling')]
  await withdraw(early)
  office.clock.pass({ days: 100 })
  await withdraw(late)
  assert.ok((await kinds(early)).includes('told'))
  office.clock.pass({ days: 300 })
  await purge()
  assert.ok((await kinds(late)).includes('told'))

  office.clock.pass({ days: 101 })
  await purge()
  assert.ok(!(await kinds(late)).includes('told'))
})

test('whose mailbox an application had named goes with the last of it', async (t) => {
  const { office, form, withdraw, purge, kinds } = await desk(t)
  const said = { ...form, subject: { externalId: 'customer-7' }, method: 'apiThirdParty' as const }
  const { consentId } = must(await recorded(office, said))
  must(await office.app.consentPerson.name({ caller: aProgram, consentId, email }))
  await withdraw(consentId)
  assert.ok((await kinds(consentId)).includes('person'))
  office.clock.pass({ days: 400 })
  await purge()

  assert.ok(!(await kinds(consentId)).includes('person'))
})

test('a text that says no time is kept for as long as the company states now', async (t) => {
  const { office, form, say, withdraw, purge, state } = await desk(t)
  const company = companyPartition('demo')
  const id = formVersionId(form.formId, form.version)
  const { value } =
    (await office.ports.documents.read<ConsentFormVersionDocument>(company, id)) ?? assert.fail()
  const { proofMonths: _said, ...text } = value.form
  const silent = { ...value, form: text as typeof value.form }
  must(await office.ports.documents.batch(company, [{ kind: 'upsert', value: silent }]))
  await withdraw(await say('newsletter'))
  office.clock.pass({ days: 400 })
  await purge()

  assert.deepEqual(await state('newsletter'), ['unknown'])
})

test('what lies here of a company that is here no more is left to its closing', async (t) => {
  const { office, purge } = await desk(t)
  const subjectRef = 'a'.repeat(43)
  const value = { id: 'state', companyId: 'gone', subjectRef, proofPurgeAt: '2026-01-01T00:00:00.000Z' }
  const partition = subjectPartition('gone', subjectRef)
  must(await office.ports.documents.batch(partition, [{ kind: 'create', value }]))
  await purge()

  assert.ok(await office.ports.documents.read(partition, 'state'))
})
