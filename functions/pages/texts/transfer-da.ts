import type { TransferTexts } from './transfer-en.ts'

export const transferDa: TransferTexts = {
  title: 'Dine oplysninger sendt til en anden virksomhed',
  lead: 'Du kan få de oplysninger, som du har ret til at tage med dig, sendt direkte til en anden virksomhed (artikel 20, stk. 2). Du får altid selv en kopi.',
  leadNone:
    'Der er lige nu ingen virksomhed, som oplysningerne kan sendes til herfra. Du har din egen kopi og kan selv give den videre.',
  open: 'Send dem til en anden virksomhed',
  sign: (name: string) => `Jeg underskriver denne instruks om at sende mine oplysninger til ${name}`,
  submit: 'Underskriv, og send dem, når svaret er klar',
  confirm: 'Sæt kryds ved, at du underskriver.',
  outdated: 'Ordene er ændret, siden du læste dem. Læs dem igen, og underskriv, hvis du stadig vil.',
  tooLate:
    'Det er for sent: hvor et svar sendes hen, ligger fast, når det sendes, og det, der er hentet, kan ikke tages tilbage.',
  factor:
    'Åbn linket fra den nyeste mail, og angiv det, du har sat ved siden af din postkasse. Så kan du underskrive.',
  checks:
    'En anden person ser på svaret, før det sendes, og ser, hvor det går hen. Var man i gang med det, begynder det forfra.',
  receiver: 'Til',
  state: 'Hvor langt det er',
  states: {
    wished: 'Nævnt og ikke underskrevet: intet er sendt endnu',
    instructed: 'Underskrevet: det sendes, når svaret er klar',
    available: 'Klar til at blive hentet af virksomheden',
    fetched: 'Hentet af virksomheden',
    acknowledged: 'Hentet, og virksomheden har underskrevet, at den har det',
    takenBack: 'Taget tilbage: intet sendes',
    receiverRemoved: 'Virksomheden kan ikke længere modtage: intet sendes',
    lapsed: 'Intet blev sendt, og intet bliver det',
  },
  signed: 'Underskrevet',
  words: 'SHA-256 af ordene',
  fetched: 'Hentet',
  acknowledged: 'Kvittering',
  takeBack: 'Tag det tilbage',
  done: { signed: 'Du har underskrevet instruksen.', takenBack: 'Du har taget instruksen tilbage.' },
}
