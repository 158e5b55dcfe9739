import type { GivingTexts } from './giving-en.ts'

export const givingDa: GivingTexts = {
  title: (company, form) => `${company} spørger: ${form}`,
  lead: (company) =>
    `${company} beder om dit samtykke. Hvert spørgsmål står for sig selv: Du kan sige ja til ét og nej til et andet og lade det stå, som du ikke vil svare på.`,
  free: 'Det er frivilligt. Et nej har ingen følger for det, du ellers har med virksomheden at gøre.',
  changed:
    'Teksten er ændret, mens du havde siden åben. Læs den igen: Intet af det, du havde valgt, er sendt.',
  otherLanguages: 'Teksten på andre sprog:',
  yes: 'Ja, jeg giver samtykke',
  yesExplicit: 'Ja, jeg giver udtrykkeligt samtykke til netop dette',
  no: 'Nej',
  months: (months) => `${months} måneder, så bliver du spurgt igen`,
  holds: 'Hvor længe dit ja gælder',
  before: 'Før du svarer',
  lawful:
    'Du kan trække dit samtykke tilbage når som helst, lige så let som du giver det, og uden at sige hvorfor: med ét tryk på den adresse, der står i den mail, du får. Det, der er sket indtil da, er stadig lovligt.',
  responsible: 'Hvem der er ansvarlig',
  officer: 'Databeskyttelsesrådgiver',
  authority: 'Hvor du kan klage',
  rights:
    'Du kan også bede om at se, rette, flytte eller slette det, som virksomheden har om dig, eller om at få brugen begrænset.',
  rightsLink: 'Bed om det her',
  email: 'Din e-mailadresse',
  emailHint: 'Du får en mail med et link. Dit svar gælder, når du har bekræftet det dér, og ikke før.',
  passcode: 'En adgangskode, som du vælger',
  passcodeHint:
    'Mindst 8 tegn. Du bliver bedt om den, når du bekræfter, så ingen, der læser din mail, kan gøre det for dig.',
  submit: 'Send mit svar',
  errors: {
    email: 'Skriv en e-mailadresse, for eksempel navn@eksempel.dk.',
    passcode: 'Vælg en adgangskode på 8 til 128 tegn.',
    none: 'Svar på mindst ét af spørgsmålene.',
    crowded: (minutes) =>
      `Der er kommet for mange svar herfra inden for en time. Prøv igen om ${minutes} minutter.`,
  },
  sent: {
    title: 'Se i din indbakke',
    text: 'Hvis der må skrives til den, er en mail på vej til den adresse, du gav. Åbn linket i den, og tryk på knappen: Dit svar gælder fra da af.',
    nothing: 'Gør du ikke noget, gælder intet, og efter tredive dage kan det ikke længere bekræftes.',
    mailbox: 'Indbakken i denne demonstration',
  },
}
