import type { ReviewingTexts } from './reviewing-en.ts'

export const reviewingDa: ReviewingTexts = {
  who: 'Hvem der spurgte',
  masked: (members) =>
    `Dækket til: ${members}. Du bedømmer svaret, ikke personen. Det, du læser af selve svaret, kan nævne personen.`,
  nothingCovered: 'Personen har hverken givet navn eller kontakt.',
  members: {
    email: 'e-mail',
    postalAddress: 'postadresse',
    identifiers: 'referencer',
    nationalIdentity: 'national identitet',
  },
  form: 'Vis navn og kontakt',
  text: (minutes) =>
    `Dit navn, tidspunktet og din begrundelse står derefter i revisionssporet. Det vises kun for dig, i denne session og højst i ${minutes} minutter.`,
  reasonCode: 'Begrundelse',
  reasons: {
    addressee: 'For at se, at svaret går til den rette',
    conflictOfInterest: 'For at se, om jeg kender personen og må overlade det til en anden',
    contentInDoubt: 'Noget i svaret kan tilhøre en anden',
  },
  submit: 'Vis',
  until: 'Vises for dig i denne session, indtil',
  copying:
    'Dit navn og tidspunktet står hen over siden. Det er ingen beskyttelse: Ingen kan forhindres i at kopiere det, de kan læse. Hvad du læser, står i revisionssporet, og du svarer for det.',
  back: 'Tilbage til anmodningen',
  file: 'En fil i anmodningen',
  done: { personShown: 'Navn og kontakt vises nedenfor. Det står i revisionssporet.' },
}
