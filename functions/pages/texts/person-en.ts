export const personEn = {
  cookies: {
    title: 'Cookies',
    what: [
      'One cookie is necessary: it keeps you signed in after you have opened your link, and each company whose link you open has its own. Two others are there only where you ask for what they do. None follows you, none is anybody else’s, and none says who you are.',
    ],
    kept: {
      session: {
        what: 'That you are signed in',
        why: 'A random number. It opens nothing after you have been away for a while or have signed out, and goes when the browser is closed.',
      },
      language: {
        what: 'Which language you chose',
        why: 'Only when you have chosen another language on a page. It goes when the browser is closed.',
      },
      provider: {
        what: 'Where you sign in for work',
        why: 'Only for those who work for a company and sign in through its own provider: a random number, for ten minutes.',
      },
    },
    rest: [
      'They are sent to this site alone and cannot be read by scripts. Because they do only what you asked for, you are not asked about them (Directive 2002/58/EC, Article 5(3)).',
    ],
  },
  start: {
    title: 'Requests about personal data',
    what: [
      'Companies use this place to receive requests from people about their personal data, to answer them in time, and to show that they did.',
      'If you want to make a request, follow the link of the company that holds your data. It names the address of its page here.',
    ],
    developers: 'The interface for programs (API)',
    demoTitle: 'This is a demonstration',
    demo: 'Nothing here leaves this machine. No mail is sent: every mail can be read in the mailbox.',
    demoCompany: 'Make a request to the demonstration company',
    demoMailbox: 'Read the mailbox',
    demoPeople: 'Sign in as one of the people of the company',
  },
  form: {
    title: (company: string) => `Make a request to ${company}`,
    lead: 'You may ask what a company holds about you, have it corrected or erased, and object to its use. It is free of charge, and you need not say why.',
    period: 'The company must answer within one month from today (Article 12(3)).',
    follow: 'Have you asked already?',
    followLink: 'Get a new link to your request',
    rights: 'What do you want?',
    rightsHint: 'You may choose more than one.',
    objection: {
      title: 'If you object',
      marketing: 'I object to advertising that is sent to me (direct marketing)',
      marketingHint:
        'It then takes effect at once, and you need give no reasons (Article 21(2) and (3)). If you also object to something else, make another request for it: the company weighs that up.',
    },
    types: 'What is it about?',
    typesHint: 'If you choose nothing, it is about everything that the company holds about you.',
    email: 'Your e-mail address',
    emailHint:
      'We mail you a link, and the request goes on when you have opened it. Use the address that the company knows, if you can.',
    message: 'What should we know? (optional)',
    messageHint: 'For example a period, a branch, or what is wrong. No reasons are needed.',
    receiver: {
      title: 'Shall your data also be sent straight to another company?',
      hint: 'Only if you choose “My data, to take elsewhere” above. Nothing is sent before you have read what that means and confirmed it behind the link that we mail you.',
      none: 'No, only to me',
    },
    language: 'Which language do you want the answer in?',
    submit: 'Send the request',
    contact: (name: string, email: string) => `You can also write to ${name}, ${email}.`,
    crowded: (name: string, email: string, minutes: number) =>
      `More requests come in here just now than can be taken. Try again in ${minutes} minutes, or ask in another way: write to ${name}, ${email}, or send a letter; the time limit is the same`,
    errors: {
      rights: 'Choose what you want',
      types: 'Choose from the list what it is about',
      receiver: 'Choose “My data, to take elsewhere” above as well, or no other company',
      email: 'Write an e-mail address, like name@example.com',
      number: 'Write a reference of at most 200 characters, on one line',
      message: 'Write at most 4,000 characters',
      other: 'Something in the form cannot be read. Look it through and send it again',
      rightNotOffered: 'The company does not take this request here. Write to it instead',
    },
  },
  received: {
    title: 'We have your request',
    reference: 'Your reference',
    keep: 'Write it down: with it we find the request when you call or write.',
    next: 'What happens now',
    steps: [
      'We have mailed you a link. Open it and press the button: the request goes on only then.',
      'The company collects the data, and a second person checks the answer before it leaves.',
      'You get a mail when there is something to read. It tells nothing about you; all of it is behind the link.',
    ],
    due: 'The month began today, whether or not you have opened the link yet.',
    noMail: 'No mail after a few minutes? Look in the folder for unwanted mail, or',
    noMailLink: 'get a new link',
    mailbox: 'Read the mail in the mailbox of this demonstration',
  },
  link: {
    title: 'Open your link',
    ready: 'Press the button to go on. The link can be used once.',
    lead: 'The link from your mail goes here.',
    token: 'The link from the mail',
    tokenHint: 'Copy all of the line that begins with http, and paste it here.',
    code: 'The code from the mail',
    codeHint: 'Eight digits. It holds for ten minutes.',
    codeNeeded: 'For your safety we also need the code that stands in the mail, below the link.',
    factor: {
      sms: 'The answer opens with a code as well. We have texted it to your number that ends in',
      smsNotNow:
        'The answer opens with a code as well. We texted it a moment ago to your number that ends in',
      smsNotSent:
        'The answer opens with a code that is texted to you, and no text can be sent now. The company knows. Write to it, or try again later. Your number ends in',
      smsLabel: 'The code from the text message',
      smsHint: 'Eight figures. It is valid for ten minutes.',
      smsAgain: 'Text me a new code',
      smsSent: 'If the link is still valid, a new code is on its way to your phone.',
      passcode: 'The answer opens with the passcode that you chose when you asked.',
      passcodeLabel: 'Your passcode',
      lost: 'I have lost my number or my passcode',
      lostText: (name: string, email: string) =>
        `Nobody can open the answer without it, and it is never sent by mail. Write to ${name}, ${email}: it must be established anew that you are you, and two people then issue the answer again.`,
    },
    submit: 'Continue',
    orCode: 'Or use the code alone',
    orCodeLead: 'If you cannot copy the link, write your e-mail address and the code that stands below it.',
    email: 'Your e-mail address',
    newCode: 'Mail me a new code',
    newCodeSent: 'If the link is still good, a new code is on its way.',
    errors: {
      token: 'Paste the link from the mail',
      tokenUnknown: 'We do not know this link. Check that you copied all of it',
      code: 'Write the eight digits of the code',
      textWrong: 'This is not the code, or it is too old, or five were wrong. Have a new one texted to you',
      passcodeWrong:
        'This is not the passcode. After five wrong ones the link closes: then get a new link and try again',
      factorNeeded: 'You chose a code by text or a passcode: use the whole link from the mail above',
      codeWrong: 'This is not the code, or it is too old. Mail yourself a new one',
      email: 'Write an e-mail address, like name@example.com',
    },
    ended: {
      linkUsed: {
        title: 'This link has been used',
        text: 'A link works once. If it was not you who used it, write to the company.',
      },
      linkVoid: {
        title: 'There is a newer link',
        text: 'We have mailed you a newer link since. Only the newest one works: look for it in your mailbox.',
      },
      linkExpired: {
        title: 'This link is too old',
        text: 'For your safety a link works for a limited time only.',
      },
    },
    newLink: 'Get a new link',
    goOn: 'Go on to your page',
  },
  links: {
    title: 'Get a new link to your request',
    signedOut:
      'You are not signed in, or it is more than fifteen minutes since you last did something here. Nothing is lost.',
    lead: 'Write the address that you gave when you made the request. We mail links to all your requests with this company, and to the receipts of your consents.',
    email: 'Your e-mail address',
    submit: 'Mail me a link',
    sentTitle: 'Look in your mailbox',
    sent: 'If there is a request or a consent from this address, links are on their way. Older links to requests stop working.',
    again:
      'No mail after a few minutes? Look in the folder for unwanted mail, and check that you wrote the address that you gave then.',
    errors: { email: 'Write an e-mail address, like name@example.com' },
  },
}

export type PersonTexts = typeof personEn
