import { test } from 'node:test'
import assert from 'node:assert/strict'

import { must, openOffice, type Office } from '../../support/application.ts'
import { aRequest, deliver, goingOn, type MadeRequest } from '../../support/request-stages.ts'

const from = (office: Office, name: string) => aRequest(office, { email: `${name}@person.example` })

/** One of each way to end; the one that nobody verifies is still to end. */
const made: Readonly<Record<string, (office: Office) => Promise<MadeRequest>>> = {
  expired: (office) => from(office, 'silent').made(),
  withdrawn: async (office) => {
    const request = await from(office, 'withdrawing').verified().made()
    must(await office.app.withdrawRequest({ actor: request.person, requestId: request.requestId }))
    return request
  },
  delivered: (office) =>
    from(office, 'answered').verified().assignedTo('user').filled().sealed().approved().delivered().made(),
  refused: async (office) => {
    const request = await from(office, 'refused').verified().assignedTo('user').made()
    const { requestId } = request
    const facts = 'The same was asked and answered last week.'
    const proposal = { actor: office.as('user'), requestId, groundCode: 'manifestlyExcessive', facts }
    const item = must(await office.app.proposeRefusal(proposal))
    const decided = { actor: office.as('approver'), requestId, ...item, decision: 'approve' } as const
    must(await office.app.decideItem(decided))
    return request
  },
  'handed over on paper': async (office) => {
    const wish = { rights: ['access'], personal: { postalAddress: 'Prøvegade 2, 5000 Odense' } } as const
    const registered = await office.app.registerRequest({
      ...{ actor: office.as('manager'), companyId: 'demo', wish, channel: 'letter' },
    })
    const { requestId, reference } = must(registered)
    const person = { kind: 'requester', sessionId: 'none', companyId: 'demo', requestId } as const
    const request: MadeRequest = { companyId: 'demo', requestId, reference, person, email: '' }
    await goingOn(office, request).assignedTo('user').filled().made()
    const seen = { method: 'inPerson', level: 'onFile', evidence: 'Seen at the counter.' } as const
    must(await office.app.establishIdentity({ actor: office.as('user'), requestId, ...seen }))
    await goingOn(office, request).sealed().approved().made()
    await deliver(office, request)
    must(await office.app.handOver({ actor: office.as('user'), requestId, how: 'inPerson' }))
    return request
  },
}

for (const [ending, make] of Object.entries(made))
  test(`a request that was ${ending} is unreadable within 33 days of its ending while the clock runs`, async (t) => {
    const office = await openOffice(t)
    const request = await make(office)
    const keys = async () => {
      const { key, deliveries } = await office.stateOf(request)
      return [key, ...deliveries.map((delivery) => delivery.key)].map(({ keyId }) => keyId)
    }
    const readable = async () => Promise.all((await keys()).map((name) => office.ports.shares.get(name)))
    assert.ok((await readable()).every((share) => share !== undefined))

    for (let hour = 0; hour < 24 * 63; hour += 12) {
      office.clock.pass({ hours: 12 })
      await office.app.sweepUnverified(100)
      await office.app.purgeContent(100)
      await office.pump()
      const { ended } = await office.stateOf(request)
      const kept = ended ? office.clock.now().getTime() - new Date(ended.at).getTime() : 0
      if (kept < 33 * 86_400_000) continue
      assert.ok((await readable()).every((share) => share === undefined))
    }
    assert.equal((await office.stateOf(request)).status, 'closed')
  })
