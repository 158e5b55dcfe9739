import assert from 'node:assert/strict'

import type { EmployeeActor, RequesterActor } from '../../shared/application/actor.ts'
import type { RequestWish } from '../../shared/application/intake/new-request.ts'
import type { RequestRef } from '../../shared/application/requests/request-store.ts'
import { insuranceExample } from '../../shared/domain/templates/insurance-example.ts'
import { retailExample } from '../../shared/domain/templates/retail-example.ts'
import { must, type Office } from './application.ts'
import type { PersonName } from './companies.ts'
import { tokenTo } from './mailbox.ts'

export const personEmail = 'anna@person.example'

export type MadeRequest = RequestRef & {
  readonly reference: string
  /** The person, as a link of theirs would let them in. */
  readonly person: RequesterActor
  readonly email: string
}

type Wish = Partial<Omit<RequestWish, 'personal'>> & { readonly email?: string; readonly message?: string }

/** The life of a request as far as a test needs it: each stage is what people do, by the use cases they do it with. */
export type Stages = {
  readonly verified: () => Stages
  readonly assignedTo: (...names: readonly PersonName[]) => Stages
  /** Every source answered by the user: insurance and retail by their forms, the case files hold nothing. */
  readonly filled: (by?: PersonName) => Stages
  readonly sealed: (by?: PersonName) => Stages
  readonly approved: (...by: readonly PersonName[]) => Stages
  readonly delivered: () => Stages
  readonly made: () => Promise<MadeRequest>
}

type Step = (request: MadeRequest) => Promise<unknown>

export function aRequest(office: Office, wish: Wish = {}): Stages {
  return stages(office, () => intake(office, wish), [])
}

/** Goes on with a request that was made before. */
export const goingOn = (office: Office, request: MadeRequest): Stages =>
  stages(office, () => Promise.resolve(request), [])

function stages(office: Office, begin: () => Promise<MadeRequest>, steps: readonly Step[]): Stages {
  const then = (step: Step): Stages => stages(office, begin, [...steps, step])
  return {
    verified: () => then((request) => verify(office, request)),
    assignedTo: (...names) => then((request) => assign(office, request, names)),
    filled: (by = 'user') => then((request) => fill(office, request, office.as(by))),
    sealed: (by = 'user') =>
      then(async ({ requestId }) => must(await office.app.sealRequest({ actor: office.as(by), requestId }))),
    approved: (...by) => then((request) => approve(office, request, by.length === 0 ? ['approver'] : by)),
    delivered: () => then((request) => deliver(office, request)),
    made: async () => {
      const request = await begin()
      for (const step of steps) await step(request)
      await office.pump()
      return request
    },
  }
}

async function intake(office: Office, { email = personEmail, message, ...wish }: Wish): Promise<MadeRequest> {
  const personal = { email, ...(message === undefined ? {} : { message }) }
  const { companyId } = office.as('owner')
  const created = await office.app.createRequest({
    companyId,
    wish: { rights: ['access'], ...wish, personal },
  })
  const { requestId, reference } = must(created)
  await office.pump()
  const person: RequesterActor = {
    kind: 'requester',
    sessionId: 'of-the-person',
    companyId,
    requestId,
  }
  return { companyId, requestId, reference, person, email }
}

async function verify(office: Office, { email }: MadeRequest): Promise<void> {
  must(await office.app.redeemLink({ token: tokenTo(office, email), use: 'program' }))
  await office.pump()
}

async function assign(
  office: Office,
  { requestId }: MadeRequest,
  names: readonly PersonName[],
): Promise<void> {
  for (const employeeId of names)
    must(await office.app.assignRequest({ actor: office.as('manager'), requestId, employeeId }))
}

const forms: Readonly<Record<string, unknown>> = { insurance: insuranceExample, retail: retailExample }

async function fill(office: Office, request: MadeRequest, actor: EmployeeActor): Promise<void> {
  const { requestId } = request
  for (const { sourceId, templateId } of (await office.stateOf(request)).sources) {
    const data = forms[templateId]
    const done =
      data === undefined
        ? await office.app.setSource({ actor, requestId, sourceId, state: 'nothingHeld' })
        : await office.app.enterData({
            ...{ actor, requestId, templateId, via: 'manual' },
            entry: { kind: 'whole', data },
          })
    must<unknown>(done)
  }
}

async function approve(office: Office, request: MadeRequest, names: readonly PersonName[]): Promise<void> {
  for (const name of names) {
    const manifestSha256 = (await office.stateOf(request)).seal?.root ?? ''
    const given = { actor: office.as(name), requestId: request.requestId, manifestSha256 }
    must(await office.app.decideSeal({ ...given, decision: 'approve' }))
  }
}

/** What the delivery's orchestration does, and the notice's way through the queue. */
export async function deliver(office: Office, { companyId, requestId }: RequestRef): Promise<void> {
  const ref = { companyId, requestId }
  for (const deliveryId of await office.app.delivery.prepare(ref))
    assert.equal(await office.app.delivery.build({ ...ref, deliveryId }), 'built')
  assert.equal(await office.app.delivery.release(ref), 'released')
  await office.pump()
}
