import { dayInWords } from './days.ts'
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
  transferWaiting: ({ reference, expiresOn }) => ({
    subject: 'Dine oplysninger er ikke hentet',
    before: [
      `Den virksomhed, som du har ladet svaret på din anmodning med reference ${reference} sende til, har ikke hentet det. Du kan bede den om det eller selv give din egen kopi videre.`,
    ],
    after: [`Det kan hentes til og med ${dayInWords(expiresOn, 'da')}.`],
  }),
  receiverWaiting: ({ companyName, expiresOn }) => ({
    subject: 'Der venter noget på jeres system',
    before: [
      `En person har bedt ${companyName} om at sende sine oplysninger direkte til jer (databeskyttelsesforordningens artikel 20, stk. 2). De venter, krypteret til jeres nøgle. Jeres system henter dem med signerede kald og finder det, der venter, her:`,
    ],
    after: [`De kan hentes til og med ${dayInWords(expiresOn, 'da')}.`],
  }),
}
