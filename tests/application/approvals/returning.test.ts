import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, refusal } from '../../support/application.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { streamOf } from '../../support/streams.ts'
import { aRequest, goingOn } from '../../support/request-stages.ts'

async function sealedRequest(t: TestContext) {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const { requestId } = request
  const root = async () => (await office.stateOf(request)).seal?.root ?? ''
  const give = async (decision: 'approve' | 'return', comment?: string, manifestSha256?: string) =>
    office.app.decideSeal({
      ...{ actor: office.as('approver'), requestId, decision },
      manifestSha256: manifestSha256 ?? (await root()),
      ...(comment === undefined ? {} : { comment }),
    })
  return { office, request, requestId, root, give }
}

test('a package is returned with a comment, which those who work on it read, and is sealed again', async (t) => {
  const { office, request, requestId, root, give } = await sealedRequest(t)
  const first = await root()

  const returned = must(await give('return', 'Side 3 er en andens.'))
  await office.pump()

  assert.deepEqual(returned, { status: 'collecting', approvals: 0, approvalsNeeded: 1 })
  const seen = must(await office.app.viewRequest({ actor: office.as('user'), requestId })).view.seal
  assert.deepEqual([seen?.state, seen?.approvals, seen?.approvalsNeeded], ['returned', 0, 1])
  assert.equal(mailsTo(office, 'user@demo.example').length, 2)
  const messages = must(await office.app.messages.list({ actor: office.as('user'), requestId }))
  assert.deepEqual(
    messages.map(({ text }) => text),
    ['Side 3 er en andens.'],
  )
  await goingOn(office, request).sealed().made()
  assert.notEqual(await root(), first)
  assert.equal(refusal(await give('approve', undefined, first)), 'sealChanged')
  assert.equal(must(await give('approve')).status, 'approved')
})

test('a package is not returned without saying why', async (t) => {
  const { give } = await sealedRequest(t)

  assert.equal(refusal(await give('return')), 'commentMissing')
  assert.equal(refusal(await give('return', '  ')), 'commentMissing')
})

test('a returned or void seal cannot be approved any more, even by its own hash', async (t) => {
  const { office, requestId, root, give } = await sealedRequest(t)
  const hash = await root()
  must(await give('return', 'Why?'))

  for (const name of ['manager', 'approver'] as const) {
    const late = { actor: office.as(name), requestId, manifestSha256: hash, decision: 'approve' } as const
    assert.equal(refusal(await office.app.decideSeal(late)), 'sealChanged')
  }
})

for (const [stage, approve] of [
  ['sealed', false],
  ['approved', true],
] as const)
  test(`whatever is changed in a request that is ${stage} voids its seal and its approvals`, async (t) => {
    const { office, request, requestId, root, give } = await sealedRequest(t)
    const hash = await root()
    if (approve) must(await give('approve'))
    const actor = office.as('user')

    must(
      await office.app.putFile({
        ...{
          actor,
          requestId,
          name: 'late.pdf',
          contentType: 'application/pdf',
          content: streamOf('%PDF-1.7 late'),
        },
      }),
    )

    const state = await office.stateOf(request)
    assert.equal(state.status, 'collecting')
    assert.equal(state.seal?.state, 'void')
    assert.deepEqual(must(await office.app.listApprovals({ actor: office.as('approver') })).items, [])
    assert.equal(await office.app.delivery.release({ companyId: 'demo', requestId }), 'stopped')
    const seen = await office.app.decideSeal({
      ...{ actor: office.as('manager'), requestId, manifestSha256: hash, decision: 'approve' },
    })
    assert.equal(refusal(seen), 'sealChanged')
    await goingOn(office, request).sealed().made()
    assert.deepEqual((await office.stateOf(request)).seal?.approvals, [])
  })

test('that a seal became void is in the audit', async (t) => {
  const { office, requestId } = await sealedRequest(t)
  must(await office.app.removeData({ actor: office.as('user'), requestId, templateId: 'retail' }))

  const { lines } = must(
    await office.app.audit.entries({
      ...{ actor: office.as('admin'), companyId: 'demo', first: 0, limit: 100, requestId },
    }),
  )

  assert.deepEqual(
    lines.slice(-2).map(({ entry }) => entry?.event),
    ['sealVoided', 'dataRemoved'],
  )
})
