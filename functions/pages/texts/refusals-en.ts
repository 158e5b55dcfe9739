/** What a refusal means to whoever pressed the button, and what they can do. */
export const refusalsEn = {
  crossSite:
    'The form did not come from a page of ours, or it was opened before you signed in. Open the page again and send it from there.',
  bodyTooLarge:
    'That is larger than can be received here: a form or a call holds 1 MiB, and a file what the company says at its form.',
  fileTypeNotAllowed: 'Your company takes no files of this type. Which it takes stands at the form.',
  unsupportedMediaType: 'The form arrived in a way that we cannot read.',
  unavailable: 'A part of the service is not available. Please try again in a few minutes.',
  versionConflict:
    'Somebody changed this request at the same moment. Look at it again, and repeat what you did.',
  transitionNotAllowed: 'The request is no longer in a state in which this can be done. Look at it again.',
  contentGone: 'The content has been destroyed, as the law demands. The certificate says when.',
  forbidden: 'This is not among the things that you may do. Ask a manager of your company.',
  fourEyes: 'You had a hand in this request, so another person must decide it.',
  approverNotNamed: 'The approval policy of your company names other approvers.',
  sealChanged: 'What would leave has changed since you read it. Read it again before you decide.',
  alreadyDecided: 'You have decided this already.',
  nothingToStop: 'There is nothing here that took effect by itself.',
  nothingToDecide: 'There is nothing left to decide: somebody else was first.',
  commentMissing: 'Write why you return it, so that those who work on it know what to do.',
  identityNotEstablished:
    'It is not yet recorded how it was established who is asking. Fill in “Who is asking” first.',
  nothingToBypass: 'Every source has answered. Nothing is left to step over.',
  sourcesOpen: 'A source still waits. Fill it in, or say that nothing is held there or that it failed.',
  itemPending: 'A refusal of this request waits for a second person. It must be decided first.',
  extensionTooLate: 'The first month is over; an extension is no longer possible (Article 12(3)).',
  alreadyExtended: 'The request has been extended already; that can be done once.',
  letterNotSent:
    'The letter could not be sent yet, and the change counts only when it is. It is tried again by itself.',
  letterPartMissing: 'The letter would lack a part that the law demands. Fill in all fields.',
  alreadyPaused: 'The clock stands still already.',
  notPaused: 'The clock is running already.',
  pauseTooLate: 'It is too late for a pause: the day on which we want to be done has passed.',
  pauseReasonUsed: 'This was asked before and not answered; it cannot stop the clock again.',
  pauseNotForRight: 'For what is asked here, the clock cannot stand still for this reason.',
  pauseEndInvalid: 'Choose a day after today, at most 30 days away.',
  groundUnknown: 'Choose a ground from the list.',
  groundNotForRight: 'This ground does not hold against what is asked. Choose another.',
  groundNotForScope: 'This ground can carry a refusal of a part only, or of the whole only.',
  factsMissing: 'Write the facts that show why the ground holds here.',
  withheldUnknown: 'What was ticked is not there any more. Look at it again.',
  withheldRevealed: 'The reason says what is left out. Write it without that.',
  withheldOutdated:
    'Where something is left out, something else stands by now. Take it back under “What the answer leaves out”, and choose anew.',
  identityTooWeak: 'This way of establishing identity does not reach that level, or the evidence is missing.',
  sourceHasData: 'Data has been entered for this source. Take it out first, then say that nothing is held.',
  sourceUnknown: 'The request has no such source.',
  employeeSeesNoContent: 'Their role gives no access to requests. Choose somebody else.',
  employeeUnknown: 'There is no such colleague. Choose one from the list.',
  fileNameRefused:
    'The name of the file is not allowed. Use letters, figures, spaces, dots and hyphens, at most 255 bytes: that many Latin letters, or 85 of others.',
  limitReached:
    'A request holds no more of these: 20 uploads at a time, 1,000 messages, and of files what stands at their form.',
  conflictNotFound: 'No sources differ there any more. Open the page again.',
  conflictsOpen:
    'Sources differ, and nobody has decided what holds. Decide for each field under Merged data.',
  conflictWithheld: 'Something in this field is withheld: choose what one of the sources says.',
  fileNotFound: 'There is no such file any more.',
  uploadNotFound: 'The upload has been given up. Begin it again.',
  uploadIncomplete: 'A part of the file has not arrived. Send it again.',
  contentRefused: 'The file is refused for what is in it, and nothing of it was kept. Ask whoever made it.',
  fileQuarantined: 'The file waits in quarantine. A manager who works on the request can release it.',
  filesQuarantined: 'A file waits in quarantine. It must be released or removed before the answer is sealed.',
  fileNotQuarantined: 'The file is not in quarantine any more.',
  checksumMismatch: 'The file arrived damaged. Send it again.',
  dataTooLarge: 'That is too much for a form. Send it as a file.',
  templateUnknown: 'There is no form for this source.',
  formInvalid: 'Some fields are not right yet. Nothing was stored; correct them and save again.',
  deliveryPurged: 'The delivery has been destroyed, as announced. The certificate on your page says when.',
  deliveryRecalled: 'The company has recalled this delivery. Write to it if you do not know why.',
  deliveryUnreadable:
    'The answer cannot be read, though its time is not over. The company is shown that it is so; write to it if you hear nothing.',
  awareAtInvalid:
    'Write a day and a time, like 2026-03-05 14:30: not before it was delivered, and not in the future.',
  notConfirmed: 'Say that you know that it cannot be undone.',
  recallInstead: 'The person can still open what was delivered. Recall it: that enters the breach as well.',
  breachClosed: 'This breach has been assessed already, and that cannot be changed.',
  notOnPaper: 'There is nothing to hand over: the answer goes to the person’s mailbox, or it has left.',
  codeRequired:
    'The answer opens with the code or the passcode that you chose. Open the newest link from your mail: it asks for it.',
  ownRoles: 'Nobody gives themselves a role. Ask another owner or administrator.',
  companyClosing:
    'The company takes no new requests here. Your rights are the same: write to the company directly.',
  requestsOpen: 'Requests are still open. They are answered before the company closes.',
  companySuspended:
    'The company takes no new requests here at present. Your rights are the same: write to the company directly.',
  moduleOff: 'This part is switched off for the company.',
  ownFactors: 'Nobody resets their own. Ask another administrator or owner.',
  lastFactor: 'The last way to sign in stays. Add another one first.',
  passkeyInvalid: 'The passkey could not be read. Try again, or use another way.',
  passkeyOriginWrong: 'The passkey was shown to a page of another address. Open the page here again.',
  passkeySiteWrong: 'The passkey belongs to another site. Use one that you added here.',
  passkeyUnverified: 'The passkey did not ask for your finger, face or PIN. Unlock it, or use another way.',
  passkeyUnknown: 'That passkey is not one that you added here. Use another one, or a code.',
  passkeyCounterBack:
    'There may be a copy of that passkey, so it does not count. Use another way, remove it and add a new one.',
  challengeUsed: 'That was answered already. Try again.',
  challengeExpired: 'That took longer than five minutes. Try again.',
  passkeyTaken: 'That passkey is among yours already.',
  passkeyNotOffered: 'This instance has no name, so passkeys do not work here. Add an app instead.',
  factorRequired: 'Your mailbox is not enough for this. Add a way to sign in first.',
  lastOwner: 'The company must keep an owner. Make somebody else one first.',
  lastAdministrator: 'The company must keep an administrator. Make somebody else one first.',
  employeeExists: 'Somebody with this address works here already.',
  itemOutdated: 'What this would change is no longer so. It must be proposed anew.',
  tooFewApprovers: 'Fewer people may approve than approvals are needed.',
  catalogueInvalid:
    'The types of information do not hold together: each needs a source, and each source a form that is in use.',
  informationTypeInUse:
    'An open request is about this. Take it out of use instead: then nobody new can ask for it.',
  daysAreCounted:
    'Requests are open, and their last days are counted by this. It can be changed when they have ended.',
  identifierTwice: 'This detail stands twice.',
  notAlone: 'Others own or administer the company too: they are the second person.',
  tooManyRequests: 'That was too often. Please wait a while.',
}

export type RefusalTexts = typeof refusalsEn
