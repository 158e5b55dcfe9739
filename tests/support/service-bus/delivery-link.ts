import type { EventContext, Sender } from 'rhea'
import rhea from 'rhea'

import { lockLost, sessionLockLost } from './management.ts'
import { lockTag, writeMessage, type Fields } from './message.ts'
import type { BrokerQueue, Fate } from './queue.ts'
import { notImitated, type Refusal } from './refusal.ts'

/** A link on which a client receives. */
export type DeliveryLink = {
  /** Sends what there is, as far as the client's credit goes; takes a session if the link still waits for one. */
  readonly pump: () => void
  readonly detach: (error: Refusal) => void
  /** Who holds the locks, for the queue. */
  readonly holder: object
}

export type Place = {
  readonly queue: BrokerQueue
  readonly address: string
  readonly isDead: boolean
  readonly links: Set<DeliveryLink>
  readonly changed: () => void
}

/** rhea's own bookkeeping of a link, which its types do not name. */
type Inner = {
  delivery_count: number
  credit: number
  readonly _draining: boolean
  readonly local: { readonly attach: Fields }
  _get_drain: () => boolean
}

type State = Place & {
  readonly sender: Sender
  readonly inner: Inner
  readonly holder: object
  /** Lock tokens by the tag under which they were delivered. */
  readonly tokens: Map<string, string>
  /** Undefined: the next there is. */
  readonly wanted: string | undefined
  readonly asksForSession: boolean
  isOpen: boolean
  session?: string
  sent: number
  patience?: NodeJS.Timeout
}

const sessionFilter = 'com.microsoft:session-filter'
const ticksAtEpoch = 621_355_968_000_000_000n

/** Opens a link to receive on: at once, or as soon as there is a session to give. */
export function deliverTo(sender: Sender, place: Place): void {
  const state = stateOf(sender, place)
  const refusal = refusalOf(state)
  if (refusal) return refuse(state, refusal)

  const link: DeliveryLink = {
    holder: state.holder,
    pump: () => pump(state),
    detach: (error) => {
      leave(state, link)
      sender.close(error)
    },
  }
  place.links.add(link)
  giveUpInTime(state, link)
  answerDrains(state)
  listen(state, link)
}

function stateOf(sender: Sender, place: Place): State {
  const filter = (sender.source.filter ?? {}) as Fields
  const wanted = filter[sessionFilter]
  return {
    ...place,
    ...{ sender, inner: sender as unknown as Inner, holder: {}, tokens: new Map(), isOpen: false, sent: 0 },
    wanted: typeof wanted === 'string' ? wanted : undefined,
    asksForSession: Object.hasOwn(filter, sessionFilter),
  }
}

function refusalOf({ sender, queue, asksForSession, isDead }: State): Refusal | undefined {
  if (sender.rcv_settle_mode !== 1) return notImitated('receiving without a lock')
  if (queue.rules.hasSessions === asksForSession || (isDead && !asksForSession)) return undefined
  const description = asksForSession
    ? 'A sessionful message receiver cannot be created on an entity that does not require sessions.'
    : 'It is not possible for an entity that requires sessions to create a non-sessionful message receiver.'
  return { condition: 'amqp:not-allowed', description }
}

function refuse({ sender }: State, refusal: Refusal): void {
  sender.open()
  sender.close(refusal)
}

function open(state: State, source: Fields = {}, properties: Fields = {}): void {
  const { sender, inner, address } = state
  const { rcv_settle_mode, snd_settle_mode } = sender
  sender.set_source({ address, ...source })
  Object.assign(inner.local.attach, { properties, rcv_settle_mode, snd_settle_mode })
  state.isOpen = true
  clearTimeout(state.patience)
  sender.open()
}

function takeSession(state: State): void {
  const granted = state.queue.acceptSession(state.holder, state.wanted)
  if (granted) {
    state.session = granted.session
    const until = Buffer.alloc(8)
    until.writeBigInt64BE(BigInt(granted.until) * 10_000n + ticksAtEpoch)
    open(
      state,
      { filter: { [sessionFilter]: granted.session } },
      { 'com.microsoft:locked-until-utc': rhea.types.wrap_long(until) },
    )
  } else if (state.wanted !== undefined) {
    const description = 'The requested session cannot be accepted. It may be locked by another receiver.'
    refuse(state, { condition: 'com.microsoft:session-cannot-be-locked', description })
  }
}

/** The client says how long the service may keep it waiting for the next session; it measures that by its own clock. */
function giveUpInTime(state: State, link: DeliveryLink): void {
  const ms = state.sender.properties?.['com.microsoft:timeout'] as unknown
  if (!state.asksForSession || state.wanted !== undefined || typeof ms !== 'number') return
  state.patience = setTimeout(() => {
    state.links.delete(link)
    refuse(state, { condition: 'com.microsoft:timeout', description: 'There is no session to give.' })
  }, ms).unref()
}

function pump(state: State): void {
  const { sender, inner, queue, holder, isDead } = state
  if (!state.isOpen) return state.asksForSession ? takeSession(state) : open(state)
  for (;;) {
    state.sent = Math.max(state.sent, inner.delivery_count)
    if (!sender.is_open() || state.sent >= inner.delivery_count + inner.credit) return
    const entry = queue.take(holder, {
      isDead,
      ...(state.session !== undefined && { session: state.session }),
    })
    if (!entry?.lock) return
    const tag = lockTag(entry.lock.token)
    state.sent += 1
    state.tokens.set(tag.toString('hex'), entry.lock.token)
    sender.send(writeMessage(entry), tag, 0)
  }
}

function listen(state: State, link: DeliveryLink): void {
  const { sender, changed } = state
  sender.on('sender_flow', changed)
  sender.on('accepted', (context: EventContext) => settle(state, context, 'complete'))
  sender.on('released', (context: EventContext) => settle(state, context, 'abandon'))
  sender.on('rejected', (context: EventContext) => settle(state, context, deathOf(context)))
  sender.on('modified', (context: EventContext) => {
    const how = (context.delivery?.remote_state ?? {}) as Fields
    if (how['undeliverable_here'] === true) link.detach(notImitated('deferred messages'))
    else if (how['message_annotations']) link.detach(notImitated('properties changed by an abandon'))
    else settle(state, context, 'abandon')
  })
  sender.on('sender_close', () => leave(state, link))
  sender.session.on('session_close', () => leave(state, link))
  sender.connection.on('disconnected', () => leave(state, link))
}

function leave({ links, queue, holder, patience, changed }: State, link: DeliveryLink): void {
  clearTimeout(patience)
  if (!links.delete(link)) return
  queue.leaveSession(holder)
  changed()
}

type Outcome = { readonly described: () => unknown }

const outcomes = rhea.message as unknown as {
  readonly accepted: () => Outcome
  readonly rejected: (fields: { readonly error: Refusal }) => Outcome
}

function settle({ queue, tokens, session, changed }: State, { delivery }: EventContext, fate: Fate): void {
  if (!delivery) return
  const tag = Buffer.from(delivery.tag as Buffer).toString('hex')
  const isSettled = queue.settle(tokens.get(tag) ?? '', fate)
  tokens.delete(tag)
  const error = session === undefined ? lockLost : sessionLockLost
  const outcome = isSettled ? outcomes.accepted() : outcomes.rejected({ error })
  delivery.update(true, outcome.described())
  // The client never says that it has heard: it is done with now, or the session's buffer fills up.
  Object.assign(delivery, { remote_settled: true })
  changed()
}

/** The SDK hands the reason over in the error's information. */
function deathOf({ delivery }: EventContext): Fate {
  const { error } = (delivery?.remote_state ?? {}) as { readonly error?: { readonly info?: Fields } }
  const { DeadLetterReason: reason = '', DeadLetterErrorDescription: description = '' } = error?.info ?? {}
  return { reason: String(reason), description: String(description) }
}

/** The client waits for an answer to its drain even where there was no credit left; rhea gives none then. */
function answerDrains(state: State): void {
  const { sender, inner } = state
  inner._get_drain = () => {
    if (!inner._draining) return false
    inner.delivery_count += inner.credit
    inner.credit = 0
    return true
  }
  sender.on('sender_draining', () => {
    pump(state)
    sender.set_drained(true)
  })
}
