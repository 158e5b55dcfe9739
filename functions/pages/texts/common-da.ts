import type { RequestStatus, RightStatus } from '../../../shared/domain/requests/lifecycle.ts'
import type { Right } from '../../../shared/domain/requests/right.ts'
import { commonEn } from './common-en.ts'
import type { CommonTexts } from './common-en.ts'

type Named = { readonly name: string; readonly explanation: string }

const rights: Readonly<Record<Right, Named>> = {
  access: {
    name: 'En kopi af mine oplysninger',
    explanation:
      'Du får en kopi af det, der findes om dig, og får at vide, hvad det bruges til (artikel 15).',
  },
  portability: {
    name: 'Mine oplysninger, så jeg kan tage dem med',
    explanation: 'Det, du selv har givet, i filer, som en anden virksomheds systemer kan læse (artikel 20).',
  },
  rectification: {
    name: 'Ret mine oplysninger',
    explanation:
      'Noget er forkert eller mangler. Skriv i beskeden hvad, og hvordan det skal være (artikel 16).',
  },
  erasure: {
    name: 'Slet mine oplysninger',
    explanation:
      'Oplysninger, der ikke længere er brug for, eller som aldrig burde være gemt, slettes (artikel 17).',
  },
  restriction: {
    name: 'Hold op med at bruge mine oplysninger indtil videre',
    explanation:
      'Oplysningerne gemmes, men bruges ikke, for eksempel mens du bestrider, at de er rigtige (artikel 18).',
  },
  objection: {
    name: 'Jeg gør indsigelse mod brugen af mine oplysninger',
    explanation: 'Skriv i beskeden hvilken brug, for eksempel reklame, og hvorfor (artikel 21).',
  },
  consentWithdrawal: {
    name: 'Træk mit samtykke tilbage',
    explanation:
      'Det, du engang sagde ja til, holder op. Skriv i beskeden, hvad det handlede om (artikel 7, stk. 3).',
  },
}

const statuses: Readonly<Record<RequestStatus, string>> = {
  awaitingVerification: 'Venter på bekræftelse',
  open: 'Ny',
  collecting: 'Oplysninger indsamles',
  sealed: 'Venter på godkendelse',
  approved: 'Godkendt',
  delivered: 'Besvaret',
  closed: 'Lukket',
  refused: 'Afvist',
  withdrawn: 'Trukket tilbage',
  expired: 'Udløbet',
}

const rightStates: Readonly<Record<RightStatus, string>> = {
  waiting: 'endnu ikke besvaret',
  answered: 'besvaret',
  refused: 'afvist',
  withdrawn: 'trukket tilbage',
  expired: 'udløbet',
}

export const commonDa: CommonTexts = {
  product: 'Indsigt',
  errorTitle: 'Fejl: ',
  problem: 'Der er et problem',
  skip: 'Gå til indholdet',
  footer: 'Indsigt: anmodninger efter databeskyttelsesforordningen, besvaret til tiden.',
  cookies: 'Cookies',
  logoOf: (company) => `Logo for ${company}`,
  askHere: (company) => `Send en anmodning til ${company}`,
  languages: 'Sprog',
  navigation: 'Sider',
  companies: 'Virksomheder',
  operators: 'Driftsansvarlige',
  instanceKeys: 'Nøgler',
  queue: 'Anmodninger',
  approvals: 'Venter på godkendelse',
  consents: 'Samtykker',
  breaches: 'Brud',
  audit: 'Revisionsspor',
  reports: 'Rapporter',
  stuckTasks: 'Gået i stå',
  apiKeys: 'API-nøgler',
  webhooks: 'Systemer, der får besked',
  receivers: 'Modtagende virksomheder',
  people: 'Medarbejdere',
  settings: 'Indstillinger',
  leaving: 'Eksport og lukning',
  sessions: 'Logget ind',
  otherCompanies: 'Også logget ind hos',
  signOut: 'Log ud',
  yes: 'Ja',
  no: 'Nej',
  notFound: {
    title: 'Siden findes ikke',
    text: 'Den findes ikke, eller du har ikke adgang til den. Kontrollér adressen, eller begynd på forsiden.',
  },
  refused: {
    title: 'Det kunne ikke lade sig gøre',
    text: 'Intet er ændret. Gå tilbage, se på siden igen, og prøv en gang til.',
  },
  failed: {
    title: 'Noget gik galt hos os',
    text: 'Intet af det, der allerede er modtaget, er gået tabt. Prøv igen om nogle minutter.',
  },
  rights,
  statuses,
  tones: commonEn.tones,
  rightStates,
  inForce: (day) => `gælder siden ${day}`,
  overdue: 'Over fristen',
  stuck: 'Går ikke videre',
  paused: 'Fristen står stille',
  kept: {
    title: 'Intet er tabt, og intet er sendt endnu',
    signedOut:
      'Du var ikke længere logget ind, da du trykkede på knappen: man logges ud efter femten minutter uden brug. Det, du skrev, er gemt på denne side og ingen andre steder.',
    newSession:
      'Du er logget ind igen, siden du åbnede formularen. Det, du skrev, er gemt på denne side; send det igen som den, der nu er logget ind.',
    first: 'Først',
    signIn: 'log ind igen i et andet faneblad',
    then: 'Vend så tilbage til denne side, og tryk på knappen.',
    submit: 'Prøv igen',
    typed: 'Det, du skrev',
  },
  problemPage: {
    meaning: 'Betydning',
    status: 'HTTP-status',
    advice: 'Hvad et program gør',
    all: 'Alle fejlkoder',
  },
}
