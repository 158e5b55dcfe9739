import type { LetterTexts } from './letter-texts.ts'

export const letterTextsEn: LetterTexts = {
  labels: { from: 'From', reference: 'Reference', writtenOn: 'Date' },
  titles: {
    acknowledgement: 'We have received your request',
    extension: 'We need more time for your request',
    identityInformation: 'We need to be sure who you are',
    specification: 'We need to know what your request is about',
    access: 'The answer to your request for access',
    portability: 'Your data, to keep or to take elsewhere',
    accessAndPortability: 'The answer to your request for access, and your data to take elsewhere',
    refusalWhole: 'We do not meet your request',
    refusalPart: 'We meet a part of your request',
    expiry: 'Your request has ended without an answer',
    withdrawal: 'Your request is withdrawn',
    purge: 'What we kept for your request is destroyed',
    atOnce: 'Your request has taken effect',
  },
  headings: {
    receipt: 'Your request',
    period: 'The period',
    asked: 'What you asked for',
    next: 'What happens now',
    way: 'How to go on from here',
    contact: 'Contact',
    reason: 'Why',
    newDate: 'The new date',
    sentWithinFirstMonth: 'When we told you',
    needed: 'What we need',
    suspension: 'The period stands still',
    proofDeletion: 'What becomes of your proof',
    access: 'Your answer',
    expiryDate: 'Until when',
    howToOpen: 'How to open it',
    contents: 'What is in it',
    leftOut: 'What is left out',
    informationSheet: 'How we process your data',
    keeping: 'Keep it safe',
    items: 'Our decision',
    complaint: 'You can complain',
    remedy: 'You can go to court',
    takeUpAgain: 'If you still want an answer',
    effect: 'What the withdrawal means',
    destroyed: 'What is destroyed',
    kept: 'What we still keep',
    stops: 'What stops, and from when',
    limits: 'What goes on',
    rest: 'What becomes of your request',
  },
  rights: {
    access: 'access to your data (Article 15)',
    portability: 'your data in a form that you can take elsewhere (Article 20)',
    rectification: 'correction of your data (Article 16)',
    erasure: 'erasure of your data (Article 17)',
    restriction: 'restriction of the processing (Article 18)',
    objection: 'an end to the processing, to which you object (Article 21)',
    consentWithdrawal: 'withdrawal of your consent (Article 7(3))',
  },
  received: (day) => `We received your request on ${day}.`,
  period: (from, to) =>
    `The period runs from ${from} to ${to}. You have our answer without undue delay, and by ${to} at the latest (Article 12(3) of the General Data Protection Regulation). The day on which we received the request is not counted.`,
  asked: 'You asked for:',
  everything: 'We take the request to be about everything that we hold about you.',
  aboutTypes: (types) => `You asked about: ${types}.`,
  next: [
    'We collect the information from the places where we hold it, and check the answer before you get it.',
    'If we need more time, or something from you, we write to you before the period ends. The answer is free of charge; a fee would be announced first (Article 12(5)).',
  ],
  followByLink: 'You can follow the request, write to us and withdraw the request behind this link:',
  followOnPaper:
    'You asked without e-mail, so we answer on paper. Write or call, with the reference of this letter, to hear how far we are.',
  contact: (contact) => `You can reach us here: ${contact}.`,
  officer: (officer) => `Our data protection officer is: ${officer}.`,
  extensionReasons: {
    complexity: 'We extend the period because your request is complex (Article 12(3)).',
    numberOfRequests: 'We extend the period because of the number of your requests (Article 12(3)).',
  },
  newDate: (first, day) =>
    `The period would have ended on ${first}. You now have our answer by ${day} at the latest.`,
  sentInTime: (sent, end) =>
    `We send this letter on ${sent}. Such a letter must be sent within the first month, which ends on ${end}.`,
  pauseReasons: {
    identityInformation:
      'We have reasonable doubts about who sent the request, and may then ask for what is needed to be sure (Article 12(6)).',
    specification:
      'We process a large amount of information about you, and may then ask what the request is about (Recital 63).',
  },
  needed: 'We need this, and nothing more:',
  answerByLink: 'Answer behind this link. Please do not send proof by ordinary e-mail.',
  answerOnPaper:
    'Answer by letter or in person, with the reference of this letter. Please do not send proof by e-mail.',
  suspension: (from, until) =>
    `This letter is sent on ${from}. The period stands still from the day after, because we cannot go on before we hear from you. It runs again when we have your answer, and on ${until} at the latest; we then decide on what we have.`,
  proofDeletion:
    'We delete your proof as soon as we have checked it, and keep only the fact that it was checked. You may cover what we did not ask for.',
  answerBehindLink: 'Your answer is behind this link:',
  answerEnclosed: 'Your answer is handed over together with this letter.',
  expiryDate: (day) =>
    `You can download the answer until ${day}. The key to our copy is then destroyed, and nobody can read that copy.`,
  howToOpen:
    'Download the file, unpack it, and open OPEN-ME-FIRST.html in your browser. You need no program beyond the browser, and no connection.',
  locks: {
    companyKey:
      'The answer is stored encrypted. As long as it can be downloaded our server is able to decrypt it.',
    passphrase:
      'The answer is locked with your passphrase, and nobody can read it without. If you lose it we must establish anew who you are, and two of us must issue the answer again.',
    passkey:
      'The answer is locked with your passkey, and nobody can read it without. If you lose it we must establish anew who you are, and two of us must issue the answer again.',
  },
  contents: 'The answer holds:',
  leftOut: 'We have left this out, each on its ground:',
  nothingLeftOut: 'We have left nothing out.',
  informationInPackage:
    'Why we process your data, who receives them, how long we keep them, where they come from and which rights you have (Article 15(1) and (2)) is in the file information/art15.html.',
  informationEnclosed:
    'Why we process your data, who receives them, how long we keep them, where they come from and which rights you have (Article 15(1) and (2)) is on the enclosed sheet.',
  keeping: [
    'The answer holds personal data. Keep it where others have no access, best encrypted, and not on a shared or borrowed device.',
    'Delete the downloaded file when you no longer need it. Be careful whom you pass it on to: nobody needs it from you in order to help you.',
  ],
  refusedWhole: 'We do not act on your request, for these reasons:',
  refusedPart:
    'We do not act on this part of your request, for these reasons. The rest is answered separately.',
  complaint: (authority) => `You can complain to the supervisory authority (Article 77): ${authority}.`,
  remedy: 'You can also bring the matter before the courts (Article 79), whether or not you complain.',
  expiryReasons: {
    notVerified:
      'We have taken no action on your request, because the link that we sent to the given address was not confirmed within the period (Article 12(4)).',
    identityNotEstablished:
      'We have taken no action on your request, because we could not establish that it came from the person whom the data are about (Article 12(2) and (4)).',
    informationNotGiven:
      'We have taken no action on your request, because we did not get the information that we asked you for (Article 12(4)).',
  },
  againByLink:
    'You can take the request up again behind this link. It then keeps the day on which we first received it.',
  againOnPaper:
    'You can take the request up again by writing or calling, with the reference of this letter. It then keeps the day on which we first received it.',
  withdrawn: (day) => `The request was withdrawn on ${day}, and we have stopped working on it.`,
  destroyedBy: (day) => `What we collected for the request is destroyed by ${day} at the latest.`,
  askAnew:
    'You can make a new request at any time, free of charge. If it was not you who withdrew it, tell us at once.',
  destroyed: (unreadable, gone) =>
    `The key to what we kept for your request is destroyed: nobody has been able to read it since ${unreadable}. The encrypted remains are gone by ${gone}.`,
  kept: [
    'We keep a record without your name that shows that the request was answered and when (Article 5(2)), for the period that we state in our privacy notice. The detailed log is deleted 90 days after the request ended.',
    'This is about what we collected for the request. The data in our own systems are kept as before.',
  ],
  certificateByLink: 'The signed certificate is behind this link:',
  certificateOnPaper: 'You can have the signed certificate from us, with the reference of this letter.',
  stopsSince: (day) =>
    `This took effect on ${day}. You need not give a reason, and nobody here weighs it up first:`,
  stops: {
    consentWithdrawal:
      'Your consent is withdrawn (Article 7(3)): we no longer do what rested on it. What we did before stays lawful.',
    objection:
      'Your objection to direct marketing holds (Article 21(2) and (3)): we no longer use your data for it, nor for profiling that belongs to it.',
  },
  stopsLimits: [
    'Data that we need for something else, such as a contract with you or our accounts, are kept for that alone. You can ask us to erase the others (Article 17).',
    'Something that was already on its way may still reach you. If it goes on after that, tell us.',
  ],
  restGoesOn: 'The rest of your request goes on, and is answered separately.',
}
