import type { RequestStatus } from '../requests/lifecycle.ts'

export const roles = ['systemOwner', 'systemAdministrator', 'systemManager', 'systemUser'] as const

/** Of the instance and of no company: whoever runs Indsigt. No company gives or takes it. */
export const operatorRole = 'operator'

export type CompanyRole = (typeof roles)[number]

export type Role = CompanyRole | typeof operatorRole

/** On top of a role; nobody grants themselves anything. */
export const grants = ['approver', 'dataProtectionOfficer', 'auditor'] as const

export type Grant = (typeof grants)[number]

/**
 * How a person stands to one request; several hold together. `contributor`: had a hand in it, whatever their role
 * since; `uninvolved`: had none; `approver`: asked to approve it, with no hand in it. Who is assigned and has done
 * nothing yet is as good a second person as any other: four eyes are over what persons did (security.md).
 */
export type Relation = 'assigned' | 'contributor' | 'uninvolved' | 'approver'

export type Actor = {
  readonly roles: readonly Role[]
  readonly grants: readonly Grant[]
  /** To the request concerned; none when the operation is about none. */
  readonly relations: readonly Relation[]
  /** Of the request concerned; left out when the operation is about none. */
  readonly status?: RequestStatus
}

/** Each is one way to be allowed; within one, everything that is named must hold. */
type Rule = {
  readonly role?: Role
  readonly grant?: Grant
  readonly relation?: Relation
  /** `none`: only where no request is concerned. Left out: anywhere. */
  readonly status?: readonly RequestStatus[] | 'none'
}

/** From verification to the ending: only here is content readable (security.md, "Keys"). */
const workingStage = ['open', 'collecting', 'sealed', 'approved'] as const

/** Ended, and not yet purged. */
const endedStage = ['delivered', 'refused', 'withdrawn'] as const

/** From verification on, whatever became of the rest; after the purge nobody can be named any more. */
const stopStage = [...workingStage, ...endedStage] as const

const assigned = (status: readonly RequestStatus[]): readonly Rule[] => [
  { role: 'systemUser', relation: 'assigned', status },
  { role: 'systemManager', relation: 'assigned', status },
]

const manager = (status: readonly RequestStatus[]): Rule => ({ role: 'systemManager', status })

/** Grants that see every case's metadata, clock and audit, and no content. */
const overseers: readonly Rule[] = [{ grant: 'dataProtectionOfficer' }, { grant: 'auditor' }]

const administration: readonly Rule[] = [{ role: 'systemAdministrator' }, { role: 'systemOwner' }]

/** Who may do what. Whatever is not written here is denied. */
export const permissions = {
  seeQueue: [{ role: 'systemManager' }, { role: 'systemUser' }, ...overseers],
  /** Status, dates and history of one request, without what was found. */
  seeRequest: [
    { role: 'systemManager' },
    { role: 'systemUser', relation: 'assigned' },
    { grant: 'approver', relation: 'approver' },
    ...overseers,
  ],
  seeContent: [
    ...assigned(workingStage),
    { grant: 'approver', relation: 'approver', status: ['sealed', 'approved'] },
  ],
  assign: [manager(workingStage)],
  /** By phone, letter or at the counter (R10). */
  registerRequest: [{ role: 'systemManager' }, { role: 'systemUser' }],
  /** Into a sealed request too: the change voids its seal, and the approvals with it. */
  enterData: assigned(workingStage),
  /** Out of quarantine: a manager who was given the content, and answers for it. */
  releaseFile: [{ role: 'systemManager', relation: 'assigned', status: workingStage }],
  seal: assigned(['collecting']),
  /** Name and contact, for who reviews: with a reason, which the audit keeps. */
  revealPerson: [{ grant: 'approver', relation: 'approver', status: ['sealed', 'approved'] }],
  /** Four eyes are judged by approval.ts, over persons; this only says who may try. */
  approve: [{ grant: 'approver', relation: 'approver', status: ['sealed'] }],
  /** Over a step of the collection, with a reason; the second person stays (product.md, "Roles"). */
  bypass: [manager(['open', 'collecting'])],
  extend: [manager(workingStage)],
  pause: [manager(workingStage)],
  /** The answer comes to whoever works on it. */
  resume: [manager(workingStage), ...assigned(workingStage)],
  establishIdentity: [manager(workingStage), ...assigned(workingStage)],
  proposeRefusal: [manager(workingStage), ...assigned(workingStage)],
  /** The second person for an ending against the requester; without a request, for a change of the company. */
  decidePending: [
    { grant: 'approver', relation: 'approver', status: workingStage },
    { role: 'systemManager', relation: 'uninvolved', status: workingStage },
    { role: 'systemAdministrator', status: 'none' },
    { role: 'systemOwner', status: 'none' },
  ],
  /** What was released on paper is given or sent to the person. */
  handOver: [manager(['approved']), ...assigned(['approved'])],
  /** Who asked on paper is told of the ending on paper, and somebody must print that letter (Art. 12(3), (4)). */
  printLetters: [manager(endedStage), ...assigned(endedStage)],
  sendMessage: [manager(workingStage), ...assigned(workingStage)],
  /** What was answered at once must be carried out, also where the request ended with it and nobody was ever assigned. */
  confirmStop: [manager(stopStage), ...assigned(stopStage)],
  /** A misdelivery is stopped by whoever is there (R67). */
  recallDelivery: [{ role: 'systemManager' }, { grant: 'dataProtectionOfficer' }],
  /** The register of breaches (Art. 33(5)). */
  seeBreaches: [{ role: 'systemManager' }, ...overseers],
  closeBreach: [{ role: 'systemManager' }, { grant: 'dataProtectionOfficer' }],
  seeAudit: [{ role: 'systemAdministrator' }, ...overseers],
  changeSettings: administration,
  /** What the machine could not do by itself: ids and codes, no content. */
  settleDeadLetters: administration,
  /** Who hands out requests must know to whom. */
  seeEmployees: [{ role: 'systemManager' }, ...administration],
  manageEmployees: administration,
  /** Who owns the company says who else does. */
  manageOwners: [{ role: 'systemOwner' }],
  manageTemplates: [{ role: 'systemAdministrator' }],
  manageConsentForms: [{ role: 'systemAdministrator' }],
  /** Many at once, on nobody's word but the company's. */
  importConsents: [{ role: 'systemAdministrator' }],
  /** The second person for what everybody will be asked; never who wrote it. */
  publishConsentForm: [...administration, { role: 'systemManager' }, { grant: 'approver' }],
  /** What was said on paper or by telephone, and a withdrawal that comes to whoever answers. */
  recordConsent: [{ role: 'systemManager' }, { role: 'systemUser' }],
  /** Who consented to what, and the whole history of it. */
  seeConsents: [{ role: 'systemManager' }, { grant: 'dataProtectionOfficer' }],
  manageApiKeys: [{ role: 'systemOwner' }],
  /** What leaves for the company's own systems: ids and codes. */
  manageWebhooks: administration,
  /** Lets one of the operators see how the company stands, for some hours. */
  inviteSupport: [{ role: 'systemOwner' }],
  exportCompany: [{ role: 'systemOwner' }],
  closeCompany: [{ role: 'systemOwner' }],
  seeReports: [{ role: 'systemManager' }, ...administration, ...overseers],
  /** Companies as they stand, and the operators themselves; no line leads an operator to what a company holds. */
  operate: [{ role: operatorRole }],
} as const satisfies Record<string, readonly Rule[]>

export type Operation = keyof typeof permissions

/** The one answer to "may I?". Rights are read from the store at every call, so this is asked at every call. */
export const allowed = (operation: Operation, actor: Actor): boolean =>
  (permissions[operation] as readonly Rule[]).some((rule) => holds(rule, actor))

/** Which rows of the queue someone sees. */
export type QueueScope = 'all' | 'assigned' | 'metadata' | 'nothing'

export function queueScope(actor: Pick<Actor, 'roles' | 'grants'>): QueueScope {
  if (actor.roles.includes('systemManager')) return 'all'
  if (actor.grants.includes('dataProtectionOfficer') || actor.grants.includes('auditor')) return 'metadata'
  return actor.roles.includes('systemUser') ? 'assigned' : 'nothing'
}

const holds = (rule: Rule, { roles, grants, relations, status }: Actor): boolean =>
  (rule.role === undefined || roles.includes(rule.role)) &&
  (rule.grant === undefined || grants.includes(rule.grant)) &&
  (rule.relation === undefined || relations.includes(rule.relation)) &&
  holdsIn(rule.status, status)

function holdsIn(demanded: Rule['status'], status: RequestStatus | undefined): boolean {
  if (demanded === undefined) return true
  if (demanded === 'none') return status === undefined
  return status !== undefined && demanded.includes(status)
}
