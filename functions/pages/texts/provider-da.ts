import type { ProviderTexts } from './provider-en.ts'

export const providerDa: ProviderTexts = {
  button: (name) => `Log ind med ${name}`,
  only: (name) =>
    `Jeres virksomhed logger ind med ${name}. Et link på mail er kun til at sætte det op første gang.`,
  or: 'Eller med et link på mail',
  code: 'Kode',
  problems: {
    journeyOver:
      'Det forsøg på at logge ind er forbi: det tog for lang tid, kom tilbage en gang til eller begyndte i en anden browser. Begynd forfra her.',
    providerNotSet: 'Virksomheden logger ikke ind gennem en udbyder, eller har lige valgt en anden.',
    providerUnavailable:
      'Udbyderen svarer ikke. Prøv igen om nogle minutter, eller få et link sendt på mail.',
    providerUnfit: 'Udbyderen kan ikke bruges, som den er sat op. Sig det til en administrator hos jer.',
    accessDenied: 'Udbyderen lukkede dig ikke ind, eller du stoppede der. Du kan prøve igen.',
    signInNeeded: 'Udbyderen vil have, at du logger ind der først. Prøv igen.',
    clientRefused:
      'Udbyderen godtager ikke det, virksomheden har indtastet om den. Sig det til en administrator hos jer.',
    requestRefused:
      'Udbyderen forstår ikke det, virksomheden har indtastet om den. Sig det til en administrator hos jer.',
    codeRefused: 'Udbyderen tog sit svar tilbage: det var for gammelt eller brugt. Prøv igen.',
    other: 'Udbyderen sagde nej uden en grund, som vi kender. Prøv igen, eller spørg en administrator.',
    providerAnswerInvalid:
      'Det, der kom tilbage fra udbyderen, holder ikke, så ingen blev lukket ind på det. Prøv igen; sker det igen, så sig det til en administrator hos jer.',
    claimLacking:
      'Udbyderen lukkede dig ind mindre sikkert, end virksomheden kræver. Log ind der på den stærkere måde, og prøv igen.',
    identityUnknown:
      'Ingen her er kendt under den identitet. Log først ind med et link på mail, og tilknyt den der; eller bed en administrator om en invitation.',
    identityTaken: 'En kollega er allerede kendt under den identitet. Brug din egen.',
    identityLinked: 'Du er allerede kendt under en identitet. Fjern den først.',
    requestEnded: 'Anmodningen er afsluttet, og der skal ikke mere til.',
    proofTooOld: 'Udbyderen spurgte dig ikke igen. Log ud der, og prøv igen.',
    lastFactor: 'Det er alt, hvad du logger ind med. Tilføj først en anden måde at logge ind på.',
    tooManyRequests:
      'Der er begyndt for mange logins fra dit netværk i denne time. Få et link med mail, eller prøv igen senere.',
    freshProofRequired: 'Vis én gang til, hvem du er, og gør det så igen.',
    notSignedIn: 'Din session her sluttede imens. Log ind, og gør det igen.',
    notFound: 'Den kollega findes ikke mere.',
    versionConflict: 'Der blev ændret meget i dette øjeblik. Prøv igen.',
  },
  own: {
    title: 'Log ind gennem virksomhedens udbyder',
    none: 'Virksomheden har ingen udbyder, som du kan logge ind gennem.',
    lead: (name) => `${name} kan stå inde for dig her. Så logger du ind der og behøver intet link på mail.`,
    linked: (name) => `Du logger ind med ${name}.`,
    since: 'Tilknyttet siden',
    issuer: 'Udbyder',
    link: (name) => `Tilknyt din identitet hos ${name}`,
    unlink: 'Fjern identiteten',
    unlinkLead:
      'Så logger du ind med et link på mail og en anden faktor. Dine andre sessioner slutter, og en mail fortæller dig det.',
    elsewhere: 'Det åbner i en anden fane. Kom tilbage hertil bagefter, og gå videre.',
    prove: (name) => `Vis, hvem du er, med ${name}`,
  },
  setting: {
    redirectUri: 'Registrér denne adresse hos udbyderen',
    name: 'Navn',
    nameHint: 'Som knappen kalder den: “Log ind med …”.',
    issuer: 'Udsteder (issuer)',
    issuerHint: 'Præcis som udbyderen skriver det. Hvad den siger om sig selv, læses, når du gemmer.',
    clientId: 'Klient-id',
    clientSecret: 'Klientens hemmelighed',
    clientSecretHint: 'Den vises aldrig igen. Er feltet tomt, bliver den, der er gemt for klienten.',
    scopes: 'Scopes ud over openid',
    scopesHint: 'Ét pr. linje. Intet er nødvendigt.',
    acrValues: 'Måder at logge ind på, der bedes om (acr_values)',
    acrValuesHint: 'Én pr. linje, den ønskede først.',
    requesterAcrs: 'Måder, hvorpå den, der spørger, viser, hvem de er (acr)',
    requesterAcrsHint:
      'Én pr. linje: dem, der viser en national identitet. Er der ingen, bliver det ikke tilbudt.',
    requiredClaims: 'Hvad beviset skal sige',
    requiredClaimsHint: 'Ét claim pr. linje med de værdier, hvoraf én skal være der: acr = substantial, high',
    prompt: 'Bed hver gang om',
    prompts: {
      '': 'Som udbyderen selv gør',
      login: 'At logge ind der igen',
      selectAccount: 'At vælge konto',
    },
    use: 'Brug',
    useHint: 'Som den eneste måde gælder andre faktorer kun for ejere.',
    uses: { offered: 'Ved siden af andre måder', only: 'Som den eneste måde' },
    remove: 'Undvær udbyderen',
    removeLead: 'Den, der loggede ind der, logger ind med et link på mail og en anden faktor.',
    unavailable: 'Udbyderen svarer ikke der.',
    secretMissing: 'En ny udbyder eller klient kræver sin hemmelighed.',
    flaws: {
      addressRefused: 'Adressen fører et sted hen, hvor vi ikke må spørge.',
      notADiscoveryDocument:
        'Der er intet discovery-dokument på /.well-known/openid-configuration under denne adresse.',
      issuerMismatch: 'Udbyderen kalder sig noget andet: sammenlign hvert tegn med dens dokumentation.',
      endpointMissing: 'Udbyderen siger ikke, hvor man logger ind, eller hvor dens nøgler er.',
      endpointNotEncrypted: 'Udbyderen har adresser, der ikke er krypteret.',
      noCodeFlow: 'Udbyderen tilbyder ikke authorization code.',
      noPkceS256: 'Udbyderen tilbyder PKCE uden S256.',
      noKnownSignature: 'Udbyderen underskriver ikke, så dens offentlige nøgle kan vise det.',
      noKnownClientAuthentication: 'Udbyderen tager ikke imod en klients hemmelighed.',
    },
  },
  shown: {
    toStaff: 'Personen har vist, hvem de er, med national identitet',
    toStaffHint:
      'Det siger, hvem der spørger. Sammenlign navn og fødselsdag med det, I har i arkivet, og notér det nedenfor, hvis det er den samme; nogen hedder noget andet end i arkivet, og to kan hedde det samme.',
    title: 'Vis, hvem du er',
    lead: (name) =>
      `Det er frivilligt, men kan gøre det hurtigere for virksomheden at se, at du er dig. ${name} fortæller os dit navn og din fødselsdag; dit cpr-nummer bliver hverken spurgt om eller gemt.`,
    button: (name) => `Vis, hvem du er, med ${name}`,
    again: (name) => `Vis det en gang til med ${name}`,
    known: 'Du har vist, hvem du er. Virksomheden sammenligner det med det, den ved.',
    failed: 'Det lykkedes ikke, og der er ikke noteret noget. Du kan prøve igen eller gå videre uden.',
  },
  done: {
    identityLinked: 'Tilknyttet. Fra nu af kan du logge ind der.',
    identityUnlinked: 'Fjernet. Dine andre sessioner er afsluttet.',
    proved: 'Du har vist, hvem du er. Gør inden fem minutter det, der bad om det.',
  },
}
