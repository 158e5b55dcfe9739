import assert from 'node:assert/strict'

import type { App } from '../../../shared/composition/app.ts'
import { createApp } from '../../../shared/composition/app.ts'
import { DependencyUnavailable } from '../../../shared/application/ports/unavailable.ts'
import { must, openOffice, type Office } from '../../support/application.ts'
import { auditOf } from '../../support/audit.ts'
import { Crashed, crashing, type Crash, type Faulty } from '../../support/faults.ts'
import type { CleaningUp } from '../../support/scratch-folder.ts'
import { mailsTo, tokenTo } from '../../support/mailbox.ts'
import { pumpOf, type Command } from '../../support/pump.ts'
import { bytesOf } from '../../support/streams.ts'
import { personEmail } from '../../support/request-stages.ts'

export type Struck = { readonly effects: number; readonly at: string | undefined }

/**
 * The life of one request, struck once, recovered as the timers recover it, and led to its end by people who press again
 * what was not answered. Then what must hold whatever happened: nothing accepted is lost, nothing is seen twice.
 */
export async function lifeStruckBy(
  t: CleaningUp,
  crash: Crash | undefined,
  among?: readonly Faulty[],
): Promise<Struck> {
  const office = await openOffice(t)
  const faulty = crashing(office.ports, crash, among)
  const commands: Command[] = []
  let app = createApp(faulty.ports)
  try {
    await lead({ office, app, commands })
  } catch (error) {
    if (error instanceof Crashed) app = office.restarted()
    else if (!(error instanceof DependencyUnavailable)) throw error
    await recover({ office, app, commands })
    await lead({ office, app, commands })
  }
  await recover({ office, app, commands })
  const struck = { effects: faulty.count(), at: faulty.struck() }
  await checkAll(office, office.restarted(), commands)
  return struck
}

type World = { readonly office: Office; readonly app: App; readonly commands: Command[] }

async function pump({ office, app, commands }: World): Promise<void> {
  const pumped = pumpOf(app, office.queue)
  try {
    await pumped.pump()
  } finally {
    commands.push(...pumped.commands)
  }
}

/** The timers of half an hour: what was left behind is sent, messages that nobody settled come again, mails are tried again. */
async function recover(world: World): Promise<void> {
  const { office, app } = world
  for (let round = 0; round < 2; round++) {
    office.clock.pass({ seconds: 61 })
    await app.relayOutbox(100)
    await pump(world)
  }
  office.clock.pass({ seconds: 30 * 60 })
  await app.retryMails(100)
  await pump(world)
}

/** What people do, from wherever the request stands. */
async function lead(world: World): Promise<void> {
  const { office, app } = world
  const wish = {
    rights: ['access'],
    informationTypes: ['generic'],
    personal: { email: personEmail },
  } as const
  const idempotency = { key: 'the form that was sent', bodyHash: 'a' }
  const { requestId } = must(await app.createRequest({ companyId: 'demo', wish, idempotency }))
  const ref = { companyId: 'demo', requestId }
  const manager = office.as('manager')
  const user = { actor: office.as('user'), requestId }
  await pump(world)

  // Who has no mail yet waits for it.
  if (mailsTo(office, personEmail).length === 0) await recover(world)
  if ((await office.stateOf(ref)).status === 'awaitingVerification')
    must(await app.redeemLink({ token: tokenTo(office, personEmail), use: 'program' }))
  const { status } = await office.stateOf(ref)
  if (status === 'open' || status === 'collecting') {
    must(await app.assignRequest({ actor: manager, requestId, employeeId: 'user' }))
    must(await app.setSource({ ...user, sourceId: 'caseFiles', state: 'nothingHeld' }))
    must(await app.sealRequest({ ...user, idempotency: { key: 'seal', bodyHash: 'a' } }))
  }
  await pump(world)
  const { seal, status: sealed } = await office.stateOf(ref)
  if (sealed === 'sealed') {
    const approval = { requestId, manifestSha256: seal?.root ?? '', decision: 'approve' } as const
    must(await app.decideSeal({ actor: office.as('approver'), ...approval }))
  }
  await pump(world)
  for (const deliveryId of await app.delivery.prepare(ref)) await app.delivery.build({ ...ref, deliveryId })
  if ((await office.stateOf(ref)).status === 'approved')
    assert.equal(await app.delivery.release(ref), 'released')
  await pump(world)
}

async function checkAll(office: Office, app: App, commands: readonly Command[]): Promise<void> {
  const [request, ...others] = must(
    await app.listQueue({ actor: office.as('manager'), filter: { limit: 10 } }),
  ).rows
  assert.ok(request && others.length === 0, 'one request in the list')
  const { requestId } = request
  const state = await office.stateOf({ companyId: 'demo', requestId })
  assert.equal(state.status, 'delivered')
  assert.equal(request.status, 'delivered')
  assert.deepEqual(state.rights, [{ right: 'access', status: 'answered', outcome: 'nothingHeld' }])

  checkMails(office)
  await checkNothingWaits(office)
  const person = { kind: 'requester', sessionId: 's', companyId: 'demo', requestId } as const
  const [delivery] = state.deliveries
  const opened = must(await app.openDelivery({ actor: person, deliveryId: delivery?.id ?? '' }))
  assert.equal((await bytesOf(opened.content)).length, delivery?.sizeBytes)

  for (const name of ['requestLifecycle', 'approval', 'delivery'] as const)
    assert.ok(
      commands.some((one) => one.command === 'start' && one.name === name),
      `${name} was started`,
    )

  const audit = auditOf(office)
  assert.equal(
    (await audit.head()).treeSize,
    (await office.stateOf({ companyId: 'demo', requestId })).auditCount,
  )
}

/** Nobody got the same twice, and everybody got what they were to get. */
function checkMails(office: Office): void {
  const expected = { [personEmail]: 3, 'user@demo.example': 1, 'approver@demo.example': 1 }
  for (const [address, count] of Object.entries(expected)) {
    const subjects = mailsTo(office, address).map(({ subject }) => subject)
    assert.equal(new Set(subjects).size, subjects.length, `${address} got ${subjects.join(' | ')}`)
    assert.equal(subjects.length, count, `${address} got ${subjects.join(' | ')}`)
  }
}

async function checkNothingWaits(office: Office): Promise<void> {
  for (const field of ['outboxPending', 'retryAt'])
    for (const container of ['requests', 'access'] as const) {
      const where = [{ field, is: 'defined' as const }]
      const { items } = await office.ports.documents.query({ container, where, limit: 10 })
      assert.deepEqual(
        items.map(({ value }) => value.id),
        [],
        `${field} in ${container}`,
      )
    }
}

/** Strikes the life at each of its effects in turn. */
export async function sweep(when: Crash['when'], among?: readonly Faulty[]): Promise<void> {
  for (let at = 1; ; at++) {
    const cleaningUp: (() => void)[] = []
    try {
      const life = { after: (cleanUp: () => void) => void cleaningUp.unshift(cleanUp) }
      const struck = await lifeStruckBy(life, { at, when }, among)
      if (struck.at === undefined) return
    } catch (error) {
      throw new Error(`struck at effect ${at}, ${when}`, { cause: error })
    } finally {
      for (const cleanUp of cleaningUp) cleanUp()
    }
  }
}
