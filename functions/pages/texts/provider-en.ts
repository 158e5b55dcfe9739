import type { ProviderFlaw } from '../../../shared/domain/identity/sign-in-provider.ts'
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
    requestEnded: 'The request has ended, and nothing more is needed.',
    proofTooOld: 'The provider did not ask you anew. Sign out there, and try again.',
    lastFactor: 'It is all that you sign in with. Add another way to sign in first.',
    tooManyRequests:
      'Too many sign-ins were begun from your network this hour. Have a link mailed to you, or try again later.',
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
    elsewhere: 'It opens in another tab. Come back here afterwards, and go on.',
    prove: (name: string) => `Prove who you are with ${name}`,
  },
  setting: {
    redirectUri: 'Register this address with the provider',
    name: 'Name',
    nameHint: 'As the button calls it: “Sign in with …”.',
    issuer: 'Issuer',
    issuerHint: 'Exactly as the provider writes it. What it says of itself is read when you save.',
    clientId: 'Client id',
    clientSecret: 'Client secret',
    clientSecretHint: 'It is never shown again. Left empty, the one that is kept for this client stays.',
    scopes: 'Scopes besides openid',
    scopesHint: 'One a line. None is needed.',
    acrValues: 'Ways of signing in to ask for (acr_values)',
    acrValuesHint: 'One a line, the wanted one first.',
    requesterAcrs: 'Ways by which people who ask show who they are (acr)',
    requesterAcrsHint:
      'One a line: those that show a national identity. Where there is none, people are not offered it.',
    requiredClaims: 'What the token must say',
    requiredClaimsHint: 'A claim a line, with the values of which one must be there: acr = substantial, high',
    prompt: 'Ask at every sign-in',
    prompts: {
      '': 'As the provider does by itself',
      login: 'To sign in there anew',
      selectAccount: 'Which account to use',
    },
    use: 'Use',
    useHint: 'As the only way, other factors count for nobody but owners.',
    uses: { offered: 'Beside other ways', only: 'As the only way' },
    remove: 'Do without the provider',
    removeLead: 'Whoever signed in there signs in by a mailed link and another factor.',
    unavailable: 'The provider does not answer there.',
    secretMissing: 'A provider or a client that is new needs its secret.',
    flaws: {
      addressRefused: 'This address leads where we may not call.',
      notADiscoveryDocument:
        'There is no discovery document at /.well-known/openid-configuration under this address.',
      issuerMismatch: 'The provider calls itself otherwise: compare every character with its documentation.',
      endpointMissing: 'The provider does not say where to sign in, or where its keys are.',
      endpointNotEncrypted: 'The provider has addresses that are not encrypted.',
      noCodeFlow: 'The provider does not offer the authorization code flow.',
      noPkceS256: 'The provider offers PKCE without S256.',
      noKnownSignature: 'The provider signs in no way that its public key verifies.',
      noKnownClientAuthentication: 'The provider takes no client secret.',
    } satisfies Readonly<Record<ProviderFlaw, string>>,
  },
  shown: {
    toStaff: 'The person showed who they are by national identity',
    toStaffHint:
      'It says who asks. Compare name and day of birth with what you have on file, and record it below if it is the same person; a person may bear another name than on file, and two may share one.',
    title: 'Show who you are',
    lead: (name: string) =>
      `You need not, but it can make it quicker for the company to see that you are you. ${name} tells us your name and day of birth; your national identity number is neither asked for nor kept.`,
    button: (name: string) => `Show who you are with ${name}`,
    again: (name: string) => `Show it once more with ${name}`,
    known: 'You have shown who you are. The company compares it with what it knows.',
    failed: 'That did not work, and nothing was recorded. You can try again, or go on without it.',
  },
  done: {
    identityLinked: 'Linked. From now on you can sign in there.',
    identityUnlinked: 'Taken away. Your other sessions have ended.',
    proved: 'You have proved who you are. Do within five minutes what asked for it.',
  },
}

export type ProviderTexts = typeof providerEn
