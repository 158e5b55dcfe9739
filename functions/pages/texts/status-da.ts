import type { RequestStatus } from '../../../shared/domain/requests/lifecycle.ts'
import type { StatusTexts } from './status-en.ts'

const leads: Readonly<Record<RequestStatus, string>> = {
  awaitingVerification: 'Vi venter på, at du åbner det link, vi har sendt dig.',
  open: 'Vi har din anmodning og begynder at samle oplysningerne.',
  collecting: 'Vi samler oplysningerne.',
  sealed: 'Svaret er klart, og en anden person kontrollerer det.',
  approved: 'Svaret er godkendt og bliver sendt om lidt.',
  delivered: 'Dit svar er her.',
  closed: 'Anmodningen er lukket, og det, vi gemte til den, er destrueret.',
  refused: 'Vi har ikke imødekommet anmodningen. Brevet nedenfor siger hvorfor, og hvad du kan gøre.',
  withdrawn: 'Du har trukket anmodningen tilbage.',
  expired:
    'Anmodningen sluttede, fordi vi ikke hørte fra dig. Brevet nedenfor siger, hvordan du tager den op igen.',
}

const sourceStates: Readonly<Record<'waiting' | 'filled' | 'nothingHeld' | 'failed', string>> = {
  waiting: 'endnu ikke gennemgået',
  filled: 'gennemgået, oplysninger fundet',
  nothingHeld: 'gennemgået, intet om dig dér',
  failed: 'kunne ikke læses; vi arbejder på det',
}

export const statusDa: StatusTexts = {
  title: (reference) => `Din anmodning ${reference}`,
  leads,
  answerGone: 'Svaret kan ikke længere hentes.',
  inForce: 'Din anmodning har fået virkning. Brevet nedenfor siger, hvad der holder op, og fra hvornår.',
  steps: {
    title: 'Hvor langt den er',
    received: 'Vi modtog anmodningen',
    confirmed: 'Du bekræftede den',
    collected: 'Vi samler oplysningerne',
    checked: 'En anden person kontrollerer svaret',
    ended: {
      delivered: 'Du fik svaret',
      refused: 'Vi besluttede ikke at imødekomme den',
      withdrawn: 'Du trak den tilbage',
      expired: 'Den udløb',
    },
    answer: 'Du får svaret',
    destroyed: 'Alt, der er gemt til den, destrueres',
    now: 'nu',
    next: 'kommer',
    done: 'sket',
    by: (day) => `senest ${day}`,
  },
  due: {
    title: 'Hvornår du har svar',
    internal: (day) => `Vi sigter mod at svare senest ${day}.`,
    latest: (day) => `Efter loven har du vores svar senest ${day}.`,
    extended: (day) => `Vi har forlænget fristen. Du har nu vores svar senest ${day}.`,
    paused: 'Fristen står stille, mens vi venter på dit svar. Skriv til os nedenfor.',
    overdue: 'Fristen er gået uden svar. Det er vores fejl; du kan klage, se nedenfor.',
    proof: 'Sådan er datoerne talt',
  },
  asked: {
    title: 'Hvad du bad om',
    sources: 'Hvor vi leder',
    state: sourceStates,
    article: 'Rettighed',
    opens: 'Hvad åbner svaret',
    factors: {
      sms: 'Linket i mailen og en kode på sms',
      passcode: 'Linket i mailen og den adgangskode, du valgte',
    },
  },
  downloads: {
    title: 'Dit svar',
    names: { access: 'En kopi af dine oplysninger', portability: 'Dine oplysninger, så du kan tage dem med' },
    download: 'Hent',
    facts: (size, day) => `En zip-fil på ${size}, her indtil ${day}.`,
    recalled: 'Virksomheden har kaldt leverancen tilbage.',
    purged: 'Leverancen er udløbet og kan ikke længere læses.',
    safeTitle: 'Pas på den',
    safe: [
      'Filen rummer meget om dig. Gem den, hvor kun du kan læse den, og ikke på en delt eller offentlig computer.',
      'Åbn filen OPEN-ME-FIRST.html i den: den fører til alt det andet.',
      'Stopper overførslen, så tryk på knappen igen: din browser fortsætter, hvor den slap.',
      'Indtil den destrueres, kan serveren åbne den. Derefter kan ingen, så gem det, du vil beholde.',
    ],
    verify: 'For dem, der vil kontrollere den: SHA-256 af dens indholdsliste',
  },
  copy: {
    title: 'Gem en kopi',
    text: 'Alt, hvad der står her, i én fil med JSON, som programmer kan læse: datoerne, det, du har oplyst, beskederne og brevene. Selve svaret hentes for sig.',
    link: 'Gem kopien',
  },
  own: {
    title: 'Dine anmodninger til andre virksomheder',
    offer:
      'Har du bedt andre virksomheder på dette sted om noget fra samme postkasse? Sæt denne anmodning på din egen liste, så ser du fra hver af dem, hvordan det går med de andre. Virksomhederne ser ikke listen.',
    show: 'Sæt den på min liste',
    hide: 'Tag den af min liste',
    none: 'Der er endnu ingen andre anmodninger på din liste. Sæt dem på fra deres egen side.',
    caption: 'Det, du har bedt andre om',
    columns: {
      company: 'Virksomhed',
      reference: 'Anmodning',
      status: 'Hvor langt den er',
      due: 'Svar senest',
    },
    open: 'Hver af dem åbnes med sit eget link. Få et nyt tilsendt fra virksomhedens side.',
    states: {
      awaitingVerification: 'skal bekræftes af dig',
      open: 'modtaget',
      collecting: 'under indsamling',
      sealed: 'under kontrol',
      approved: 'på vej',
      delivered: 'besvaret',
      refused: 'ikke imødekommet',
      withdrawn: 'trukket tilbage',
      expired: 'udløbet',
      closed: 'lukket',
    },
  },
  letters: { title: 'Breve', none: 'Der er ingen breve endnu.' },
  messages: {
    title: 'Beskeder',
    none: 'Der er ingen beskeder endnu.',
    fromYou: 'Dig',
    fromCompany: 'Virksomheden',
    label: 'Skriv til virksomheden',
    hint: 'Højst 4.000 tegn. Send aldrig adgangskoder eller cpr-numre.',
    submit: 'Send beskeden',
    empty: 'Skriv, hvad du vil sige, højst 4.000 tegn',
  },
  withdraw: {
    title: 'Træk anmodningen tilbage',
    text: 'Anmodningen slutter straks, og det, der er samlet til den, destrueres efter 32 dage. Du kan altid spørge igen.',
    submit: 'Ja, træk anmodningen tilbage',
  },
  complain: {
    title: 'Hvis du ikke er tilfreds',
    text: (contact) => `Skriv først til virksomheden: ${contact}.`,
    authority: 'Du kan klage til tilsynsmyndigheden:',
  },
  certificate: {
    title: 'Certifikat for destruktion',
    text: 'Nøglerne til alt, der var gemt til anmodningen, er destrueret. Ingen kan læse det mere.',
    keys: 'Destruerede nøgler',
    unreadable: 'Ulæseligt siden',
    gone: 'Krypterede rester væk senest',
    signature: 'Signatur',
  },
  publicStatus: {
    title: 'Hvor langt anmodningen er',
    states: {
      underWay: 'Anmodningen er i gang.',
      ended: 'Anmodningen er afsluttet.',
    },
    due: (month: string) => `Svaret skal komme senest i ${month}.`,
    more: 'Siden fortæller ikke andre mere end det. Den, der har lavet anmodningen, ser det hele gennem et link i sin egen mailboks.',
    link: 'Få et link på mail',
    share: 'Lad en anden følge med',
    shareText:
      'Den, der har denne adresse, ser, om anmodningen er i gang, og i hvilken måned fristen er, og intet andet: hverken dit navn eller det, du har bedt om.',
  },
  done: {
    message: 'Din besked er sendt.',
    withdrawn: 'Anmodningen er trukket tilbage.',
  },
}
