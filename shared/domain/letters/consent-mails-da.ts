import { dayInWords } from './days.ts'
import type { ConsentMails } from './consent-mails-en.ts'

const on = (day: string): string => `den ${dayInWords(day, 'da')}`

export const consentMailsDa: ConsentMails = {
  consentConfirmation: ({ expiresOn }) => ({
    subject: 'Er det dit svar?',
    before: [
      'Nogen har svaret for denne e-mailadresse, da vi bad om samtykke. Svaret gælder ikke, før du siger det.',
      'Åbn linket og se, hvad det handler om, og tryk på knappen dér, hvis det er dit svar. At åbne linket gør ikke noget i sig selv.',
    ],
    after: [
      `Du kan bekræfte det til og med ${on(expiresOn)}.`,
      'Var det ikke dig, skal du ikke gøre noget. Giv ikke linket videre til nogen.',
    ],
  }),
  consentReceipt: () => ({
    subject: 'Kvittering for dit svar',
    before: [
      'Vi har skrevet ned, hvad du svarede, da du blev bedt om dit samtykke. Bag linket ser du, hvad det var, får din kvittering og kan trække tilbage med ét tryk og uden at logge ind.',
    ],
    after: ['Gem linket, og giv det ikke videre til nogen: Den, der har det, kan trække tilbage for dig.'],
  }),
  consentRenewal: ({ expiresOn }) => ({
    subject: 'Vil du fortsætte?',
    before: [
      `Noget, som du har givet samtykke til, gælder til og med ${on(expiresOn)}. Bag linket ser du, hvad det er, og kan sige, om du vil fortsætte.`,
    ],
    after: [
      'Hvis du ikke gør noget, slutter det den dag.',
      'Giv ikke linket videre til nogen: Den, der har det, kan svare for dig.',
    ],
  }),
}
