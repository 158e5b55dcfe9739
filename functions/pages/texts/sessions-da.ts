import type { SessionsTexts } from './sessions-en.ts'

export const sessionsDa: SessionsTexts = {
  title: 'Hvor du er logget ind',
  lead: 'Hver browser og hvert program, der er logget ind som dig. Log ud dér, hvor du ikke kender det, eller hvor der ikke længere er brug for det.',
  switching:
    'En session hører til én virksomhed. Arbejder du også for en anden, så log ind på dens egen side: Intet fører fra den ene til den anden, og denne browser er derefter logget ind dér i stedet.',
  here: 'Denne browser',
  browser: 'En anden browser',
  program: 'Et program',
  since: 'Siden',
  last: 'Sidst brugt',
  how: 'Logget ind med',
  proofs: {
    link: 'link på mail',
    totp: 'kode fra en app',
    passkey: 'adgangsnøgle',
    recovery: 'nødkode',
    sms: 'kode i en sms',
    provider: 'virksomhedens udbyder',
  },
  end: 'Log ud her',
  endOthers: 'Log ud alle andre steder',
  endOthersLead: 'Alle andre steder end her skal du, eller hvem det nu er, logge ind igen.',
  noOthers: 'Du er ikke logget ind andre steder.',
  done: {
    ended: 'Der er logget ud.',
    othersEnded: 'Der er logget ud alle andre steder.',
  },
}
