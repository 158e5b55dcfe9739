// The one table from refusal codes to RFC 9457 problems; status codes are decided nowhere else.
import type { RuleError } from './rule-errors.ts'

type Row = { readonly status: number; readonly title: string }

const row = (status: number, title: string): Row => ({ status, title })

const badRequest = {
  bodyInvalid: row(400, 'The body breaks rules of its schema'),
  unknownMember: row(400, 'The body has a member that is not known'),
  jsonMalformed: row(400, 'The body is not valid JSON'),
  jsonDuplicateMember: row(400, 'The body has a member twice'),
  jsonForbiddenMember: row(400, 'The body has a member whose name is not allowed'),
  jsonTooDeep: row(400, 'The body nests too deep'),
  parameterInvalid: row(400, 'A parameter of the address is not valid'),
  idempotencyKeyInvalid: row(400, 'The idempotency key is not valid'),
  fileNameRefused: row(400, 'The file name is not allowed'),
  receivedInFuture: row(400, 'The time of receipt lies in the future'),
  backdatingReasonMissing: row(400, 'A receipt in the past needs a reason'),
  languageNotOffered: row(400, 'The company does not offer this language'),
  rightNotOffered: row(400, 'The company does not offer this right here'),
  informationTypeUnknown: row(400, 'The company has no such type of information'),
  groundUnknown: row(400, 'There is no such ground'),
  groundNotAvailable: row(400, 'The ground does not exist for this right or in this country'),
  reasonUnknown: row(400, 'There is no such reason'),
  identityLevelUnknown: row(400, 'There is no such level of identity'),
  identityMethodUnknown: row(400, 'There is no such method of establishing identity'),
  identityMethodTooWeak: row(400, 'The method does not reach the level'),
  untilNotInFuture: row(400, 'The pause must end in the future'),
  templateInvalid: row(400, 'The template is not usable'),
  blockInvalid: row(400, 'The block is not valid'),
  companyIncomplete: row(400, 'The setting would leave the company without something it needs'),
} as const

const refused = {
  notSignedIn: row(401, 'This needs a sign-in'),
  codeRequired: row(401, 'The link needs its code as well'),
  tokenInvalid: row(401, 'The access token is not valid'),
  tokenExpired: row(401, 'The access token has expired'),
  apiKeyInvalid: row(401, 'The API key is not valid'),
  apiKeyRequired: row(401, 'This needs an API key'),
  refreshInvalid: row(401, 'The refresh token is not valid'),
  refreshReused: row(401, 'The refresh token was used before; sign in again'),
  freshProofRequired: row(401, 'This needs a fresh proof of who you are'),
  forbidden: row(403, 'This is not allowed'),
  fourEyes: row(403, 'Whoever prepared this cannot decide it'),
  crossSite: row(403, 'The call came from another site'),
  notFound: row(404, 'There is no such thing, or it is not yours to see'),
  methodNotAllowed: row(405, 'The address does not answer to this method'),
  notAcceptable: row(406, 'There is no such representation'),
} as const

const conflict = {
  transitionNotAllowed: row(409, 'This is not possible in the present state'),
  sealChanged: row(409, 'What you decided on is no longer what would leave'),
  identityNotEstablished: row(409, 'It is not yet established who is asking'),
  sourcesOpen: row(409, 'A source still waits for its data'),
  nothingToSeal: row(409, 'There is nothing to seal'),
  alreadyDecided: row(409, 'You have decided this already'),
  extensionTooLate: row(409, 'The first month is over; an extension is no longer possible (Art. 12(3))'),
  alreadyExtended: row(409, 'The request is extended already'),
  alreadyPaused: row(409, 'The clock stands already'),
  notPaused: row(409, 'The clock does not stand'),
  uploadIncomplete: row(409, 'Blocks of the upload are missing'),
  uploadFinished: row(409, 'The upload is finished'),
  sourceAmbiguous: row(409, 'Several sources have this template; name one'),
  templateVersionMismatch: row(409, 'The request was opened with another version of the template'),
  employeeExists: row(409, 'Someone with this address is an employee already'),
  lastOwner: row(409, 'The company must keep an owner'),
  deliveryNotReady: row(409, 'The package is not ready yet'),
  companySuspended: row(409, 'The company is suspended'),
  idempotencyInProgress: row(409, 'The first call with this idempotency key is not finished'),
  linkUsed: row(410, 'The link has been used'),
  linkVoid: row(410, 'A newer link took the place of this one'),
  linkExpired: row(410, 'The link has expired'),
  deliveryPurged: row(410, 'The delivery has been destroyed'),
  deliveryRecalled: row(410, 'The delivery has been recalled'),
  contentPurged: row(410, 'The content has been destroyed'),
} as const

const unprocessed = {
  lengthRequired: row(411, 'The length of the body must be given'),
  versionConflict: row(412, 'Someone changed this since you read it'),
  bodyTooLarge: row(413, 'The body is too large'),
  unsupportedMediaType: row(415, 'The body has a media type that is not understood'),
  rangeNotSatisfiable: row(416, 'The range lies outside the content'),
  checksumMismatch: row(422, 'The content does not have the checksum that was given'),
  idempotencyKeyReused: row(422, 'The idempotency key was used with another body'),
  dataInvalid: row(422, 'The data break rules of the template'),
  preconditionRequired: row(428, 'This change needs If-Match'),
  tooManyRequests: row(429, 'Too many requests; try again later'),
  internalError: row(500, 'Something went wrong on our side'),
  unavailable: row(503, 'A part of the service is not available; try again later'),
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
}

/** What a use case or parser refused with; members other than these never reach the wire. */
export type Refusal = {
  readonly code: string
  readonly rule?: string
  readonly errors?: readonly RuleError[]
}

export const problemCodes = Object.keys(table) as readonly ProblemCode[]

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(table, code)

/** The problem to answer with. A code without a row is our defect, and is answered as one: nothing of it is told. */
export function problemFor(refusal: Refusal): Problem {
  const code = isProblemCode(refusal.code) ? refusal.code : 'internalError'
  const known = code === refusal.code
  return {
    type: `/problems/${code}`,
    ...table[code],
    code,
    ...(known && refusal.rule !== undefined && { detail: `rule: ${refusal.rule}` }),
    ...(known && refusal.errors !== undefined && { errors: refusal.errors.map(onlyRule) }),
  }
}

const onlyRule = ({ pointer, code, detail }: RuleError): RuleError => ({ pointer, code, detail })
