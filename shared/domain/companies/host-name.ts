// A host name of a company's own: what is one, and what the domain name system must say of it (security.md, "Egress").
import { addDays, addHours } from '../time.ts'

/** Room for the label that the proof stands under (RFC 1035, 2.3.4). */
const longest = 240

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'

/** A name of several labels, as a browser writes it (RFC 1123, 2.1): the last begins with a letter, so no address is one. */
const shape = new RegExp(`^(?:${label}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`)

/** Names that no public name server answers for (RFC 6761, RFC 6762, RFC 8375, and the root zone's `internal`). */
const unanswered = /\.(?:localhost|local|invalid|onion|internal|home\.arpa)$/

export const isHostName = (text: string): boolean =>
  text.length <= longest && shape.test(text) && !unanswered.test(text)

/** Where the proof stands: a label that no host can have, so that it is in nobody's way (RFC 8552). */
export const proofNameOf = (host: string): string => `_indsigt.${host}`

export const proofTextOf = (challenge: string): string => `indsigt-verification=${challenge}`

/** What a look into the domain name system found. `taken`: another company has proved the name, and still does. */
export type HostFinding = 'proof' | 'noRecord' | 'otherValue' | 'silent' | 'failed' | 'taken'

/** Other records may stand beside it, also other services' and other companies'. */
export function findingIn(texts: readonly string[], challenge: string): HostFinding {
  if (texts.some((text) => text.trim() === proofTextOf(challenge))) return 'proof'
  return texts.length === 0 ? 'noRecord' : 'otherValue'
}

export type HostState = 'waiting' | 'proven' | 'lost'

/** How far the proof is. Moments are ISO 8601. */
export type HostStanding = {
  readonly state: HostState
  readonly since: string
  readonly found?: HostFinding
  readonly lookedAt?: string
  /** Until then a name whose proof is gone still answers, and leads back what was sent out before. */
  readonly dropsAt?: string
  /** When it is looked at again by itself. */
  readonly hostCheckAt?: string
}

const noticeHours = 72

const againHours = 1

/** Whoever has not entered the record by then presses the button when they have. */
const waitingDays = 30

/**
 * How it stands after a look. Silence of name servers says nothing about a name: only their word that the record is not
 * there takes a proof away, and only for the links at once.
 */
export function afterLook(before: HostStanding, found: HostFinding, now: Date): HostStanding {
  const state = stateAfter(before, found)
  const at = now.toISOString()
  const isNew = state !== before.state
  const since = isNew ? at : before.since
  const dropsAt = dropAfter({ ...before, state, isNew }, found, now)
  const after = { state, since, found, lookedAt: at, ...(dropsAt !== undefined && { dropsAt }) }
  return isLookedAtAgain(after, now)
    ? { ...after, hostCheckAt: addHours(now, againHours).toISOString() }
    : after
}

function stateAfter({ state }: HostStanding, found: HostFinding): HostState {
  if (found === 'proof') return 'proven'
  if (found === 'silent' || found === 'failed') return state
  return state === 'waiting' ? 'waiting' : 'lost'
}

type Dropping = Pick<HostStanding, 'state' | 'dropsAt'> & { readonly isNew: boolean }

/** A name that another company has is not kept for this one. */
function dropAfter({ state, isNew, dropsAt }: Dropping, found: HostFinding, now: Date): string | undefined {
  if (state !== 'lost' || found === 'taken') return undefined
  if (isNew) return addHours(now, noticeHours).toISOString()
  return dropsAt !== undefined && new Date(dropsAt) > now ? dropsAt : undefined
}

function isLookedAtAgain({ state, since, dropsAt }: HostStanding, now: Date): boolean {
  if (state === 'waiting') return addDays(new Date(since), waitingDays) > now
  return state === 'proven' || dropsAt !== undefined
}

/** Whether the name is still this company's, with its proof or for the time of the notice. */
export const keepsHost = ({ state, dropsAt }: Pick<HostStanding, 'state' | 'dropsAt'>): boolean =>
  state === 'proven' || (state === 'lost' && dropsAt !== undefined)
