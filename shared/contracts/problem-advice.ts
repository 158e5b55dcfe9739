// What a program, or whoever wrote it, does about each problem: the help page at the address that a problem carries.
import type { ProblemCode } from './problems.ts'

const read = 'Read the resource again, decide anew, and send the change with the new ETag.'
const signIn = 'Ask for a new mailed link, redeem it, and call again with the new access token.'
const notNow = 'Look at the request’s status: the act belongs to another stage of its life.'
const noSuch = 'Check the id. What belongs to another company is answered the same way.'
const body = 'Correct the members that `errors` names; each has its place in the body and the broken rule.'
const json = 'Send one JSON document in UTF-8 by a serializer, not by putting text together.'

/** One for each code, or this does not compile. */
export const problemAdvice: Readonly<Record<ProblemCode, string>> = {
  bodyInvalid: body,
  unknownMember: `${body} Members that this version does not know are refused, so that a misspelt one is not lost.`,
  formInvalid: `${body} The template’s JSON Schema is public: validate before you send.`,
  jsonMalformed: json,
  jsonDuplicateMember: json,
  jsonForbiddenMember: 'Leave out `__proto__`, `constructor` and `prototype` as names of members.',
  jsonTooDeep: 'Send flatter data; no body of this API nests this deep.',
  requestMalformed: 'Use an HTTP library; the head of the request was not readable.',
  parameterInvalid:
    'Use the documented parameters only, each once: counts in digits, times in RFC 3339 with offset.',
  idempotencyKeyInvalid: 'Send 1 to 200 visible ASCII characters, such as a UUID.',
  fileNameRefused:
    '`detail` names the rule. Send at most 255 bytes without separators, control characters or names that a system reserves.',
  receivedInFuture: 'Send the time at which the request came in; leave `receivedAt` out for now.',
  receivedBeforeRegulation: 'The regulation applies from 25 May 2018. Check the year.',
  backdatingReasonMissing:
    'Say in `backdatingReason` why it is entered later than it came; it is kept in the audit.',
  languageNotOffered: 'Choose one of the `languages` of the company’s public profile.',
  rightNotOffered: 'Choose among the `rights` of the company’s public profile.',
  withdrawalNotAsked: 'Leave `consentIds` out, or put `consentWithdrawal` among the rights.',
  objectionNotAsked: 'Leave `objectionPurpose` out, or put `objection` among the rights.',
  informationTypeUnknown: 'Choose among the `informationTypes` of the company’s public profile.',
  sourceNotNamed: 'Name the source in the parameter `source`; the request lists its sources.',
  reasonUnknown: 'Choose a documented reason code.',
  groundUnknown: 'Choose a ground of the company’s country.',
  groundNotForRight: 'Choose a ground that holds against this right.',
  groundNotForScope: 'Choose a ground for the whole, or for one right, as the refusal is.',
  commentMissing: 'Send a `comment`: whoever prepared it must know what to change.',
  identityTooWeak: 'Record another method, or a lower level; the method bounds what it can show.',
  withheldUnknown: 'Read the content again and name what is there: a source with a pointer, or a file.',
  withheldRevealed: 'Word the text without the value that it withholds.',
  factsMissing: 'Send the facts in `facts`; the person is told them.',
  pauseEndInvalid: 'Choose an end in the future, at most 30 days away.',
  awareAtInvalid: 'Send a time after the delivery and not in the future, or leave it out for now.',
  approvalsNeededInvalid: 'Ask for at least one approval.',
  templateInvalid: '`errors` names the places. The schema and the fields of a template must agree.',
  catalogueInvalid:
    '`errors` names the places. Every source needs a template that exists, and every id stands once.',
  companyIdInvalid:
    'Choose lower-case letters, digits and hyphens, and no word that an address of the instance has.',
  hostNameInvalid:
    'Send the name alone, in small letters, such as data.example.com: no scheme, port, path, address of numbers or name of a local network. Write other letters as the browser does (xn--…).',
  hostNameReserved: 'Choose a name of your own domain; every company is found at the instance’s by its path.',
  clientSecretMissing: 'Send the client secret once; it is kept, and never shown.',
  placeholderUnknown: '`errors` names the paragraphs. Use only the places in braces that the schema names.',
  identifierTwice: 'Give each identifier an id of its own.',
  factorNeedsEmail: 'Send an e-mail address as well, or no second factor.',
  smsNotOffered: 'Choose a passcode, or no second factor.',
  phoneNotOffered: 'Choose a passcode; the public profile names the prefixes that get text messages.',
  operatorUnknown: 'Ask the support desk of the operator by which address it signs in.',
  webhookUrlRefused:
    'Give an https address of a public host, without name and password, on port 443 or one that the operator allows; the detail names the rule.',
  systemUnknown: 'Use the id of a system as `listSystems` gives it.',
  connectionInvalid:
    '`detail` names the settings. Give each that the system names, and no other: `listSystems` says of what kind each is.',
  receiverUrlRefused:
    '`detail` names the rule. Give an https address on the public internet, or none: the receiver is then asked by hand.',
  receiverKeyInvalid:
    '`detail` names the key. Send an RSA key of 2,048 to 8,192 bits with the usual exponent, and an EC key on P-256, both public.',
  receiptInvalid:
    '`detail` says what is wrong. Sign the id of the transfer and the SHA-256 of manifest.json with your key.',
  keySourceInvalid:
    'Give `push` as the only scope together with the `sourceId` of a source in the catalogue, or neither.',
  expiryInvalid: 'Choose an `expiresAt` in the future, or leave it out.',
  transferNotOffered:
    'Choose among the `receivers` of the company’s public profile, with `portability` among the rights and an e-mail address; or leave it out: the person can download the package.',
  purposeRequired:
    'Leave `required` out. What a service cannot do without needs another basis than consent; what it can do without is asked for on its own.',
  consentFormInvalid: `${body} Each text is in every language of the title.`,
  consentFormUnknown: 'Record under a version that is published: read the form’s `published` address.',
  consentFormChanged:
    'Show the person the form’s `published` version and let them answer that one: nothing of the old answer counts for it.',
  consentNotGiven: 'Ask for the receipt without a format: it says what was refused or asked for.',
  purposeUnknown: 'Name purposes of that version of the form, or of that consent.',
  purposeTwice: 'Send one decision for each purpose.',
  consentHasAddress:
    'Nothing is to be said: it is in the answer of whoever proves that the address is theirs.',
  decidedSince:
    'What was said earlier says nothing about today. Look at the history of the consent; ask the person again if you need to.',
  saidInFuture: 'Send the time at which it was said; leave `saidAt` out for now.',
  blockOutOfRange: 'Number the blocks from 0; there are `sizeBytes` ÷ `blockSizeBytes` of them, rounded up.',
  blockSizeWrong: 'Send exactly `blockSizeBytes` in every block but the last.',
  notSignedIn: 'Send `Authorization: Bearer` with an access token.',
  codeRequired:
    'Send the mailed or texted code, or the passcode, as `code` beside the token; `needed` says which.',
  operatorCodeWrong: 'Type the code that the instance showed when it was set up.',
  codeWrong: 'Ask the person again. After a few wrong codes the link is void, and a new one must be mailed.',
  tokenInvalid: signIn,
  tokenExpired: 'Refresh with the refresh token where there is one; otherwise ask for a new link.',
  refreshTokenInvalid: `${signIn} A refresh token works once; if it was used twice, somebody else may have it.`,
  receiverUnknown:
    'Sign the call anew with the key that was approved: `iss` the receiver’s id, `aud` the company’s address in this API, `exp` within five minutes.',
  apiKeyInvalid:
    'Check `X-API-Key`. A rotated, stopped or expired key works no more; the company’s owner makes a new one.',
  apiKeyRequired: 'Send `X-API-Key` beside the token; the owner of the company makes keys.',
  factorRequired:
    'Redeem the link with one of the `factors` (with `provider`, sign in through the company’s own, on its page); where nobody has enrolled any, enrol one by the call in `next`.',
  factorWrong: 'Ask the person again: each code works once. After five wrong ones a new link must be mailed.',
  passkeyInvalid:
    'Ask for new options and show the passkey again; of a new one, let the browser ask for no attestation.',
  passkeyOriginWrong:
    'Show the passkey from a page of this instance’s own address, not within a frame of another.',
  passkeySiteWrong: 'Show a passkey that was made here: `rpId` of the options names the site.',
  passkeyUnverified: 'Ask with `userVerification: required`, and have the person unlock the passkey.',
  passkeyUnknown: 'Show one of `allowCredentials`, or sign in by another factor.',
  passkeyCounterBack:
    'Sign in by another factor, remove this passkey and add a new one: somebody may have a copy of it.',
  freshProofRequired: 'Have the person show a factor by the call in `next`, and repeat within five minutes.',
  forbidden:
    'The role of the caller, or their part in this request, does not allow it; docs/permissions.md is the table.',
  scopeMissing: 'Use a key whose `scopes` name this part of the API.',
  moduleOff: 'The operator of the instance has not switched this part on for the company; ask them.',
  ownRoles: 'Another owner or administrator must do it.',
  fourEyes: 'Somebody who neither prepared nor sealed it must decide.',
  approverNotNamed: 'One of the approvers whom the company’s policy names must decide.',
  signatureInvalid: 'Sign the bytes as they are sent, with the key that the company was given.',
  crossSite: 'Send it from a page of this instance; programs use tokens instead of cookies.',
  notFound: noSuch,
  employeeUnknown: 'List the employees, and use an id from there.',
  roleUnknown: 'Use one of the documented roles or grants.',
  conflictNotFound: 'Read the content again: `merged` names the fields on which sources differ.',
  fileNotFound: 'Read the content of the request: the file was removed, or has another name.',
  uploadNotFound: 'Begin a new upload. One without a block for a day is given up.',
  factorUnknown: 'Begin anew, and confirm with the code of the new key within ten minutes.',
  templateUnknown: 'List the templates of the company, and use an id and a version from there.',
  sealNotFound: 'Use the `sealId` that the seal answered; a newer seal may have taken its place.',
  entryUnknown: 'Ask for an index below the tree’s size.',
  searchUnknown: 'Use the id of one of `searches` in `listSearches`.',
  connectionUnknown: 'Use an id of `systems` in `listSearches`.',
  stepUnknown: 'Name only steps whose `counts` are above nought.',
  sourceUnknown: 'Use the id of one of the request’s `sources`.',
  methodNotAllowed: 'Use a method that the document names for this address.',
  notAcceptable: 'Accept `application/json`, or leave `Accept` out.',
  employeeSeesNoContent: 'Give it to somebody whose role sees content.',
  transitionNotAllowed: notNow,
  exists: 'Use another id, or change what is there.',
  limitReached: '`detail` names the limit. Remove what is not needed any more.',
  sealChanged: 'Read the seal again, and decide on its present `manifestSha256`.',
  identityNotEstablished: 'Record how it was established who is asking, then repeat.',
  answerMissing: 'Write the answer to the person as a message, then seal.',
  notOnPaper: 'Deliveries by mailbox are opened by their person; only those on paper are handed over.',
  recallInstead: 'Recall the delivery: that enters the breach as well.',
  breachClosed: 'Nothing is to be done; an assessment stays as it was written.',
  withheldOutdated: 'Take the entry out of the list, look at what stands there now, and declare it anew.',
  withheldInFiles: 'Withhold the named files, or name them in `filesAsTheyAre` after reading them.',
  conflictsOpen: 'Decide about the named fields by `PUT …/data/{templateId}/conflicts`, then seal.',
  conflictWithheld: 'Take what one of the sources says, or take it out of what is withheld first.',
  fileQuarantined: 'A manager who works on the request releases or removes it.',
  filesQuarantined: 'Release or remove the files in quarantine, then seal.',
  fileNotQuarantined: 'Nothing is to be done: it is released already, or was never held.',
  informationTypeInUse: 'Wait until the requests about it have ended, or retire it.',
  purposeTaken:
    'Name the purpose otherwise, or add it to the form that has it: `purposeId` means one thing in a company.',
  templateInUse: 'Take it out of the catalogue, and wait until its requests have ended.',
  daysAreCounted: 'Wait until the open requests have ended: their last days were told.',
  nothingToBypass: 'Go on: seal the request, or look what else it waits for.',
  sourcesOpen: 'Fill every source, or mark it `nothingHeld` or `failed`.',
  alreadyDecided: 'Nothing is to be done: the first decision counts.',
  nothingToStop: 'Nothing is to be done: this right was not among those that take effect by themselves.',
  nothingToDecide: 'Nothing is to be done: it was decided, or withdrawn.',
  itemPending: 'Wait until the second person has decided what is pending.',
  sourceHasData: 'Remove the data first, then mark the source.',
  letterNotSent: 'Try again later: the letter is sent again by itself, and the change counts from then.',
  tooFewApprovers: 'Give the approver grant to more people, or ask for fewer approvals.',
  extensionTooLate:
    'Answer within the present deadline; the law allows an extension in the first month only.',
  alreadyExtended: 'Answer within the extended deadline; there is one extension.',
  alreadyPaused: 'Nothing is to be done: the clock stands.',
  notPaused: 'Nothing is to be done: the clock runs.',
  pauseTooLate: 'Answer within the deadline; a pause must begin before the internal one.',
  pauseReasonUsed: 'Answer with what is known; a reason stops the clock once.',
  pauseNotForRight: 'Choose the other reason, or another right.',
  letterPartMissing: 'Fill every part: reason, facts and end, as the letter must give them.',
  templateVersionChanged: 'Send the version that the request was opened with; its sources name it.',
  uploadIncomplete: 'Ask which blocks were received, send the others, and commit again.',
  providerUnfit:
    'Use an OpenID provider whose metadata offer what a sign-in here needs; `detail` names what is missing.',
  companyExists: 'Choose another id; a company’s id is never used again.',
  lastOperator: 'Make somebody else an operator first.',
  ownFactors: 'Have another administrator propose it, and another one approve it.',
  passkeyTaken: 'Nothing needs to be done, or add a passkey on another device.',
  passkeyNotOffered: 'Add an app with one-time codes; the operator can give the instance a host name.',
  lastFactor: 'Enrol another one first, then remove this.',
  lastOwner: 'Make somebody else an owner first.',
  lastAdministrator: 'Make somebody else an administrator first.',
  employeeExists: 'Change the roles of the employee who is there.',
  transferTooLate:
    'Where an answer goes is settled when it leaves, and cannot be taken back once it was fetched.',
  instructionOutdated:
    'Read the offered receivers again, show the words to the person, and send their SHA-256.',
  connectionNotWorking:
    '`detail` says how it failed. `credentialsRefused`: make new credentials, with the scopes that the catalogue names; `addressRefused`: its host is not on the public internet; `systemAway`: try again later.',
  systemGuided: 'Look there by hand, as its guide says, and enter or upload what is found.',
  searchUnderWay: 'Wait until it has ended: `listSearches` tells.',
  searchNotReady:
    'Only a search in the state `found` has something to take or to drop; of one that was settled nothing is kept.',
  transferNotFetched: 'Fetch the content first, check it, and acknowledge what you have.',
  transferEnded: 'It was taken back, recalled or destroyed. The person has their own copy.',
  receiverNotProved:
    '`detail` says how far it came. Ask for a new challenge; have the receiver read it with the one key and sign its nonce with the other, within 24 hours.',
  itemOutdated: 'Propose the change anew, from what is so now.',
  notAlone: 'Let another owner or administrator approve it.',
  deliveryNotReady: 'Ask again in a minute: the package is being made.',
  companyClosing: 'Write to the company directly; it leaves, and takes no new requests here.',
  requestsOpen: 'Answer the requests that are open, or take back what was registered; then close.',
  receivingKeyInvalid:
    'Send the key as `npm run import-company -- --key` of the receiving instance shows it: RSA, 2,048 to 8,192 bits.',
  exportNotReady: 'Ask how far the export is; once it is ready it can be read for seven days.',
  companySuspended: 'Write to the company directly; what is open is still answered.',
  linkUsed: 'A link works once. Ask for a new one.',
  linkVoid: 'Use the newest link that was mailed.',
  linkExpired: 'Ask for a new link.',
  challengeUsed:
    'Ask for new options: each challenge is answered once, in the session or with the link it was given to.',
  challengeExpired: 'Ask for new options, and answer them within five minutes.',
  deliveryUnreadable: 'Nothing a program can do: tell the company, which finds it among what did not work.',
  deliveryPurged: 'Nothing can be done: content is destroyed after its time. The certificate says when.',
  deliveryRecalled: 'Write to the company; it took the delivery back.',
  contentGone: 'Nothing can be done: the content of an ended request is destroyed after its time.',
  requestTimedOut: 'Send the request again, without pauses in it.',
  lengthRequired: 'Send `Content-Length`.',
  versionConflict: read,
  bodyTooLarge: 'Send less: 1 MiB of JSON. Files go by `PUT`, or in blocks.',
  dataTooLarge: 'Send a file instead of form data.',
  fileTypeNotAllowed: 'Send one of the types of the company’s public profile, under `uploads.types`.',
  logoRefused:
    'Send PNG, JPEG or WebP with sides from 16 to 2,000 pixels. SVG can hold script and is not taken.',
  unsupportedMediaType: 'Send the documented `Content-Type`.',
  rangeNotSatisfiable: 'Ask for a range within the size, which `Content-Range` gives.',
  wrongHost: 'Call the address that the instance’s links carry.',
  contentRefused: '`detail` names why. Ask whoever made the file; nothing of it was kept.',
  checksumMismatch: 'Send the file again: what arrived is not what was sent.',
  idempotencyKeyReused: 'Make a new key for a new call; a key belongs to one body.',
  preconditionRequired: read,
  tooManyRequests: 'Wait as many seconds as `Retry-After` says, then repeat the same call.',
  headersTooLarge: 'Send a shorter address and fewer headers.',
  internalError: 'Repeat it once. If it stays, tell whoever runs the instance when it was; it is in the log.',
  providerUnavailable: 'Try again in a minute; the company’s identity provider did not answer.',
  unavailable:
    'Wait as many seconds as `Retry-After` says, then repeat the same call with the same Idempotency-Key.',
  dependencyUnavailable: 'Wait as many seconds as `Retry-After` says, then repeat the same call.',
}
