import type { RefusalTexts } from './refusals-en.ts'

export const refusalsDa: RefusalTexts = {
  crossSite:
    'Formularen kom ikke fra en af vores sider, eller den blev åbnet, før du loggede ind. Åbn siden igen, og send den derfra.',
  bodyTooLarge:
    'Det er større, end der kan modtages her: en formular eller et kald rummer 1 MiB, og en fil det, virksomheden skriver ved formularen.',
  fileTypeNotAllowed:
    'Jeres virksomhed modtager ikke filer af den type. Hvilke den modtager, står ved formularen.',
  unsupportedMediaType: 'Formularen kom på en måde, som vi ikke kan læse.',
  unavailable: 'En del af tjenesten er ikke tilgængelig. Prøv igen om nogle minutter.',
  versionConflict: 'En anden ændrede anmodningen i samme øjeblik. Se på den igen, og gentag det, du gjorde.',
  transitionNotAllowed: 'Anmodningen er ikke længere i en tilstand, hvor det kan gøres. Se på den igen.',
  contentGone: 'Indholdet er destrueret, som loven kræver. Certifikatet siger hvornår.',
  forbidden: 'Det hører ikke til det, du må. Spørg en leder i din virksomhed.',
  fourEyes: 'Du har selv arbejdet på anmodningen, så en anden person skal afgøre den.',
  approverNotNamed: 'Din virksomheds regler for godkendelse nævner andre godkendere.',
  sealChanged: 'Det, der skulle sendes, er ændret, siden du læste det. Læs det igen, før du afgør det.',
  alreadyDecided: 'Du har allerede afgjort det.',
  nothingToStop: 'Her er intet, der fik virkning af sig selv.',
  nothingToDecide: 'Der er ikke mere at afgøre: en anden kom først.',
  commentMissing: 'Skriv, hvorfor du sender det tilbage, så de, der arbejder på det, ved, hvad de skal gøre.',
  identityNotEstablished:
    'Det er endnu ikke noteret, hvordan det er fastslået, hvem der spørger. Udfyld først “Hvem spørger”.',
  nothingToBypass: 'Alle kilder har svaret. Der er intet at gå uden om.',
  sourcesOpen:
    'En kilde venter stadig. Udfyld den, eller angiv, at der intet findes, eller at det mislykkedes.',
  itemPending: 'Et afslag på anmodningen venter på en anden person. Det skal afgøres først.',
  extensionTooLate: 'Den første måned er gået; fristen kan ikke længere forlænges (artikel 12, stk. 3).',
  alreadyExtended: 'Fristen er allerede forlænget; det kan gøres én gang.',
  letterNotSent:
    'Brevet kunne ikke sendes endnu, og ændringen gælder først, når det er sendt. Det prøves igen af sig selv.',
  letterPartMissing: 'Brevet ville mangle en del, som loven kræver. Udfyld alle felter.',
  alreadyPaused: 'Fristen står allerede stille.',
  notPaused: 'Fristen løber allerede.',
  pauseTooLate: 'Det er for sent at sætte fristen i stå: dagen, hvor vi vil være færdige, er passeret.',
  pauseReasonUsed: 'Der er spurgt om det før uden svar; det kan ikke standse fristen igen.',
  pauseNotForRight: 'For det, der er spurgt om her, kan fristen ikke stå stille af den grund.',
  pauseEndInvalid: 'Vælg en dag efter i dag, højst 30 dage frem.',
  groundUnknown: 'Vælg en grund fra listen.',
  groundNotForRight: 'Grunden gælder ikke for det, der er spurgt om. Vælg en anden.',
  groundNotForScope: 'Grunden kan kun bære et afslag på en del eller kun på det hele.',
  factsMissing: 'Skriv de forhold, der viser, at grunden gælder her.',
  withheldUnknown: 'Det afkrydsede findes ikke længere. Se efter igen.',
  withheldRevealed: 'Årsagen siger det, der udelades. Skriv den uden.',
  withheldOutdated:
    'Der, hvor noget udelades, står der nu noget andet. Tag det tilbage under “Det, der udelades af svaret”, og vælg på ny.',
  identityTooWeak: 'Den måde at fastslå identiteten på når ikke det niveau, eller beviset mangler.',
  sourceHasData:
    'Der er indtastet oplysninger for kilden. Fjern dem først, og angiv så, at der intet findes.',
  sourceUnknown: 'Anmodningen har ikke den kilde.',
  employeeSeesNoContent: 'Kollegaens rolle giver ikke adgang til anmodninger. Vælg en anden.',
  employeeUnknown: 'Kollegaen findes ikke. Vælg en fra listen.',
  fileNameRefused:
    'Filens navn er ikke tilladt. Brug bogstaver, tal, mellemrum, punktummer og bindestreger, højst 255 bytes: så mange latinske bogstaver, eller 85 af andre.',
  limitReached:
    'Sagen rummer ikke flere: højst 20 uploads ad gangen, 1.000 beskeder, 100 søgninger, og af filer, hvad der står ved formularen.',
  conflictNotFound: 'Kilderne er ikke længere uenige dér. Åbn siden igen.',
  conflictsOpen:
    'Kilderne siger noget forskelligt, og ingen har afgjort, hvad der gælder. Afgør hvert felt under Samlede data.',
  conflictWithheld: 'Noget i dette felt er udeladt: vælg, hvad en af kilderne siger.',
  fileNotFound: 'Filen findes ikke længere.',
  uploadNotFound: 'Overførslen er opgivet. Begynd forfra.',
  uploadIncomplete: 'En del af filen er ikke kommet frem. Send den igen.',
  contentRefused:
    'Filen er afvist på grund af sit indhold, og intet af den er gemt. Spørg den, der har lavet den.',
  fileQuarantined: 'Filen er i karantæne. En leder, der arbejder på anmodningen, kan frigive den.',
  filesQuarantined: 'En fil er i karantæne. Den skal frigives eller fjernes, før svaret forsegles.',
  fileNotQuarantined: 'Filen er ikke længere i karantæne.',
  checksumMismatch: 'Filen kom beskadiget frem. Send den igen.',
  dataTooLarge: 'Det er for meget til en formular. Send det som en fil.',
  templateUnknown: 'Der er ingen formular til kilden.',
  formInvalid: 'Nogle felter er ikke rigtige endnu. Intet er gemt; ret dem, og gem igen.',
  deliveryPurged: 'Leverancen er destrueret, som varslet. Certifikatet på din side siger hvornår.',
  deliveryRecalled: 'Virksomheden har kaldt leverancen tilbage. Skriv til den, hvis du ikke ved hvorfor.',
  deliveryUnreadable:
    'Svaret kan ikke læses, selv om dets tid ikke er udløbet. Virksomheden kan se, at det er sådan; skriv til den, hvis du ikke hører fra den.',
  awareAtInvalid:
    'Skriv en dag og et klokkeslæt, som 2026-03-05 14:30: ikke før det blev leveret, og ikke i fremtiden.',
  notConfirmed: 'Sig, at du ved, at det ikke kan gøres om.',
  recallInstead: 'Personen kan stadig åbne det leverede. Kald det tilbage: Det indfører også bruddet.',
  breachClosed: 'Bruddet er allerede vurderet, og det kan ikke ændres.',
  notOnPaper: 'Der er intet at overlevere: Svaret går til personens postkasse, eller det er afleveret.',
  codeRequired:
    'Svaret åbnes med den kode eller adgangskode, du valgte. Åbn det nyeste link fra din mail: Det spørger efter den.',
  ownRoles: 'Ingen giver sig selv en rolle. Spørg en anden ejer eller administrator.',
  companyClosing:
    'Virksomheden tager ikke imod nye anmodninger her. Dine rettigheder er de samme: skriv direkte til virksomheden.',
  operatorUnknown: 'Ingen af dem, der driver Indsigt, har den adresse.',
  requestsOpen: 'Der er stadig åbne anmodninger. De besvares, før virksomheden lukkes.',
  companySuspended:
    'Virksomheden tager ikke imod nye anmodninger her for tiden. Dine rettigheder er de samme: skriv direkte til virksomheden.',
  moduleOff: 'Denne del er slået fra for virksomheden.',
  ownFactors: 'Ingen nulstiller sit eget login. Bed en anden administrator eller ejer.',
  lastFactor: 'Den sidste måde at logge ind på bliver. Tilføj en anden først.',
  passkeyInvalid: 'Adgangsnøglen kunne ikke læses. Prøv igen, eller brug en anden måde.',
  passkeyOriginWrong: 'Adgangsnøglen blev vist til en side på en anden adresse. Åbn siden her igen.',
  passkeySiteWrong: 'Adgangsnøglen hører til et andet sted. Brug en, som du har tilføjet her.',
  passkeyUnverified:
    'Adgangsnøglen spurgte ikke om finger, ansigt eller pinkode. Lås den op, eller brug en anden måde.',
  passkeyUnknown: 'Den adgangsnøgle er ikke en, som du har tilføjet her. Brug en anden, eller en kode.',
  passkeyCounterBack:
    'Der er måske en kopi af den adgangsnøgle, så den tæller ikke. Brug en anden måde, fjern den og tilføj en ny.',
  challengeUsed: 'Det er besvaret allerede. Prøv igen.',
  challengeExpired: 'Det tog mere end fem minutter. Prøv igen.',
  passkeyTaken: 'Den adgangsnøgle er allerede blandt dine.',
  passkeyNotOffered: 'Her er intet navn, så adgangsnøgler virker ikke. Tilføj en app i stedet.',
  factorRequired: 'Din postkasse er ikke nok til dette. Tilføj først en måde at logge ind på.',
  lastOwner: 'Virksomheden skal have en ejer. Gør først en anden til ejer.',
  lastAdministrator: 'Virksomheden skal have en administrator. Gør først en anden til administrator.',
  employeeExists: 'Der arbejder allerede nogen her med den adresse.',
  itemOutdated: 'Det, som skulle ændres, er ikke længere sådan. Det må foreslås igen.',
  tooFewApprovers: 'Der er færre, der må godkende, end der kræves godkendelser.',
  catalogueInvalid:
    'Oplysningstyperne hænger ikke sammen: hver skal have en kilde, og hver kilde en formular, der er i brug.',
  informationTypeInUse:
    'En åben anmodning handler om den. Tag den ud af brug i stedet: så kan ingen nye bede om den.',
  daysAreCounted: 'Der er åbne anmodninger, hvis frister tælles efter det. Det kan ændres, når de er slut.',
  identifierTwice: 'Oplysningen står to gange.',
  notAlone: 'Andre ejer eller administrerer også virksomheden: de er den anden person.',
  connectionUnknown:
    'Systemet er ikke længere tilsluttet for en kilde i anmodningen. Se på anmodningen igen.',
  searchUnderWay: 'Der søges allerede i systemet. Vent, til det er endt.',
  searchNotReady: 'En anden kom først: der er ikke længere gemt noget af denne søgning.',
  systemGuided: 'Systemet kan ikke spørges. Det gennemses i hånden.',
  stepUnknown: 'Det blev ikke fundet. Se på søgningen igen.',
  tooManyRequests: 'Det var for mange gange. Vent lidt.',
}
