import { catalogueDa } from './catalogue-da.ts'
import type { SystemsTexts } from './systems-en.ts'

export const systemsDa: SystemsTexts = {
  catalogue: catalogueDa,
  place: {
    title: 'Systemer, der kigges i',
    lead: 'De systemer, hvor I kan have noget om en person: de spørges af dem, der arbejder på en anmodning, eller gennemses i hånden efter en vejledning.',
  },
  failures: {
    credentialsRefused:
      'Systemet tager ikke imod adgangsoplysningerne, eller de må ikke kigge der. En administrator indtaster nye.',
    systemAway: 'Systemet svarer ikke. Prøv igen senere; bliver det ved, så kig i hånden.',
    systemBusy: 'Systemet beder om tid. Prøv igen senere.',
    answerUnexpected:
      'Systemet svarede noget, som dets reference ikke fortæller om. Det betyder ikke, at der intet er: kig i hånden.',
    answerTooLarge: 'Ét svar var større end 5 MB. Hent det i hånden, og læg det ind som en fil.',
    tooMuchFound: 'Der er mere, end en søgning kan rumme. Hent det i hånden, og læg det ind som en fil.',
    tooManyCalls:
      'Det ville kræve flere kald, end en søgning må foretage. Hent det i hånden, og læg det ind som en fil.',
    addressRefused:
      'Systemets adresse er ikke på det offentlige internet, eller et svar førte til en anden vært. En administrator ser på det indtastede.',
    valueUnfit:
      'En indstilling eller en adgangsoplysning kan ikke sendes, som den er. En administrator indtaster den igen.',
    jobFailed: 'Den eksport, som systemet blev bedt om, mislykkedes der. Prøv igen, eller hent det i hånden.',
    connectionGone:
      'Systemet er ikke længere tilsluttet, som da søgningen begyndte. Begynd en anden søgning.',
    connectorChanged: 'Det, der spørges om, er ændret, siden søgningen begyndte. Begynd en anden søgning.',
    requestEnded: 'Anmodningen er afsluttet.',
    nobodyToFind: 'Personen gav hverken en adresse eller et telefonnummer, der kan søges på. Kig i hånden.',
  },
  code: 'Kode',
  kind: 'Slags',
  canDo: 'Hvad det kan',
  any: 'Alle',
  asked: 'Kan spørges',
  guided: 'Vejledning',
  name: 'Navn',
  find: 'Find',
  count: (count, all) => `${count} af ${all} systemer`,
  caption: 'Katalogets systemer',
  unverifiedAll:
    'Ingen af dem er kørt mod en leverandørs eget system: de, der kan spørges, er prøvet mod svar skrevet i hånden efter leverandørens reference, og vejledningerne er almen viden.',
  connected: {
    title: 'Tilsluttede systemer',
    none: 'Der er ikke tilsluttet noget system endnu. Vælg et nedenfor.',
    source: 'Kilde',
    open: (system) => `Se på ${system}`,
    since: 'Tilsluttet',
    settings: 'Indtastet',
    unknownSystem: 'Ikke længere i kataloget',
    goneSource: 'en kilde, der ikke findes mere',
  },
  chooseTitle: 'Vælg et system',
  one: {
    back: 'Systemer, der kigges i',
    holds: 'Hvad der ligger der',
    docs: 'Leverandørens dokumentation',
    verified: 'Holdt op mod',
    nothing: 'Intet: almen viden om produktet',
    fixture: (on) =>
      `Svar skrevet i hånden efter leverandørens reference (${on}). Aldrig kørt mod leverandørens eget system`,
    hosts: 'Værter, der kaldes',
    scopes: 'Rettigheder, som adgangsoplysningerne skal have',
    scopesNone: 'Læsning; leverandøren nævner dem i sin egen dokumentation',
    steps: 'Hvad det kigger efter',
    connect: (system) => `Tilslut ${system}`,
    connectLead:
      'Systemet får først et harmløst spørgsmål. Personers adresser sendes dertil, når nogen, der arbejder på en anmodning, kigger efter dem, så en anden ejer eller administrator godkender det.',
    guideLead:
      'Intet sendes til dette system. Den, der arbejder på en anmodning om kilden, får vist, hvordan man kigger der.',
    source: 'Kilde, som det kigges i for',
    noSources: 'Der er ingen kilde endnu. Tilføj først en oplysningstype.',
    secret: 'Gemmes krypteret og vises aldrig igen.',
    submit: 'Prøv det og tilslut det',
    submitGuide: 'Tilslut det',
    wrong: {
      text: 'Udfyld feltet, på én linje.',
      label: 'Skriv ét ord: bogstaver, tal og bindestreger, uden punktummer.',
      host: 'Skriv navnet på en vært, f.eks. butik.example.com, uden https://.',
      choice: 'Vælg en fra listen.',
      secret: 'Indtast det igen: det vises aldrig.',
    },
    full: 'En virksomhed tilslutter højst 40 systemer. Afbryd først et af dem.',
    sourceMissing: 'Vælg en kilde.',
  },
  done: {
    connected:
      'Systemet er tilsluttet. Der kigges i det, når nogen, der arbejder på en anmodning, beder om det.',
    waits:
      'Systemet svarede, som det skal. Det venter på en anden ejer eller administrator, og der kigges i det, når de har godkendt det.',
    renewed: 'De nye adgangsoplysninger gælder.',
    renewalWaits:
      'De nye adgangsoplysninger virker. De venter på en anden ejer eller administrator; indtil da gælder de gamle.',
    removed: 'Systemet er ikke længere tilsluttet, og dets hemmeligheder er væk.',
    works: 'Systemet svarede, som det skal.',
  },
  proposed: {
    added: (system, source) => `Systemet ${system} bliver spurgt om personer, til kilden ${source}`,
    renewed: (system, source) =>
      `Systemet ${system} bliver spurgt med andre adgangsoplysninger, til kilden ${source}`,
    hosts: 'Værter, der kaldes',
  },
  tried: {
    what: 'Sidst spurgt',
    never: 'Ikke endnu',
    works: 'Det svarede, som det skal',
    failed: 'Det mislykkedes',
    status: (status) => `status ${status}`,
  },
  renew: 'Indtast andre adgangsoplysninger',
  renewLead:
    'De prøves først og godkendes af en anden ejer eller administrator som et nyt systems. Indtil da gælder de gamle. En søgning, der er i gang, ender.',
  renewSubmit: 'Prøv dem og brug dem',
  test: 'Stil det et harmløst spørgsmål',
  testLead: 'Om det svarer og tager imod adgangsoplysningerne. Intet om nogen person sendes.',
  remove: 'Afbryd det',
  removeLead:
    'Der spørges ikke om mere der, og dets hemmeligheder slettes. En søgning, der er i gang, ender. For at tilslutte det igen indtastes alt forfra.',
  search: {
    title: (system) => `Søgning i ${system}`,
    find: (system) => `Kig i ${system}`,
    fetch: (system) => `Hent fra ${system}`,
    findLead: 'Finder personen på den bekræftede adresse eller på det telefonnummer, de gav.',
    by: { locate: 'At finde personen', collect: 'At finde personen og hente det, der hører til' },
    back: 'Tilbage til anmodningen',
    source: 'Kilde',
    what: 'Hvad der blev spurgt om',
    began: 'Begyndt',
    ended: 'Endt',
    state: 'Tilstand',
    states: {
      running: 'I gang',
      found: 'Venter på, at nogen ser på det',
      failed: 'Blev ikke til noget',
      taken: 'Taget med i anmodningen',
      dropped: 'Lagt væk',
    },
    line: (what, state) => `${what}: ${state}`,
    running: 'Systemet bliver spurgt. Det tager nogle sekunder til nogle minutter og går videre uden dig.',
    troubled: 'Systemet har ikke haft noget at sige et stykke tid. Det spørges igen, højst femten gange.',
    again: 'Siden kigger selv igen hvert tiende sekund.',
    stay: 'Stop det',
    stays: 'Siden bliver, som den er.',
    look: 'Se, hvordan det står til',
    records: (label, count) => (count === 1 ? `${label}: 1 post` : `${label}: ${count} poster`),
    show: (label) => `Læs: ${label}`,
    cut: 'Der er mere af det; det hele kan læses i filen, når du har taget det med.',
    unasked: (labels) =>
      `Ikke spurgt, da det, man ved om personen, ikke kan spørges der: ${labels}. Kig i hånden.`,
    nothing: 'Der blev intet fundet om personen.',
    nothingMeans:
      'Systemet blev spurgt om den adresse og det nummer, der kendes. Under et andet navn kan der ligge noget.',
    take: 'Hvad der hører til i svaret',
    takeHint:
      'Hver bliver til en fil under kilden og går ud med svaret, når en anden person har godkendt det. Det, du ikke sætter kryds ved, glemmes.',
    takeSubmit: 'Tag det med i anmodningen',
    takeMissing: 'Vælg mindst én, eller læg det hele væk.',
    seals: 'Svaret er forseglet. At tage noget med ophæver forseglingen.',
    drop: 'Læg det væk',
    dropLead: 'Intet af det hører til i svaret. Det fundne glemmes.',
    dropFailed: 'Fejlen er set, og der gøres ikke mere ved den her.',
    nothingHeld: 'Der er intet i denne kilde',
    retry: 'Prøv igen',
    contributor: 'Den, der tager noget med, har en hånd i svaret og kan ikke godkende det.',
    done: {
      foundTaken: 'Det, du valgte, er blandt anmodningens filer; resten er glemt.',
      foundDropped: 'Det er lagt væk.',
      nothingHeldSaid: 'Kilden er mærket: der er intet der.',
    },
  },
}
