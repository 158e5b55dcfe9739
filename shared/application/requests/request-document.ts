import type { Approval, ApprovalPolicy } from '../../domain/requests/approval.ts'
import type { BypassReason, BypassStep } from '../../domain/requests/bypass.ts'
import type { Pause } from '../../domain/requests/deadline.ts'
import type { Gathered } from '../../domain/reports/case-facts.ts'
import type { UnusualCounts } from '../../domain/reports/unusual.ts'
import type { IdentityLevel, IdentityMethod } from '../../domain/requests/identity.ts'
import type { RequestStatus, RightOutcome, RightStatus } from '../../domain/requests/lifecycle.ts'
import type { Right } from '../../domain/requests/right.ts'
import type { SourceTemplate } from '../../domain/templates/information-type.ts'
import type { Language } from '../../domain/templates/template.ts'
import type { ShownPerson } from '../../domain/identity/shown-identity.ts'
import type { OwnFactor } from '../identity/own-factor.ts'
import type { TextFailure } from '../identity/text-failure.ts'
import type { Transfer } from '../transfer/transfer.ts'
import type { KeyReference } from '../keys/keyring.ts'
import type { Document } from '../ports/documents.ts'

/** An instant as RFC 3339 in UTC: how documents keep time. */
export type Instant = string

/**
 * One request: id `request` in the partition [companyId, requestId], beside all that must change with it.
 * Nothing in it is personal in the clear; what is, lies in `personal`, under the request's working key.
 */
export type RequestDocument = Document & {
  readonly id: 'request'
  readonly companyId: string
  readonly requestId: string
  readonly reference: string
  /** Counts the changes; the queue row and the audit follow it. */
  readonly version: number
  /** Counts the changes that somebody could see: what clients hold as their version (`Change.unseen`). */
  readonly revision: number
  readonly auditCount: number
  /** How much it holds (limits.ts), counted where it is added and taken out. */
  readonly fileCount: number
  readonly fileBytes: number
  readonly messageCount?: number
  /** Since when the person waits for an answer to what they wrote. */
  readonly unansweredSince?: Instant
  readonly status: RequestStatus
  readonly rights: readonly RightTrack[]
  readonly channel: Channel
  readonly language: Language
  readonly country?: string
  readonly receivedAt: Instant
  readonly registeredBy?: string
  readonly verifiedAt?: Instant
  readonly extension?: { readonly months: 1 | 2; readonly reasonCode: string; readonly sentAt?: Instant }
  readonly pauses: readonly StoredPause[]
  readonly overdueSince?: Instant
  readonly milestones: readonly string[]
  readonly sources: readonly RequestSource[]
  readonly identity?: StoredIdentity
  /** The person showed who they are through the company's provider; who that is lies in `personal`. It establishes nothing. */
  readonly shownIdentity?: { readonly level: IdentityLevel; readonly at: Instant }
  readonly key: KeyReference
  /** `PersonalDetails`, encrypted; gone after the purge. */
  readonly personal?: string
  /** Keyed hash of the address, to find the requests of whoever asks for new links. */
  readonly addressHash?: string
  /** Sparse: the consents that the person takes back by it, until that has taken effect. */
  readonly consentsNamed?: readonly string[]
  /** Sparse: the person wants it in one list with those to other companies; their address, hashed alike for all of them. */
  readonly ownMailbox?: string
  /** What the person set beside their mailbox; what is needed to ask for it lies in `personal`. */
  readonly ownFactor?: OwnFactor['kind']
  /** A recall found that the address was not the person's: its links and sessions open nothing. */
  readonly addresseeWrongSince?: Instant
  /** Sparse: the files in quarantine, by the ids of their documents. */
  readonly heldFiles?: readonly string[]
  readonly assignees: readonly string[]
  readonly contributors: readonly string[]
  readonly seal?: SealState
  /** What is left out of the answer (`Withheld` items), encrypted. */
  readonly withheld?: string
  /** The files that leave although they have what is withheld (`KnownFile` items), encrypted. */
  readonly knownFiles?: string
  /** What is decided where sources differ (`ResolutionRecord` items), encrypted. */
  readonly resolutions?: string
  readonly pendingItem?: PendingItem
  /** Steps that a manager stepped over; the reason lies with the sources that were given up. */
  readonly bypasses?: readonly StoredBypass[]
  /** The seal whose packages were released: its notice may leave, and it is not released again. */
  readonly releasedSealId?: string
  /** As long as what was approved has not been released: since when, and how often its delivery was begun. */
  readonly delivering?: { readonly since: Instant; readonly attempts: number }
  readonly deliveries: readonly Delivery[]
  /** Where the person wants what they are given sent as well (Art. 20(2)). */
  readonly transfer?: Transfer
  /** The newest link of each purpose: redeeming any other is `linkVoid`. */
  readonly links: Readonly<Record<string, string>>
  readonly instances: readonly Instance[]
  /** What of it reports count as unusual, from its audit; stays with its outcome. */
  readonly unusual?: UnusualCounts
  readonly ended?: { readonly how: 'delivered' | 'refused' | 'withdrawn' | 'expired'; readonly at: Instant }
  readonly purgedAt?: Instant
  readonly proofPurgedAt?: Instant
  /** What staff must look at: the newest mail or text that was refused for good, could not leave, or came back. */
  readonly problem?: {
    readonly code: 'mailRefused' | 'mailNotSent' | 'mailBounced' | TextFailure
    readonly kind: string
    readonly at: Instant
  }
  /** Sparse: the sweep of unverified requests reads it. */
  readonly nextAt?: Instant
  /** Sparse: when the deadline or delivery orchestration must have acted; the reconciler reads it. */
  readonly wakeBy?: Instant
  /** Sparse: when the person is reminded that the answer will be destroyed. */
  readonly remindAt?: Instant
  /** Sparse: when something of it is to be destroyed: all of it, or a delivery that left before the ending. */
  readonly purgeAt?: Instant
  /** From here its keys may be gone: nothing takes the request up again. */
  readonly purgingSince?: Instant
  /** Sparse: when the detail of its proof is to go. */
  readonly proofPurgeAt?: Instant
  /** Sparse: when what stays of it is to go as well. */
  readonly outcomePurgeAt?: Instant
}

export type Channel = 'web' | 'phone' | 'email' | 'letter' | 'inPerson' | 'api'

export type RightTrack = {
  readonly right: Right
  /** Of an objection that needs no weighing (Art. 21(3)). */
  readonly purpose?: 'directMarketing'
  readonly status: RightStatus
  readonly outcome?: RightOutcome
  readonly groundCode?: string
  /** Of a right that is answered at once: from here on the company's systems have stopped, or must. */
  readonly answeredAt?: Instant
  /** Who said that they have. */
  readonly carriedOut?: { readonly by: string; readonly at: Instant }
}

export type StoredPause = {
  readonly right?: Right
  readonly reasonCode: 'identityInformation' | 'specification'
  readonly askedAt: Instant
  /** Set when the letter was sent; only then the clock stands. */
  readonly startedAt?: Instant
  readonly until: Instant
  readonly answeredAt?: Instant
  /** When the person was told that it ended by itself. */
  readonly toldOver?: Instant
}

export type StoredIdentity = {
  readonly method: IdentityMethod
  readonly level: IdentityLevel
  readonly by: string
  readonly at: Instant
  /** `evidence` and `note`, encrypted. */
  readonly sealed?: string
}

/** A source as it was in the company's catalogue when the request opened. */
export type RequestSource = SourceTemplate & {
  readonly informationType: string
  readonly state: 'waiting' | 'filled' | 'nothingHeld' | 'failed'
  readonly templateVersion: number
  /** A note for colleagues, encrypted. */
  readonly note?: string
}

export type SealState = {
  readonly sealId: string
  /** Lower-case hex. */
  readonly root: string
  readonly sealedBy: string
  readonly sealedAt: Instant
  readonly policy: ApprovalPolicy
  readonly state: 'pending' | 'approved' | 'returned' | 'void'
  readonly approvals: readonly (Approval & { readonly at: Instant })[]
  /** How much leaves of each source: what reports count. */
  readonly gathered: readonly Gathered[]
}

export type StoredBypass = {
  readonly step: BypassStep
  readonly reasonCode: BypassReason
  readonly by: string
  readonly at: Instant
  /** Ids of the sources that were given up. */
  readonly sources: readonly string[]
}

/** What a second person must decide, besides seals: a refusal. */
export type PendingItem = {
  readonly itemId: string
  readonly kind: 'refusal'
  readonly hash: string
  readonly proposedBy: string
  readonly at: Instant
  readonly right?: Right
  readonly groundCode: string
  /** The facts for the letter, encrypted. */
  readonly sealed: string
}

export type Delivery = {
  readonly id: string
  readonly right: Right
  readonly state: 'building' | 'available' | 'recalled' | 'purged'
  readonly key: KeyReference
  readonly blob: string
  readonly sizeBytes?: number
  readonly manifestSha256: string
  readonly expiresAt?: Instant
  /** Since when its content does not come out as it was built. */
  readonly unreadableSince?: Instant
  /** The entry that its recall opened. */
  readonly breachId?: string
  readonly downloads: number
  /** The sessions that downloaded it: a new one is a new browser, and the person is told. */
  readonly downloadedBy: readonly string[]
}

export type Instance = { readonly name: 'requestLifecycle' | 'approval' | 'delivery'; readonly id: string }

/** What the working key protects. */
export type PersonalDetails = {
  readonly email?: string
  readonly postalAddress?: string
  readonly inPerson?: true
  readonly message?: string
  readonly identifiers?: Readonly<Record<string, string>>
  readonly secondFactor?: OwnFactor
  /** Who they are, as the company's provider of national identities said it. */
  readonly nationalIdentity?: ShownPerson & { readonly at: Instant }
  /** Why staff entered it later than it came. */
  readonly backdatingReason?: string
}

/** What the request is about, each once. */
export const informationTypesOf = ({ sources }: Pick<RequestDocument, 'sources'>): readonly string[] => [
  ...new Set(sources.map(({ informationType }) => informationType)),
]

export const asPause = (pause: StoredPause): Pause | undefined =>
  pause.startedAt === undefined
    ? undefined
    : {
        reason: pause.reasonCode,
        startedAt: new Date(pause.startedAt),
        until: new Date(pause.until),
        ...(pause.answeredAt === undefined ? {} : { answeredAt: new Date(pause.answeredAt) }),
        ...(pause.right === undefined ? {} : { right: pause.right }),
      }
