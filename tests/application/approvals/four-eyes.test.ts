import { test, type TestContext } from 'node:test'
import assert from 'node:assert/strict'

import { retailExample } from '../../../shared/domain/templates/retail-example.ts'
import type { OfficeOptions, Office } from '../../support/application.ts'
import type { PersonName } from '../../support/companies.ts'
import type { QueueRow } from '../../../shared/application/queue/queue-row.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { must, openOffice, refusal } from '../../support/application.ts'
import { aRequest, goingOn, type MadeRequest } from '../../support/request-stages.ts'

async function decide(office: Office, { requestId, companyId }: MadeRequest, by: PersonName, root?: string) {
  const state = await office.stateOf({ companyId, requestId })
  const manifestSha256 = root ?? state.seal?.root ?? ''
  return office.app.decideSeal({ actor: office.as(by), requestId, manifestSha256, decision: 'approve' })
}

async function sealedRequest(t: TestContext, options: OfficeOptions = {}) {
  const office = await openOffice(t, options)
  const request = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  return { office, request }
}

const two = { company: { approvalPolicy: { version: 1, approvalsNeeded: 2 } } }

test('a second person approves the hash of what would leave, and the delivery begins', async (t) => {
  const { office, request } = await sealedRequest(t)

  const approved = must(await decide(office, request, 'approver'))
  await office.pump()

  assert.deepEqual(approved, { status: 'approved', approvals: 1, approvalsNeeded: 1 })
  const last = office.commands.filter(({ command }) => command === 'start').at(-1)
  assert.equal(last?.command === 'start' && last.name, 'delivery')
})

test('who filled in or sealed it cannot approve it', async (t) => {
  const { office, request } = await sealedRequest(t)

  assert.equal(refusal(await decide(office, request, 'user')), 'fourEyes')
})

test('who ever had a hand in it cannot approve it, whatever they did and whatever they are now', async (t) => {
  const hands: Readonly<
    Record<string, (office: Office, requestId: string) => Promise<{ readonly ok: boolean }>>
  > = {
    'entered data': (office, requestId) =>
      office.app.enterData({
        ...{ actor: office.as('approver'), requestId, templateId: 'retail', via: 'manual' },
        entry: { kind: 'whole', data: retailExample },
      }),
    'marked a source': (office, requestId) =>
      office.app.setSource({
        ...{ actor: office.as('approver'), requestId, sourceId: 'caseFiles', state: 'failed' },
      }),
    'said what is withheld': (office, requestId) =>
      office.app.withhold({ actor: office.as('approver'), requestId, items: [] }),
    'proposed a refusal that was returned': async (office, requestId) => {
      const { itemId, manifestSha256 } = must(
        await office.app.proposeRefusal({
          ...{ actor: office.as('approver'), requestId, groundCode: 'manifestlyUnfounded', facts: 'F.' },
        }),
      )
      const actor = office.as('coApprover')
      return office.app.decideItem({
        ...{ actor, requestId, itemId, manifestSha256, decision: 'return', comment: 'No.' },
      })
    },
  }
  for (const [what, lend] of Object.entries(hands)) {
    const office = await openOffice(t)
    const request = await aRequest(office).verified().assignedTo('user', 'approver').made()
    assert.ok((await lend(office, request.requestId)).ok, what)
    must(
      await office.app.unassignRequest({
        ...{ actor: office.as('manager'), requestId: request.requestId, employeeId: 'approver' },
      }),
    )
    await goingOn(office, request).filled().sealed().made()

    const code = refusal(await decide(office, request, 'approver'))
    assert.ok(code === 'fourEyes' || code === 'notFound', `${what}: ${code}`)
    assert.equal((await office.stateOf(request)).status, 'sealed', what)
  }
})

test('where two approvals are needed, one person counts once', async (t) => {
  const { office, request } = await sealedRequest(t, two)

  assert.deepEqual(must(await decide(office, request, 'approver')), {
    ...{ status: 'sealed', approvals: 1, approvalsNeeded: 2 },
  })
  assert.equal(refusal(await decide(office, request, 'approver')), 'alreadyDecided')
  assert.equal((await office.stateOf(request)).status, 'sealed')
  assert.equal(must(await decide(office, request, 'coApprover')).status, 'approved')
})

test('two approvals at the same moment both count', async (t) => {
  const { office, request } = await sealedRequest(t, two)

  const given = await Promise.all([
    decide(office, request, 'approver'),
    decide(office, request, 'coApprover'),
  ])

  assert.deepEqual(given.map((one) => must(one).approvals).sort(), [1, 2])
  assert.equal((await office.stateOf(request)).status, 'approved')
})

test('an approval names the hash that was seen: another one is refused', async (t) => {
  const { office, request } = await sealedRequest(t)

  assert.equal(refusal(await decide(office, request, 'approver', '0'.repeat(64))), 'sealChanged')
})

test('only those whom the policy of the seal names can approve it', async (t) => {
  const approvalPolicy = { version: 1, approvalsNeeded: 1, approverIds: ['coApprover'] }
  const { office, request } = await sealedRequest(t, { company: { approvalPolicy } })

  assert.equal(refusal(await decide(office, request, 'approver')), 'approverNotNamed')
  assert.ok((await decide(office, request, 'coApprover')).ok)
})

test('a policy that changes after the seal applies to later seals only', async (t) => {
  const { office, request } = await sealedRequest(t)
  must(
    await office.app.companySettings.change({
      ...{ actor: office.as('admin'), companyId: 'demo' },
      change: { approvalPolicy: { approvalsNeeded: 2 } },
    }),
  )

  assert.equal(must(await decide(office, request, 'approver')).status, 'approved')
})

test('what waits is listed for who can decide it: not for contributors, not for those without the grant', async (t) => {
  const { office, request } = await sealedRequest(t)
  const listed = async (name: PersonName) =>
    must(await office.app.listApprovals({ actor: office.as(name) })).items.map(({ requestId }) => requestId)

  assert.deepEqual(await listed('approver'), [request.requestId])
  for (const name of ['user', 'second', 'manager', 'admin', 'owner', 'officer'] as const)
    assert.deepEqual(await listed(name), [], name)
  must(await decide(office, request, 'approver'))
  assert.deepEqual(await listed('approver'), [])
})

test('a manager without the grant, and whoever oversees, approves no seal', async (t) => {
  const { office, request } = await sealedRequest(t)

  for (const name of ['manager', 'officer', 'auditor'] as const)
    assert.equal(refusal(await decide(office, request, name)), 'forbidden')
  for (const name of ['owner', 'admin', 'second'] as const)
    assert.equal(refusal(await decide(office, request, name)), 'notFound')
})

test('who is assigned but did nothing is a second person: what they are asked to approve they can', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user', 'approver').filled().sealed().made()
  const actor = office.as('approver')
  const seen = must(await office.app.viewRequest({ actor, requestId: request.requestId }))
  const waiting = must(await office.app.listApprovals({ actor })).items

  assert.deepEqual(seen.standing?.relations, ['assigned', 'uninvolved', 'approver'])
  assert.deepEqual(
    waiting.map(({ requestId }) => requestId),
    [request.requestId],
  )
  assert.equal(must(await decide(office, request, 'approver')).status, 'approved')
})

test('who is assigned and did something is told that it needs another person', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().assignedTo('user', 'approver').filled().made()
  const actor = office.as('approver')
  must(await office.app.withhold({ actor, requestId: request.requestId, items: [] }))
  await goingOn(office, request).sealed().made()

  assert.equal(refusal(await decide(office, request, 'approver')), 'fourEyes')
  assert.deepEqual(must(await office.app.listApprovals({ actor })).items, [])
})

test('before a seal there is nothing to decide', async (t) => {
  const office = await openOffice(t)
  const request = await aRequest(office).verified().made()

  assert.equal(refusal(await decide(office, request, 'manager')), 'nothingToDecide')
})

test('what waits behind a hundred that wait for others is reached, page by page', async (t) => {
  const office = await openOffice(t)
  const { requestId } = await aRequest(office).verified().assignedTo('user').filled().sealed().made()
  const { documents } = office.ports
  const partition = { container: 'queue', key: ['demo'] } as const
  const row = (await documents.read<QueueRow>(partition, requestId))?.value
  assert.ok(row)
  const copies = (count: number, change: Partial<QueueRow>) =>
    documents.batch(
      partition,
      Array.from({ length: count }, (_, i) => {
        const id = `${change.waitingSince ?? ''}-${i}`
        return { kind: 'create', value: { ...row, ...change, id, requestId: id } } as const
      }),
    )
  for (const day of ['01', '02', '03'])
    await copies(90, { waitingSince: `2026-02-${day}T00:00:00.000Z`, contributors: ['approver'] })
  await copies(99, { waitingSince: '2026-02-04T00:00:00.000Z' })
  await copies(99, { waitingSince: '2026-02-05T00:00:00.000Z' })

  const found: string[] = []
  let continuation: string | undefined
  do {
    const page = must(
      await office.app.listApprovals({
        actor: office.as('approver'),
        ...(continuation === undefined ? {} : { continuation }),
      }),
    )
    found.push(...page.items.map((item) => item.requestId))
    continuation = page.continuation
  } while (continuation !== undefined)

  assert.equal(found.length, 199)
  assert.equal(found.at(-1), requestId)
  const made = { actor: office.as('approver'), continuation: 'made up' }
  assert.equal(refusal(await office.app.listApprovals(made)), 'parameterInvalid')
})

test('whoever waits behind many pages of others is given the place to go on from', async (t) => {
  const office = await openOffice(t)
  let asked = 0
  const { documents } = office.ports
  const app = createApp({
    ...office.ports,
    documents: {
      ...documents,
      query: async () => {
        asked += 1
        return { items: [], continuation: `page ${asked}` }
      },
    },
  })

  const page = must(await app.listApprovals({ actor: office.as('approver') }))

  assert.deepEqual(page, { items: [], continuation: 'page 10' })
})
