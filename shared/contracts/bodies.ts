// What a checked body is, by name. Written by hand; a test holds each type equal to its schema.
import type { Module } from '../domain/companies/standing.ts'
import type { SupportArea } from '../domain/companies/support.ts'
import type { HolidayCountry } from '../domain/holidays/holidays.ts'
import type { WebhookEvent } from '../domain/webhooks/webhook-events.ts'
import type { RevealReason } from '../domain/identity/masking.ts'
import type { KeyScope } from '../domain/identity/key-scopes.ts'
import type { BypassReason, BypassStep } from '../domain/requests/bypass.ts'
import type { RequestStatus } from '../domain/requests/lifecycle.ts'
import type { IdentityLevel, IdentityMethod } from '../domain/requests/identity.ts'
import type { BreachOutcome, RecallReason } from '../domain/retention/breach.ts'
import type { ObjectionPurpose, Right } from '../domain/requests/right.ts'
import type { DiscardReason } from '../domain/messages/discard-reason.ts'
import type { Sector } from '../domain/templates/sectors.ts'
import type { Language } from '../domain/templates/template.ts'
import type { SignInBodies } from './sign-in-bodies.ts'
import type {
  ConsentCheckBody,
  ConsentFormBody,
  ConsentSubjectBody,
  ConsentWithdrawalBody,
  RecordConsentBody,
} from './consent-bodies.ts'
import type { SettingsBody } from './settings-bodies.ts'
import type { CreateTemplateBody, JsonObject, TemplateBody } from './template-bodies.ts'

/** RFC 3339 with offset. */
type Instant = string

export type SecondFactorBody =
  { readonly kind: 'sms'; readonly phone: string } | { readonly kind: 'passcode'; readonly passcode: string }

type WishBody = {
  readonly rights: readonly Right[]
  readonly objectionPurpose?: ObjectionPurpose
  readonly consentIds?: readonly string[]
  readonly language?: Language
  readonly country?: string
  readonly informationTypes?: readonly string[]
  readonly message?: string
  readonly identifiers?: Readonly<Record<string, string>>
  readonly secondFactor?: SecondFactorBody
  readonly deliverTo?: { readonly receiverId: string }
}

export type CreateRequestBody = WishBody & { readonly email: string }

/** Exactly one of `email`, `postalAddress` and `inPerson` is there. */
export type RegisterRequestBody = WishBody & {
  readonly channel: 'phone' | 'email' | 'letter' | 'inPerson' | 'api'
  readonly receivedAt?: Instant
  readonly backdatingReason?: string
  readonly email?: string
  readonly postalAddress?: string
  readonly inPerson?: true
}

export type CreateUploadBody = {
  readonly name: string
  readonly contentType: string
  readonly sizeBytes: number
  readonly source?: string
  readonly providedByPerson?: boolean
}

export type ApprovalBody = {
  readonly manifestSha256: string
  readonly decision: 'approve' | 'return'
  readonly comment?: string
}

export type ExtensionBody = {
  readonly months: 1 | 2
  readonly reasonCode: 'complexity' | 'numberOfRequests'
  readonly reason: string
}

export type PauseBody = {
  readonly right?: Right
  readonly reasonCode: 'identityInformation' | 'specification'
  readonly reason: string
  readonly until: Instant
}

export type BulkAssignmentBody = {
  readonly action: 'assign' | 'unassign'
  readonly employeeId: string
  readonly filter: {
    readonly status?: RequestStatus
    readonly dueBefore?: Instant
    readonly dueAfter?: Instant
    readonly assignee?: string
  }
  readonly dryRun?: boolean
  readonly continuation?: string
}

/** `source` and `pointer`, or `file`. */
type WithheldItemBody = {
  readonly source?: string
  readonly pointer?: string
  readonly file?: string
  readonly groundCode: string
  readonly text: string
}

export type WebhookBody = {
  readonly url: string
  readonly events: readonly WebhookEvent[]
  readonly state?: 'active' | 'stopped'
}

export type Bodies = SignInBodies & {
  readonly createRequest: CreateRequestBody
  readonly registerRequest: RegisterRequestBody
  readonly withdrawal: Readonly<Record<never, never>>
  readonly message: { readonly text: string }
  readonly bulkAssignment: BulkAssignmentBody
  readonly importData: { readonly templateId: string; readonly version: number; readonly data: JsonObject }
  readonly pushData: { readonly version?: number; readonly data?: JsonObject; readonly nothingHeld?: boolean }
  readonly createUpload: CreateUploadBody
  readonly commitUpload: { readonly sha256?: string }
  readonly releaseFile: { readonly reason: string }
  readonly bypass: { readonly step: BypassStep; readonly reasonCode: BypassReason; readonly reason: string }
  readonly reveal: { readonly reasonCode: RevealReason }
  readonly sourceState: { readonly state: 'filled' | 'nothingHeld' | 'failed'; readonly note?: string }
  readonly identityRecord: {
    readonly method: IdentityMethod
    readonly level: IdentityLevel
    readonly evidence: string
    readonly note?: string
  }
  readonly seal: Readonly<Record<never, never>>
  readonly approval: ApprovalBody
  readonly extension: ExtensionBody
  readonly pause: PauseBody
  readonly resume: { readonly right?: Right }
  readonly refusal: { readonly right?: Right; readonly groundCode: string; readonly facts: string }
  readonly conflictDecision: {
    readonly pointer: string
    readonly take: 'source' | 'all' | 'value' | 'nothing'
    readonly source?: string
    readonly value?: string | number | boolean
  }
  readonly withheld: {
    readonly items: readonly WithheldItemBody[]
    readonly filesAsTheyAre?: readonly string[]
  }
  readonly discardDeadLetter: { readonly reason: DiscardReason }
  readonly handOver: { readonly how: 'post' | 'inPerson' }
  readonly recall: {
    readonly reasonCode: RecallReason
    readonly reason: string
    readonly awareAt?: string
  }
  readonly breachAssessment: { readonly outcome: BreachOutcome; readonly assessment: string }
  readonly settings: SettingsBody
  readonly identityProvider: {
    readonly name: string
    readonly issuer: string
    readonly clientId: string
    readonly clientSecret?: string
    readonly scopes?: readonly string[]
    readonly acrValues?: readonly string[]
    readonly requiredClaims?: readonly { readonly name: string; readonly values: readonly string[] }[]
    readonly prompt?: 'login' | 'selectAccount'
    readonly requesterAcrs?: readonly string[]
    readonly use?: 'offered' | 'only'
  }
  readonly hostName: { readonly name: string }
  readonly createEmployee: { readonly name: string; readonly email: string; readonly language?: Language }
  readonly changeEmployee: { readonly name?: string; readonly email?: string }
  readonly createApiKey: {
    readonly name: string
    readonly scopes?: readonly KeyScope[]
    readonly origins?: readonly string[]
    readonly expiresAt?: Instant
    readonly sourceId?: string
  }
  readonly createWebhook: WebhookBody
  readonly changeWebhook: WebhookBody
  /** The key as a JWK (RFC 7517), as the receiving instance shows it. */
  readonly companyExport: {
    readonly receivingKey?: { readonly kty: 'RSA'; readonly n: string; readonly e: string }
  }
  /** Keys as JWKs (RFC 7517). */
  readonly addReceiver: {
    readonly name: string
    readonly contact: string
    readonly url?: string
    readonly encryptionKey: { readonly kty: 'RSA'; readonly n: string; readonly e: string }
    readonly signingKey: {
      readonly kty: 'EC'
      readonly crv: 'P-256'
      readonly x: string
      readonly y: string
    }
  }
  /** The hash of the words that the person was shown. */
  readonly instruction: { readonly receiverId: string; readonly textSha256: string }
  readonly addConnection: {
    readonly systemId: string
    readonly sourceId: string
    readonly settings?: Readonly<Record<string, string>>
  }
  readonly renewConnection: { readonly settings: Readonly<Record<string, string>> }
  readonly startSearch: { readonly connectionId: string; readonly what: 'locate' | 'collect' }
  readonly takeFound: { readonly steps: readonly string[] }
  readonly receipt: { readonly receipt: string }
  readonly receiverProof: { readonly proof: string }
  readonly consentForm: ConsentFormBody
  readonly recordConsent: RecordConsentBody
  readonly consentPerson: { readonly email: string }
  readonly consentWithdrawal: ConsentWithdrawalBody
  readonly consentCheck: ConsentCheckBody
  readonly consentSearch: { readonly subject: ConsentSubjectBody }
  readonly createTemplate: CreateTemplateBody
  readonly template: TemplateBody
  readonly openCompany: {
    readonly name: string
    readonly ownerName: string
    readonly ownerEmail: string
    readonly id?: string
    readonly country?: HolidayCountry
    readonly sector?: Sector
    readonly language?: Language
  }
  readonly supportInvitation: {
    readonly operatorEmail: string
    readonly areas: readonly SupportArea[]
    readonly hours: number
    readonly reason: string
  }
  readonly suspension: { readonly reason: string }
  readonly modules: Readonly<Partial<Record<Module, 'on' | 'off'>>>
  readonly ownerRecovery: {
    readonly ownerName: string
    readonly ownerEmail: string
    readonly language?: Language
  }
  readonly inviteOperator: { readonly name: string; readonly email: string; readonly language?: Language }
  readonly firstOperator: {
    readonly code: string
    readonly name: string
    readonly email: string
    readonly language?: Language
  }
  readonly clockAdvance: { readonly advance: string }
}

export type BodyName = keyof Bodies

export type Body<Name extends BodyName> = Bodies[Name]
