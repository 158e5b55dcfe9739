import type { FactorTexts } from './factor-en.ts'

export const factorDa: FactorTexts = {
  summary: 'Beskyt svaret med mere end postkassen (kan udelades)',
  why: 'Den, der kan læse mails til adressen, kan åbne svaret. Med en kode på sms eller en adgangskode er mailen alene ikke nok.',
  whyStaff:
    'Kun hvis personen ønsker det og nås på mail: Den, der kan læse personens mails, kunne ellers åbne svaret.',
  lose: 'Det kan hverken tages af igen eller sendes på mail. Den, der mister det, skal vise på ny, hvem de er, og så udstedes svaret igen.',
  label: 'Hvad åbner svaret, ud over linket i mailen?',
  none: 'Linket alene',
  sms: 'En kode på sms',
  passcode: 'En adgangskode',
  phone: 'Telefonnummer til koden',
  phoneHint: (prefixes) => `Numre, der begynder med ${prefixes}. Bruges ikke til andet end koden.`,
  passcodeLabel: 'Adgangskode',
  passcodeHint: 'Mindst 8 tegn, for eksempel fire ord. Vi gemmer den, så ingen kan læse den: Skriv den ned.',
  errors: {
    phone: 'Skriv et telefonnummer med landekode, som +4512345678',
    phoneNotOffered:
      'Virksomheden sender ikke sms til numre, der begynder sådan. Vælg en adgangskode eller et andet nummer',
    smsNotOffered: 'Virksomheden kan ikke sende sms for tiden. Vælg en adgangskode i stedet',
    passcode: 'Skriv en adgangskode på 8 til 128 tegn',
    factorNeedsEmail: 'Dette er for dem, der nås på mail. Vælg linket alene',
  },
}
