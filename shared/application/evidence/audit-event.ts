import type { Instant } from '../requests/request-document.ts'
import type { ActorRef } from '../actor.ts'
import type { Document } from '../ports/documents.ts'

/** Everything that may happen to a request, or to its company, and must be provable. Past tense; the detail holds ids, codes and dates only. */
export type AuditEvent =
  | 'requestReceived'
  | 'requestRegistered'
  | 'requestVerified'
  | 'requestReopened'
  | 'requestAssigned'
  | 'requestUnassigned'
  | 'identityEstablished'
  | 'dataEntered'
  | 'dataRemoved'
  | 'fileAdded'
  | 'fileRemoved'
  | 'fileRefused'
  | 'fileQuarantined'
  | 'fileReleased'
  | 'fileScanned'
  | 'sourceMarked'
  | 'stepBypassed'
  | 'conflictDecided'
  | 'withheldChanged'
  | 'messageSent'
  | 'ownRequestsChanged'
  | 'requestSealed'
  | 'sealVoided'
  | 'sealRead'
  | 'contentRead'
  | 'fileRead'
  | 'personShown'
  | 'sealApproved'
  | 'sealReturned'
  | 'approvalCompleted'
  | 'packageBuilt'
  | 'deliveryReleased'
  | 'deliveryNotified'
  | 'deliveryHandedOver'
  | 'deliveryOpened'
  | 'deliveryUnreadable'
  | 'deliveryRecalled'
  | 'deliveryPurged'
  | 'breachOpened'
  | 'breachClosed'
  | 'requestExtended'
  | 'extensionLapsed'
  | 'requestPaused'
  | 'requestResumed'
  | 'refusalProposed'
  | 'refusalReturned'
  | 'requestRefused'
  | 'rightRefused'
  | 'rightAnsweredAtOnce'
  | 'stopCarriedOut'
  | 'requestWithdrawn'
  | 'requestExpired'
  | 'milestoneReached'
  | 'reminderSent'
  | 'mailSent'
  | 'mailRefused'
  | 'mailBounced'
  | 'linkSpent'
  | 'codeTexted'
  | 'codeNotTexted'
  | 'messageRetried'
  | 'messageDiscarded'
  | 'instanceRestarted'
  | 'contentPurged'
  | 'companyOpened'
  | 'companyRegistered'
  | 'companyImported'
  | 'ownerRecoveryProposed'
  | 'ownerRecoveryAgreed'
  | 'ownerRecoveryEnded'
  | 'ownerRecovered'
  | 'supportInvited'
  | 'supportEnded'
  | 'supportLooked'
  | 'companySuspended'
  | 'suspensionLifted'
  | 'closingBegun'
  | 'closingTakenBack'
  | 'exportAsked'
  | 'exportBuilt'
  | 'exportRead'
  | 'exportRemoved'
  | 'modulesChanged'
  | 'signingKeyRenewed'
  | 'keysRewrapped'
  | 'operatorInvited'
  | 'operatorLeft'
  | 'settingsChanged'
  | 'hostProven'
  | 'hostLost'
  | 'staffSignedIn'
  | 'proofGiven'
  | 'passkeyDoubted'
  | 'factorAdded'
  | 'factorRemoved'
  | 'recoveryCodesMade'
  | 'factorsReset'
  | 'identityLinked'
  | 'identityUnlinked'
  | 'apiKeyCreated'
  | 'apiKeyRotated'
  | 'apiKeyStopped'
  | 'employeeInvited'
  | 'employeeChanged'
  | 'employeeLeft'
  | 'roleGiven'
  | 'roleTaken'
  | 'changeProposed'
  | 'changeApproved'
  | 'changeReturned'
  | 'listExported'
  | 'templateCreated'
  | 'templateChanged'
  | 'templateRetired'
  | 'webhookCreated'
  | 'webhookChanged'
  | 'webhookRotated'
  | 'webhookRemoved'
  | 'webhookStopped'
  | 'receiverAdded'
  | 'receiverProved'
  | 'receiverApproved'
  | 'receiverRemoved'

/** What a use case wants written down. */
export type Fact = {
  readonly event: AuditEvent
  readonly by: ActorRef
  readonly detail?: Readonly<Record<string, string | number | boolean>>
}

/**
 * One entry, id `audit:{sequence}` in the partition of what changed: gapless there, committed with the change it records.
 * `requestId` is `-` where the company itself changed.
 * `unsequenced` is sparse and goes when the company's sequencer has given it its place in the tree.
 */
export type AuditEntry = Document & {
  readonly companyId: string
  readonly requestId: string
  readonly sequence: number
  readonly at: Instant
  readonly event: AuditEvent
  readonly by: ActorRef
  readonly detail: Readonly<Record<string, string | number | boolean>>
  /** 16 random bytes: what is left in the tree after the purge cannot be guessed back. */
  readonly salt: string
  readonly unsequenced?: Instant
  readonly index?: number
}

export const auditEntryId = (sequence: number): string => `audit:${String(sequence).padStart(8, '0')}`
