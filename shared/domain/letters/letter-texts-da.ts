import type { LetterTexts } from './letter-texts.ts'

export const letterTextsDa: LetterTexts = {
  labels: { from: 'Fra', reference: 'Reference', writtenOn: 'Dato' },
  titles: {
    acknowledgement: 'Vi har modtaget din anmodning',
    extension: 'Vi har brug for mere tid til din anmodning',
    identityInformation: 'Vi skal være sikre på, hvem du er',
    specification: 'Vi har brug for at vide, hvad din anmodning handler om',
    access: 'Svaret på din anmodning om indsigt',
    portability: 'Dine data, til dig selv eller til at tage med',
    accessAndPortability: 'Svaret på din anmodning om indsigt og dine data til at tage med',
    refusalWhole: 'Vi imødekommer ikke din anmodning',
    refusalPart: 'Vi imødekommer en del af din anmodning',
    expiry: 'Din anmodning er afsluttet uden svar',
    withdrawal: 'Din anmodning er trukket tilbage',
    purge: 'Det, vi gemte til din anmodning, er destrueret',
    atOnce: 'Din anmodning har fået virkning',
  },
  headings: {
    receipt: 'Din anmodning',
    period: 'Fristen',
    asked: 'Det har du bedt om',
    next: 'Det sker der nu',
    way: 'Sådan kommer du videre',
    contact: 'Kontakt',
    reason: 'Begrundelse',
    newDate: 'Den nye frist',
    sentWithinFirstMonth: 'Hvornår du har fået besked',
    needed: 'Det har vi brug for',
    suspension: 'Fristen står stille',
    proofDeletion: 'Det sker der med din dokumentation',
    access: 'Dit svar',
    expiryDate: 'Så længe kan du hente det',
    howToOpen: 'Sådan åbner du det',
    contents: 'Det indeholder svaret',
    leftOut: 'Det er udeladt',
    informationSheet: 'Sådan behandler vi dine oplysninger',
    keeping: 'Pas godt på svaret',
    items: 'Vores afgørelse',
    complaint: 'Du kan klage',
    remedy: 'Du kan gå til domstolene',
    takeUpAgain: 'Hvis du stadig ønsker et svar',
    effect: 'Det betyder det',
    destroyed: 'Det er destrueret',
    kept: 'Det gemmer vi stadig',
    stops: 'Det holder op, og fra hvornår',
    limits: 'Det fortsætter',
    rest: 'Det sker der med din anmodning',
  },
  rights: {
    access: 'indsigt i dine oplysninger (artikel 15)',
    portability: 'dine oplysninger i en form, som du kan tage med dig (artikel 20)',
    rectification: 'berigtigelse af dine oplysninger (artikel 16)',
    erasure: 'sletning af dine oplysninger (artikel 17)',
    restriction: 'begrænsning af behandlingen (artikel 18)',
    objection: 'at vi holder op med den behandling, som du gør indsigelse mod (artikel 21)',
    consentWithdrawal: 'tilbagetrækning af dit samtykke (artikel 7, stk. 3)',
  },
  received: (day) => `Vi modtog din anmodning den ${day}.`,
  period: (from, to) =>
    `Fristen løber fra den ${from} til den ${to}. Du får vores svar uden unødig forsinkelse og senest den ${to} (databeskyttelsesforordningens artikel 12, stk. 3). Dagen, hvor vi modtog anmodningen, regnes ikke med.`,
  asked: 'Du har bedt om:',
  everything: 'Vi forstår anmodningen sådan, at den gælder alt, hvad vi har om dig.',
  aboutTypes: (types) => `Du har spurgt til: ${types}.`,
  next: [
    'Vi samler oplysningerne fra de steder, hvor vi har dem, og kontrollerer svaret, før du får det.',
    'Har vi brug for mere tid eller for noget fra dig, skriver vi til dig, før fristen udløber. Svaret er gratis; et gebyr ville vi varsle først (artikel 12, stk. 5).',
  ],
  followByLink: 'Bag dette link kan du følge anmodningen, skrive til os og trække anmodningen tilbage:',
  followOnPaper:
    'Du har henvendt dig uden e-mail, og derfor svarer vi på papir. Skriv eller ring med brevets reference for at høre, hvor langt vi er.',
  contact: (contact) => `Du kan kontakte os her: ${contact}.`,
  officer: (officer) => `Vores databeskyttelsesrådgiver er: ${officer}.`,
  extensionReasons: {
    complexity: 'Vi forlænger fristen, fordi din anmodning er kompleks (artikel 12, stk. 3).',
    numberOfRequests: 'Vi forlænger fristen på grund af antallet af dine anmodninger (artikel 12, stk. 3).',
  },
  newDate: (first, day) => `Fristen ville være udløbet den ${first}. Du får nu vores svar senest den ${day}.`,
  sentInTime: (sent, end) =>
    `Vi sender dette brev den ${sent}. Et sådant brev skal sendes inden for den første måned, som slutter den ${end}.`,
  pauseReasons: {
    identityInformation:
      'Vi er med rimelighed i tvivl om, hvem der har sendt anmodningen, og må så bede om det, der skal til for at være sikre (artikel 12, stk. 6).',
    specification:
      'Vi behandler en stor mængde oplysninger om dig og må så spørge, hvad anmodningen handler om (præambelbetragtning 63).',
  },
  needed: 'Vi har brug for dette og ikke mere:',
  answerByLink: 'Svar bag dette link. Send ikke dokumentation i en almindelig e-mail.',
  answerOnPaper:
    'Svar i et brev eller personligt, med brevets reference. Send ikke dokumentation i en e-mail.',
  suspension: (from, until) =>
    `Dette brev er sendt den ${from}. Fristen står stille fra dagen efter, fordi vi ikke kan gå videre, før vi hører fra dig. Den løber igen, når vi har dit svar, og senest den ${until}; så afgør vi sagen på det grundlag, vi har.`,
  proofDeletion:
    'Vi sletter din dokumentation, så snart vi har kontrolleret den, og gemmer kun, at den er kontrolleret. Du må gerne dække det til, som vi ikke har bedt om.',
  answerBehindLink: 'Dit svar ligger bag dette link:',
  answerEnclosed: 'Dit svar bliver udleveret sammen med dette brev.',
  expiryDate: (day) =>
    `Du kan hente svaret til og med den ${day}. Derefter bliver nøglen til vores eksemplar destrueret, og ingen kan læse det.`,
  howToOpen:
    'Hent filen, pak den ud, og åbn OPEN-ME-FIRST.html i din browser. Du behøver hverken andre programmer eller en forbindelse.',
  locks: {
    companyKey:
      'Svaret er gemt krypteret. Så længe det kan hentes, er vores server i stand til at dekryptere det.',
    passphrase:
      'Svaret er låst med din adgangssætning, og ingen kan læse det uden. Mister du den, må vi fastslå på ny, hvem du er, og to af os må udstede svaret igen.',
    passkey:
      'Svaret er låst med din adgangsnøgle, og ingen kan læse det uden. Mister du den, må vi fastslå på ny, hvem du er, og to af os må udstede svaret igen.',
  },
  contents: 'Svaret indeholder:',
  leftOut: 'Dette har vi udeladt, hver del med sin begrundelse:',
  nothingLeftOut: 'Vi har ikke udeladt noget.',
  informationInPackage:
    'Hvorfor vi behandler dine oplysninger, hvem der modtager dem, hvor længe vi gemmer dem, hvor de kommer fra, og hvilke rettigheder du har (artikel 15, stk. 1 og 2), står i filen information/art15.html.',
  informationEnclosed:
    'Hvorfor vi behandler dine oplysninger, hvem der modtager dem, hvor længe vi gemmer dem, hvor de kommer fra, og hvilke rettigheder du har (artikel 15, stk. 1 og 2), står på det vedlagte ark.',
  keeping: [
    'Svaret indeholder personoplysninger. Gem det, hvor andre ikke har adgang, helst krypteret, og ikke på en delt eller lånt enhed.',
    'Slet den hentede fil, når du ikke længere har brug for den. Vær varsom med, hvem du giver den videre til: Ingen behøver at få den af dig for at hjælpe dig.',
  ],
  refusedWhole: 'Vi imødekommer ikke din anmodning. Det er der disse grunde til:',
  refusedPart:
    'Denne del af din anmodning imødekommer vi ikke. Det er der disse grunde til. Resten bliver besvaret for sig.',
  complaint: (authority) => `Du kan klage til tilsynsmyndigheden (artikel 77): ${authority}.`,
  remedy: 'Du kan også indbringe sagen for domstolene (artikel 79), uanset om du klager.',
  expiryReasons: {
    notVerified:
      'Vi har ikke behandlet din anmodning, fordi det link, som vi sendte til den oplyste adresse, ikke blev bekræftet inden fristen (artikel 12, stk. 4).',
    identityNotEstablished:
      'Vi har ikke behandlet din anmodning, fordi vi ikke kunne fastslå, at den kom fra den person, som oplysningerne handler om (artikel 12, stk. 2 og 4).',
    informationNotGiven:
      'Vi har ikke behandlet din anmodning, fordi vi ikke fik de oplysninger, som vi bad dig om (artikel 12, stk. 4).',
  },
  againByLink:
    'Du kan tage anmodningen op igen bag dette link. Den beholder så den dag, hvor vi først modtog den.',
  againOnPaper:
    'Du kan tage anmodningen op igen ved at skrive eller ringe med brevets reference. Den beholder så den dag, hvor vi først modtog den.',
  withdrawn: (day) => `Anmodningen blev trukket tilbage den ${day}, og vi er holdt op med at arbejde på den.`,
  destroyedBy: (day) => `Det, vi har samlet til anmodningen, bliver destrueret senest den ${day}.`,
  askAnew:
    'Du kan til enhver tid og gratis sende en ny anmodning. Var det ikke dig, der trak den tilbage, så fortæl os det straks.',
  destroyed: (unreadable, gone) =>
    `Nøglen til det, vi gemte til din anmodning, er destrueret: Ingen har kunnet læse det siden den ${unreadable}. De krypterede rester er væk senest den ${gone}.`,
  kept: [
    'Vi gemmer en registrering uden dit navn, som viser, at anmodningen er besvaret og hvornår (artikel 5, stk. 2), i det tidsrum, som vi oplyser i vores privatlivspolitik. Den detaljerede log bliver slettet 90 dage efter, at anmodningen sluttede.',
    'Det gælder det, vi samlede til anmodningen. Oplysningerne i vores egne systemer gemmes som hidtil.',
  ],
  certificateByLink: 'Det underskrevne bevis ligger bag dette link:',
  certificateOnPaper: 'Du kan få det underskrevne bevis hos os, med brevets reference.',
  stopsSince: (day) =>
    `Det fik virkning den ${day}. Du behøver ikke begrunde det, og vi foretager ingen afvejning først:`,
  stops: {
    consentWithdrawal:
      'Dit samtykke er trukket tilbage (artikel 7, stk. 3): Vi gør ikke længere det, der byggede på det. Det, vi har gjort indtil da, er stadig lovligt.',
    objection:
      'Din indsigelse mod direkte markedsføring gælder (artikel 21, stk. 2 og 3): Vi bruger ikke længere dine oplysninger til det og heller ikke til profilering, der hører til det.',
  },
  stopsLimits: [
    'Oplysninger, som vi skal bruge til noget andet, for eksempel en aftale med dig eller vores regnskab, gemmer vi alene til det. Du kan bede os slette de øvrige (artikel 17).',
    'Noget, der allerede var på vej, kan stadig nå frem til dig. Fortsætter det derefter, så fortæl os det.',
  ],
  restGoesOn: 'Resten af din anmodning går videre og bliver besvaret for sig.',
}
