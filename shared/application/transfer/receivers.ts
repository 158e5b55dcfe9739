import { limitReached } from '../../domain/requests/limits.ts'
import { addHours } from '../../domain/time.ts'
import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import { actorRef } from '../actor.ts'
import type { CompanyChange } from '../companies/company-changes.ts'
import type { CompanyDocument } from '../companies/company-document.ts'
import { mayIn } from '../companies/company-people.ts'
import type { Asked } from '../companies/company-people.ts'
import { writeOf } from '../companies/guarded-change.ts'
import type { Held } from '../companies/guarded-change.ts'
import { atOnceOrProposed } from '../companies/propose-change.ts'
import type { Core } from '../core.ts'
import type { AuditEvent } from '../evidence/audit-event.ts'
import { noRequest } from '../place.ts'
import { makeOnce } from '../requests/idempotency.ts'
import type { IdempotencyKey } from '../requests/idempotency.ts'
import { appliedReceiver } from './approved-receiver.ts'
import { proofAt } from './ask-receiver.ts'
import type { Unanswered } from './ask-receiver.ts'
import { receiverFingerprint, receiverIn, stateOf, withReceiver } from './receiver.ts'
import type { Receiver, ReceiverFacts } from './receiver.ts'
import { answersChallenge, challengeFor } from './receiver-proof.ts'
import { approvalOf, receiverView } from './receiver-view.ts'
import type { ReceiverRefusal, ReceiverView } from './receiver-view.ts'

type Named = Asked & { readonly receiverId: string }
type Place = { readonly company: CompanyDocument; readonly receiver: Receiver }
type Answer<T> = Promise<Result<T, ReceiverRefusal>>

/** What the receiver is to read and to sign; by hand where it has no address of its own. */
export type Challenge = { readonly challenge: string; readonly expiresAt: Date }

export type Receivers = {
  readonly list: (asked: Asked) => Answer<readonly ReceiverView[]>
  readonly add: (
    input: Asked & { readonly facts: ReceiverFacts; readonly idempotency?: IdempotencyKey },
  ) => Answer<ReceiverView>
  /** A new challenge. One with an address is asked there, and has proved itself when it answers; the others get it by hand. */
  readonly challenge: (named: Named) => Answer<Challenge | Held>
  /** What a receiver without an address answered to its challenge. */
  readonly prove: (input: Named & { readonly proof: string }) => Answer<Held>
  /** Nothing more leaves for it, from the next call on. */
  readonly remove: (named: Named) => Answer<void>
}

/** They all stand in the company's own document. */
const mostReceivers = 20

const challengeHours = 24

type Deps = Pick<
  Core,
  | 'documents'
  | 'companies'
  | 'companyChanges'
  | 'settings'
  | 'secrets'
  | 'random'
  | 'crypto'
  | 'clock'
  | 'egress'
>

/** The companies to which a person may have their data sent: entered, proved by their keys, approved by a second person. */
export function makeReceivers(deps: Deps): Receivers {
  const { companies, companyChanges, random, crypto, egress } = deps
  const once = makeOnce<{ readonly receiverId: string }>(deps, 'addReceiver')

  const viewOf = (receiver: Receiver): ReceiverView => receiverView(crypto, receiver)

  /** Never the remembered one: it is written again. */
  async function placeOf({ companyId, receiverId }: Named): Answer<Place> {
    const company = (await companies.read(companyId))?.value
    const receiver = company && receiverIn(company, receiverId)
    return receiver ? ok({ company, receiver }) : err({ code: 'notFound' })
  }

  async function flawOf({ encryptionKey, signingKey, url }: ReceiverFacts) {
    if (!crypto.wrapFor(encryptionKey, random.bytes(1)))
      return { code: 'receiverKeyInvalid', rule: 'encryptionKey' } as const
    if (!crypto.verifierOf(signingKey)) return { code: 'receiverKeyInvalid', rule: 'signingKey' } as const
    const refused = url === undefined ? undefined : await egress.judge(url)
    return refused && ({ code: 'receiverUrlRefused', rule: refused.code } as const)
  }

  function changeOf({ actor }: Asked, event: AuditEvent, company: CompanyDocument, receiver: Receiver) {
    const detail = {
      receiverId: receiver.receiverId,
      fingerprint: receiverFingerprint(crypto, receiver),
    }
    const change: CompanyChange = {
      writes: [writeOf(company)],
      facts: [{ event, by: actorRef(actor), detail }],
    }
    return change
  }

  async function proved({ proof, ...named }: Named & { readonly proof: string }): Answer<Held> {
    return companyChanges.change<Held, ReceiverRefusal>(named.companyId, async (now) => {
      const place = await placeOf(named)
      if (!place.ok) return place
      const { company, receiver } = place.value
      if (!answersChallenge(crypto, { companyId: named.companyId, receiver, proof }, now))
        return err({ code: 'receiverNotProved', rule: 'signature' })
      const { challenge: _answered, ...rest } = receiver
      const after: Receiver = { ...rest, provedAt: now.toISOString() }
      return approving(named, { company: withReceiver(company, after), receiver: after, now })
    })
  }

  /** Who proved itself waits for the second person at once, where one is needed. */
  async function approving(asked: Asked, { company, receiver, now }: Place & { readonly now: Date }) {
    const change = approvalOf(crypto, receiver)
    const wanted = appliedReceiver({ company, now }, change)
    if (!wanted.ok) return wanted
    const employees = await companies.employees(company.companyId)
    const proposal = { company, employees, change, actor: asked.actor, now }
    const held = await atOnceOrProposed(deps, proposal, wanted.value)
    if (!held.ok) return held
    const { answer, change: committed } = held.value
    const proof = changeOf(asked, 'receiverProved', company, receiver)
    return ok({
      answer,
      change: {
        ...committed,
        // Written first: where it holds at once, the approved one stands over it.
        writes: [...(answer === 'holds' ? [] : proof.writes), ...(committed?.writes ?? [])],
        facts: [...proof.facts, ...(committed?.facts ?? [])],
      },
    })
  }

  /** Committed before it is asked: an answer that comes is one to a challenge that stands. */
  const newChallenge = (named: Named): Answer<Challenge & Pick<ReceiverFacts, 'url'>> =>
    companyChanges.change(named.companyId, async (now) => {
      const place = await placeOf(named)
      if (!place.ok) return place
      const { company, receiver } = place.value
      if (stateOf(receiver) === 'approved') return err({ code: 'receiverNotProved', rule: 'approved' })
      const made = challengeFor(
        crypto,
        { ...receiver, companyId: named.companyId },
        { nonce: random.bytes(32), contentKey: random.bytes(32) },
      )
      const expiresAt = addHours(now, challengeHours)
      const challenge = { sha256: made.sha256, expiresAt: expiresAt.toISOString() }
      const { url } = receiver
      return ok({
        answer: { challenge: made.challenge, expiresAt, ...(url !== undefined && { url }) },
        // Nothing that counts has changed: only what is answered is written down.
        change: { writes: [writeOf(withReceiver(company, { ...receiver, challenge }))], facts: [] },
      })
    })

  return {
    async list(asked) {
      const may = mayIn(asked, 'changeSettings')
      if (!may.ok) return may
      const company = await companies.find(asked.companyId)
      return ok((company?.receivers ?? []).map(viewOf))
    },

    async add({ facts, idempotency, ...asked }) {
      const may = mayIn(asked, 'changeSettings')
      if (!may.ok) return may
      const flaw = await flawOf(facts)
      if (flaw) return err(flaw)
      const { companyId, actor } = asked
      const place = { companyId, requestId: noRequest }
      return companyChanges.change<ReceiverView, ReceiverRefusal>(companyId, async (now) => {
        const earlier = await once.earlier(place, idempotency)
        if (earlier && !earlier.ok) return earlier
        const company = (await companies.read(companyId))?.value
        if (!company) return err({ code: 'notFound' })
        const before = earlier && receiverIn(company, earlier.value.receiverId)
        if (before) return ok({ answer: viewOf(before) })
        const { receivers = [] } = company
        if (receivers.length >= mostReceivers) return err(limitReached('receivers', mostReceivers))
        const receiverId = random.id()
        const receiver = { ...facts, receiverId, addedBy: actor.employeeId, addedAt: now.toISOString() }
        const after = { ...company, receivers: [...receivers, receiver] }
        const change = changeOf(asked, 'receiverAdded', after, receiver)
        const writes = [...change.writes, ...(await once.writes(place, idempotency, { receiverId }))]
        return ok({ answer: viewOf(receiver), change: { ...change, writes } })
      })
    },

    async challenge(named) {
      const may = mayIn(named, 'changeSettings')
      if (!may.ok) return may
      const made = await newChallenge(named)
      if (!made.ok) return made
      const { url, ...challenge } = made.value
      if (url === undefined) return ok(challenge)
      const answered: Result<string, Unanswered> = await proofAt(egress, url, challenge.challenge)
      return answered.ok ? proved({ ...named, proof: answered.value }) : answered
    },

    async prove(input) {
      const may = mayIn(input, 'changeSettings')
      if (!may.ok) return may
      const place = await placeOf(input)
      if (!place.ok) return place
      // What answers at its address speaks for the host as well; a courier does not.
      if (place.value.receiver.url !== undefined) return err({ code: 'receiverNotProved', rule: 'address' })
      return proved(input)
    },

    async remove(named) {
      const may = mayIn(named, 'changeSettings')
      if (!may.ok) return may
      return companyChanges.change<void, ReceiverRefusal>(named.companyId, async () => {
        const place = await placeOf(named)
        if (!place.ok) return place
        const { company, receiver } = place.value
        const { receivers = [] } = company
        const after = { ...company, receivers: receivers.filter((one) => one !== receiver) }
        return ok({ answer: undefined, change: changeOf(named, 'receiverRemoved', after, receiver) })
      })
    },
  }
}
