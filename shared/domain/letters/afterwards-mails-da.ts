import type { AfterwardsMails } from './afterwards-mails-en.ts'

export const afterwardsMailsDa: AfterwardsMails = {
  firstDownload: ({ reference }) => ({
    subject: 'Dit svar er hentet',
    before: [
      `Svaret på din anmodning med reference ${reference} er hentet i en browser, som ikke havde hentet det før.`,
    ],
    after: ['Var det ikke dig, så fortæl os det straks bag linket, så vi kan standse det.'],
  }),
  transfer: ({ reference }) => ({
    subject: 'Hvor dine oplysninger sendes hen',
    before: [
      `Der er sket en ændring i, om dine oplysninger i anmodningen med reference ${reference} sendes til en anden virksomhed. Bag linket ser du hvad, og hvor langt det er.`,
    ],
    after: ['Har du ikke bedt om det, så tag det straks tilbage bag linket, eller skriv til os dér.'],
  }),
}
