// The one table from refusal codes to RFC 9457 problems; status codes are decided nowhere else.
import type { RuleError } from './rule-errors.ts'
import { usualPlaces } from './usual-places.ts'

type Row = { readonly status: number; readonly title: string }

const row = (status: number, title: string): Row => ({ status, title })

const badRequest = {
  bodyInvalid: row(400, 'The body breaks rules of its schema'),
  unknownMember: row(400, 'The body has a member that is not known'),
  formInvalid: row(400, 'The data break rules of the template'),
  jsonMalformed: row(400, 'The body is not valid JSON'),
  jsonDuplicateMember: row(400, 'The body has a member twice'),
  jsonForbiddenMember: row(400, 'The body has a member whose name is not allowed'),
  jsonTooDeep: row(400, 'The body nests too deep'),
  requestMalformed: row(400, 'The request breaks the rules of HTTP'),
  parameterInvalid: row(400, 'A parameter of the address is not valid'),
  idempotencyKeyInvalid: row(400, 'The idempotency key is not valid'),
  fileNameRefused: row(400, 'The file name is not allowed'),
  receivedInFuture: row(400, 'The time of receipt lies in the future'),
  receivedBeforeRegulation: row(400, 'The regulation did not apply yet at that time'),
  backdatingReasonMissing: row(400, 'A receipt in the past needs a reason'),
  languageNotOffered: row(400, 'The company does not offer this language'),
  rightNotOffered: row(400, 'The company does not offer this right here'),
  objectionNotAsked: row(400, 'The purpose of an objection is given, and no objection'),
  informationTypeUnknown: row(400, 'The company has no such type of information'),
  sourceNotNamed: row(400, 'Several sources have this template; name one'),
  reasonUnknown: row(400, 'There is no such reason'),
  groundUnknown: row(400, 'There is no such ground in this country'),
  groundNotForRight: row(400, 'The ground does not hold against this right'),
  groundNotForScope: row(400, 'The ground does not carry a refusal of this scope'),
  commentMissing: row(400, 'A return needs its reason'),
  identityTooWeak: row(400, 'The method or its evidence does not reach this level'),
  withheldUnknown: row(400, 'What is to be withheld was not collected'),
  withheldRevealed: row(400, 'The reason says what it withholds'),
  factsMissing: row(400, 'A refusal needs its facts (Art. 12(4))'),
  pauseEndInvalid: row(400, 'The end of the pause is not possible'),
  awareAtInvalid: row(400, 'A breach is known of after it happened, and not in the future'),
  approvalsNeededInvalid: row(400, 'At least one approval is needed'),
  templateInvalid: row(400, 'The template is not usable'),
  catalogueInvalid: row(400, 'The catalogue of information does not hold together'),
  placeholderUnknown: row(400, 'The words have a place in braces that nothing is filled into'),
  identifierTwice: row(400, 'An identifier stands twice'),
  factorNeedsEmail: row(400, 'A second factor protects a link, and without an e-mail address there is none'),
  clientSecretMissing: row(400, 'A provider or a client that is new needs its secret'),
  smsNotOffered: row(400, 'The company sends no text messages, or no more this month; choose a passcode'),
  phoneNotOffered: row(400, 'The company sends no text messages to numbers that begin so'),
  companyIdInvalid: row(
    400,
    'The address of a company is 3 to 40 lower-case letters, digits and single hyphens',
  ),
  webhookUrlRefused: row(400, 'The address is not one that can be called'),
  expiryInvalid: row(400, 'The key would have expired already'),
  transferNotOffered: row(400, 'Sending the answer to another company is not offered yet'),
  blockOutOfRange: row(400, 'The upload has no block of this number'),
  blockSizeWrong: row(400, 'The block does not have the size that its place demands'),
} as const

const refused = {
  notSignedIn: row(401, 'This needs a sign-in'),
  codeRequired: row(401, 'The link needs its code as well'),
  codeWrong: row(401, 'The code is not the right one'),
  tokenInvalid: row(401, 'The access token is not valid'),
  tokenExpired: row(401, 'The access token has expired'),
  refreshTokenInvalid: row(401, 'The refresh token is not valid; sign in again'),
  apiKeyInvalid: row(401, 'The API key is not valid'),
  apiKeyRequired: row(401, 'This needs an API key'),
  factorRequired: row(401, 'The mailed link alone is not enough: show a second factor, or enrol one'),
  factorWrong: row(401, 'The second factor is not the right one'),
  passkeyInvalid: row(401, 'What the passkey answered cannot be read, or its signature does not hold'),
  passkeyOriginWrong: row(401, 'The passkey was shown to a page of another address'),
  passkeySiteWrong: row(401, 'The passkey was made for another site'),
  passkeyUnverified: row(401, 'The passkey did not ask its owner for a finger, a face or a PIN'),
  passkeyUnknown: row(401, 'The passkey is not one of theirs'),
  passkeyCounterBack: row(401, 'The passkey was used more often than it says: there may be a copy of it'),
  freshProofRequired: row(401, 'This needs a fresh proof of who you are'),
  operatorCodeWrong: row(401, 'The code is not the one that the console shows'),
  moduleOff: row(403, 'The operator has switched this part off for the company'),
  companySuspended: row(403, 'The company takes no new requests here at present; write to it directly'),
  companyClosing: row(403, 'The company leaves, and takes no new requests here; write to it directly'),
  forbidden: row(403, 'This is not allowed'),
  scopeMissing: row(403, 'The API key is not for this part of the API'),
  ownFactors: row(403, 'Nobody resets their own factors by this'),
  ownRoles: row(403, 'Nobody gives themselves a role'),
  fourEyes: row(403, 'Whoever prepared this cannot decide it'),
  approverNotNamed: row(403, 'The policy names other approvers'),
  signatureInvalid: row(403, 'The call does not carry the signature of whom it names'),
  crossSite: row(403, 'The call came from another site'),
  notFound: row(404, 'There is no such thing, or it is not yours to see'),
  employeeUnknown: row(404, 'There is no such employee'),
  roleUnknown: row(404, 'There is no such role'),
  conflictNotFound: row(404, 'No sources differ there'),
  fileNotFound: row(404, 'There is no such file'),
  uploadNotFound: row(404, 'There is no such upload'),
  factorUnknown: row(404, 'No app waits to be confirmed; begin anew'),
  templateUnknown: row(404, 'There is no such template'),
  sealNotFound: row(404, 'There is no such seal'),
  entryUnknown: row(404, 'There is no such audit entry'),
  sourceUnknown: row(404, 'There is no such source'),
  methodNotAllowed: row(405, 'The address does not answer to this method'),
  notAcceptable: row(406, 'There is no such representation'),
} as const

const conflict = {
  exportNotReady: row(409, 'The export is not built yet, or its days are over'),
  requestsOpen: row(409, 'Requests are still open, and are answered before the company closes'),
  companyExists: row(409, 'There is a company of this address already'),
  lastOperator: row(409, 'The instance must keep an operator'),
  employeeSeesNoContent: row(409, 'Their role sees no content, so nothing can be given to them'),
  transitionNotAllowed: row(409, 'This is not possible in the present state'),
  exists: row(409, 'There is one already'),
  limitReached: row(409, 'There can be no more of these'),
  sealChanged: row(409, 'What you decided on is no longer what would leave'),
  identityNotEstablished: row(409, 'It is not yet established who is asking'),
  answerMissing: row(409, 'Where nothing is packed, the answer is in words: write to the person first'),
  notOnPaper: row(409, 'Only what was asked on paper, and is released, is handed over'),
  recallInstead: row(409, 'What was delivered can still be recalled'),
  breachClosed: row(409, 'The breach entry is closed already'),
  withheldOutdated: row(
    409,
    'What stands where something is withheld has changed: take it out and declare it anew',
  ),
  withheldInFiles: row(
    409,
    'A file that leaves as it is contains what is withheld: withhold it, or answer for it',
  ),
  conflictsOpen: row(409, 'Sources differ, and nobody has decided what holds'),
  conflictWithheld: row(409, 'Something there is withheld: choose what a source says'),
  fileQuarantined: row(409, 'The file waits in quarantine for a manager'),
  filesQuarantined: row(409, 'A file waits in quarantine: it is released or taken out first'),
  fileNotQuarantined: row(409, 'The file is not in quarantine'),
  templateInUse: row(409, 'A source of the catalogue or an open request uses the template'),
  informationTypeInUse: row(409, 'An open request is about this type of information; retire it'),
  daysAreCounted: row(409, 'Requests are open, whose days are counted by this'),
  nothingToBypass: row(409, 'Every source has answered: nothing is left to step over'),
  sourcesOpen: row(409, 'A source still waits for its data'),
  alreadyDecided: row(409, 'You have decided this already'),
  nothingToStop: row(409, 'This right did not take effect by itself; there is nothing to stop'),
  nothingToDecide: row(409, 'There is nothing here to decide'),
  itemPending: row(409, 'Something about this request waits for a second person'),
  sourceHasData: row(409, 'The source has data'),
  letterNotSent: row(409, 'The letter is not sent yet, and nothing counts before it is'),
  tooFewApprovers: row(409, 'Fewer people may approve than approvals are needed'),
  extensionTooLate: row(409, 'The first month is over; an extension is no longer possible (Art. 12(3))'),
  alreadyExtended: row(409, 'The request is extended already'),
  alreadyPaused: row(409, 'The clock stands already'),
  notPaused: row(409, 'The clock does not stand'),
  pauseTooLate: row(409, 'It is too late for a pause'),
  pauseReasonUsed: row(409, 'This reason had its pause, and went unanswered'),
  pauseNotForRight: row(409, 'The clock of this right cannot stand for this reason'),
  letterPartMissing: row(409, 'The letter lacks a part that it must carry'),
  templateVersionChanged: row(409, 'The request was opened with another version of the template'),
  uploadIncomplete: row(409, 'Blocks of the upload are missing'),
  lastFactor: row(409, 'The last second factor stays: enrol another first'),
  passkeyTaken: row(409, 'The passkey is one of theirs already'),
  passkeyNotOffered: row(409, 'Passkeys need a host name, and this instance is reached by a number'),
  lastOwner: row(409, 'The company must keep an owner'),
  lastAdministrator: row(409, 'The company must keep an administrator'),
  employeeExists: row(409, 'Somebody with this address works here already'),
  itemOutdated: row(409, 'What it would change is no longer so; propose it anew'),
  notAlone: row(409, 'Others own or administer the company too, and are the second person'),
  deliveryNotReady: row(409, 'The package is not ready yet'),
  companySuspended: row(409, 'The company is suspended'),
  linkUsed: row(410, 'The link has been used'),
  linkVoid: row(410, 'A newer link took the place of this one'),
  linkExpired: row(410, 'The link has expired'),
  challengeUsed: row(410, 'The challenge was answered already, or was never given here'),
  challengeExpired: row(410, 'The challenge is older than five minutes'),
  deliveryPurged: row(410, 'The delivery has been destroyed'),
  deliveryRecalled: row(410, 'The delivery has been recalled'),
  contentGone: row(410, 'The content has been destroyed'),
} as const

const unprocessed = {
  requestTimedOut: row(408, 'The request did not arrive in time'),
  lengthRequired: row(411, 'The length of the body must be given'),
  versionConflict: row(412, 'Someone changed this since you read it'),
  bodyTooLarge: row(413, 'The body is too large'),
  dataTooLarge: row(413, 'The data are too large for a form; send a file'),
  fileTypeNotAllowed: row(415, 'The company takes no files of this type'),
  unsupportedMediaType: row(415, 'The body has a media type that is not understood'),
  rangeNotSatisfiable: row(416, 'The range lies outside the content'),
  wrongHost: row(421, 'This instance does not answer under that name'),
  contentRefused: row(422, 'The file is refused for what is in it, and not kept'),
  checksumMismatch: row(422, 'The content does not have the checksum that was given'),
  providerUnfit: row(422, 'The identity provider cannot be used as it stands'),
  idempotencyKeyReused: row(422, 'The idempotency key was used with another body'),
  preconditionRequired: row(428, 'This change needs If-Match'),
  tooManyRequests: row(429, 'Too many requests; try again later'),
  headersTooLarge: row(431, 'The address and the headers are too large'),
  deliveryUnreadable: row(500, 'The delivery cannot be read, though its time is not over'),
  internalError: row(500, 'Something went wrong on our side'),
  unavailable: row(503, 'A part of the service is not available; try again later'),
  providerUnavailable: row(503, 'The identity provider does not answer; try again later'),
  dependencyUnavailable: row(503, 'A part of the service is not available; try again later'),
} as const

const table = { ...badRequest, ...refused, ...conflict, ...unprocessed } as const satisfies Record<
  string,
  Row
>

export type ProblemCode = keyof typeof table

/** RFC 9457, with our stable `code` and, for bad input, the broken rules. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ProblemCode
  readonly detail?: string
  readonly errors?: readonly RuleError[]
  /** Of `codeRequired` and `codeWrong`, where the person set a factor of their own. */
  readonly needed?: NeededSecret
  /** Where a link of staff is redeemed without a factor, or with one that does not count. */
  readonly factors?: NeededFactors
  /** Of `factorRequired` and `freshProofRequired`: the call that goes on from here. */
  readonly next?: string
}

/** By which kinds a member of staff can show who they are. */
export type NeededFactors = { readonly kinds: readonly string[] }

/** Which secret a link asks for beside itself; of a phone number its last two digits. */
export type NeededSecret = {
  readonly kind: 'sms' | 'passcode'
  readonly phoneEnding?: string
  /** Whether a code was texted by this call. */
  readonly text?: 'sent' | 'notNow' | 'notSent'
}

/** What a use case or parser refused with; members other than these never reach the wire. */
export type Refusal = {
  readonly code: string
  readonly rule?: string
  readonly errors?: readonly RuleError[]
  readonly needed?: NeededSecret
  readonly factors?: NeededFactors
  /** Goes into the header of its name. */
  readonly retryAfterSeconds?: number
}

export const problemCodes = Object.keys(table) as readonly ProblemCode[]

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(table, code)

/** The problem to answer with. A code without a row is our defect, and is answered as one: nothing of it is told. */
export function problemFor(refusal: Refusal): Problem {
  const known = isProblemCode(refusal.code)
  const code = codeOf(refusal)
  const usual = usualPlaces[code]
  const errors = refusal.errors ?? (usual && [usual])
  return {
    type: `/problems/${code}`,
    ...table[code],
    code,
    ...(known && refusal.rule !== undefined && { detail: `rule: ${refusal.rule}` }),
    ...(known && errors && { errors: errors.map(onlyRule) }),
    ...(known && refusal.needed !== undefined && { needed: onlyNeeded(refusal.needed) }),
    ...(known && refusal.factors !== undefined && { factors: { kinds: refusal.factors.kinds } }),
    ...(refusal.factors === undefined && nextOf(code)),
  }
}

/** An unknown member has one code wherever it stands, also in the data of a form (api.md). */
function codeOf({ code, errors = [] }: Refusal): ProblemCode {
  if (code === 'formInvalid' && errors.some((error) => error.code === 'unknownMember')) return 'unknownMember'
  return isProblemCode(code) ? code : 'internalError'
}

/** Where whoever is signed in goes on. */
const next: Readonly<Partial<Record<ProblemCode, string>>> = {
  factorRequired: '/api/v1/me/factors',
  freshProofRequired: '/api/v1/me/proof',
}

const nextOf = (code: ProblemCode) => (next[code] === undefined ? {} : { next: next[code] })

const onlyNeeded = ({ kind, phoneEnding, text }: NeededSecret): NeededSecret => ({
  kind,
  ...(phoneEnding === undefined ? {} : { phoneEnding }),
  ...(text === undefined ? {} : { text }),
})

const onlyRule = ({ pointer, code, detail }: RuleError): RuleError => ({ pointer, code, detail })
