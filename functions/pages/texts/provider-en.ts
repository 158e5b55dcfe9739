import type { ProviderProblem } from '../staff/provider.ts'

/** Of signing in through the company's own provider. */
export const providerEn = {
  button: (name: string) => `Sign in with ${name}`,
  only: (name: string) =>
    `Your company signs in with ${name}. A mailed link is for setting that up the first time.`,
  or: 'Or by a mailed link',
  code: 'Code',
  problems: {
    journeyOver:
      'That sign-in is over: it took too long, came back a second time, or was begun in another browser. Begin again here.',
    providerNotSet: 'The company does not sign in through a provider, or has just chosen another one.',
    providerUnavailable:
      'The provider does not answer. Try again in a few minutes, or have a link mailed to you.',
    providerUnfit: 'The provider cannot be used as it stands. Tell an administrator of your company.',
    accessDenied: 'The provider did not let you through, or you stopped there. You can try again.',
    signInNeeded: 'The provider wants you to sign in there first. Try again.',
    clientRefused:
      'The provider does not accept what your company entered about it. Tell an administrator of your company.',
    requestRefused:
      'The provider does not understand what your company entered about it. Tell an administrator of your company.',
    codeRefused: 'The provider took its answer back: it was too old, or used already. Try again.',
    other: 'The provider refused without a reason that we know. Try again, or ask an administrator.',
    providerAnswerInvalid:
      'What came back from the provider does not hold, so nobody was let in by it. Try again; if it happens again, tell an administrator of your company.',
    claimLacking:
      'The provider let you in less strictly than your company demands. Sign in there in the stronger way, and try again.',
    identityUnknown:
      'Nobody here is known by that identity. Sign in by a mailed link first, and link it there; or ask an administrator for an invitation.',
    identityTaken: 'A colleague is known by that identity already. Use your own.',
    identityLinked: 'You are known by an identity already. Take it away first.',
    proofTooOld: 'The provider did not ask you anew. Sign out there, and try again.',
    freshProofRequired: 'Prove who you are once more, and then do it again.',
    notSignedIn: 'Your session here ended meanwhile. Sign in, and do it again.',
    notFound: 'There is no such colleague any more.',
    versionConflict: 'Much was changed at this moment. Please try again.',
  } satisfies Readonly<Record<ProviderProblem, string>>,
  own: {
    title: 'Sign-in through the company’s provider',
    none: 'Your company has no provider through which you could sign in.',
    lead: (name: string) =>
      `${name} can vouch for you here. You then sign in there, and need no mailed link.`,
    linked: (name: string) => `You sign in with ${name}.`,
    since: 'Linked since',
    issuer: 'Provider',
    link: (name: string) => `Link your identity at ${name}`,
    unlink: 'Take the identity away',
    unlinkLead:
      'You then sign in by a mailed link and another factor. Your other sessions end, and a mail tells you of it.',
    prove: (name: string) => `Prove who you are with ${name}`,
  },
  done: {
    identityLinked: 'Linked. From now on you can sign in there.',
    identityUnlinked: 'Taken away. Your other sessions have ended.',
    proved: 'You have proved who you are. Do within five minutes what asked for it.',
  },
}

export type ProviderTexts = typeof providerEn
