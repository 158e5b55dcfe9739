import type { PeopleTexts } from './people-en.ts'

export const peopleDa: PeopleTexts = {
  title: 'Medarbejdere',
  lead: 'Hvem der arbejder her, og hvad hver af dem må. En ændring gælder fra deres næste klik og logger dem ud.',
  invite: 'Inviter en medarbejder',
  inviteText: 'De får en mail om, hvor de logger ind, og ser intet, før du giver dem en rolle.',
  name: 'Navn',
  email: 'E-mailadresse på arbejdet',
  inviteSubmit: 'Send invitationen',
  nameMissing: 'Skriv et navn',
  emailWrong: 'Skriv en e-mailadresse, for eksempel navn@eksempel.dk',
  address: 'E-mailadresse',
  held: 'Må siden',
  nothingHeld: 'Ingen rolle: ser intet',
  heldBy: (role, at, by) => `${role}: ${at}, givet af ${by}`,
  fromStart: (role) => `${role}: siden virksomheden blev oprettet`,
  lastSignIn: 'Seneste login',
  textFailed: 'En kode på sms nåede dem ikke, og de kan måske ikke logge ind. Sidst meldt:',
  never: 'Aldrig',
  gone: 'en, der er holdt op',
  rolesLabel: (name) => `Hvad ${name} må`,
  save: 'Gem rollerne',
  reset: 'Nulstil login',
  resetText:
    'Til en, der har mistet både app og gendannelseskoder. En anden administrator eller ejer godkender det; så slutter deres sessioner, de får besked med en mail, og det næste link lader dem tilføje en ny måde. Vær sikker på, at det er dem, der spørger.',
  resetSubmit: (name: string) => `Nulstil login for ${name}`,
  remove: 'Fjern fra virksomheden',
  removeText:
    'Navn og adresse slettes, og det, de arbejder på, går tilbage til køen. Revisionssporet beholder deres id.',
  removeSubmit: (name) => `Fjern ${name}`,
  roles: {
    systemOwner: {
      name: 'Systemejer',
      means:
        'Har ansvaret for virksomheden og dens API-nøgler og siger, hvem der ellers ejer den. Ser ingen anmodning.',
    },
    systemAdministrator: {
      name: 'Systemadministrator',
      means:
        'Passer medarbejdere, roller, indstillinger og formularer og læser revisionssporet. Ser ingen anmodning.',
    },
    systemManager: {
      name: 'Systemmanager',
      means:
        'Ser alle anmodninger med deres frister og tildeler dem; ser kun indhold af det, de selv arbejder på.',
    },
    systemUser: {
      name: 'Systembruger',
      means: 'Arbejder på de anmodninger, de får tildelt, og ser ingen andre.',
    },
    approver: {
      name: 'Godkender',
      means:
        'Læser det, der skal sendes, og godkender det eller sender det tilbage; aldrig det, de selv har arbejdet på.',
    },
    dataProtectionOfficer: {
      name: 'Databeskyttelsesrådgiver',
      means: 'Ser frister og revisionsspor for alle anmodninger samt brud; intet indhold.',
    },
    auditor: { name: 'Revisor', means: 'Ser frister og revisionsspor for alle anmodninger; intet indhold.' },
  },
  changes: {
    title: 'Ændringer af virksomheden',
    what: 'Hvad der ændres',
    approverGiven: (name) => `${name} bliver godkender`,
    approverTaken: (name) => `${name} er ikke længere godkender`,
    receiver: 'En virksomhed bliver en, som personer kan få deres oplysninger sendt til',
    receiverKeys: 'Fingeraftryk af hvem den er og af dens nøgler',
    keysHandOver:
      'En eksport med virksomhedens nøgler til en anden installation af Indsigt, som så kan læse alt. Sammenlign nøglens fingeraftryk med det, som den anden installation viser',
    factorReset: (name: string) => `${name} har mistet sin måde at logge ind på: den ville blive nulstillet`,
    email: (name) => `Den adresse, som ${name} logger ind med`,
    settings: 'Indstillinger',
    provider: {
      what: 'Hvor man logger ind',
      none: 'kun her',
      issuer: 'udsteder',
      client: 'klient',
      secret: 'hemmelighedens mærke',
      uses: { offered: 'tilbydes ved siden af andre måder', only: 'den eneste måde' },
    },
    from: 'Fra',
    to: 'Til',
    level: 'Identitet',
    levels: {
      mailbox: 'Postkassen',
      onFile: 'Registreret kontakt',
      nationalId: 'Nationalt eID eller dokument',
    },
    approvals: (needed) => (needed === 1 ? '1 godkendelse' : `${needed} godkendelser`),
    named: (names) => `af ${names}`,
    by: 'Foreslået af',
    since: 'Siden',
    lapses: 'Falder bort',
    hash: 'Ændringens hash',
    approve: 'Godkend ændringen',
    return: 'Send den tilbage',
    comment: 'Hvorfor den sendes tilbage',
  },
  done: {
    invited: 'Inviteret: mailen er på vej.',
    rolesSaved: 'Gemt. Rollerne gælder fra nu af.',
    changePending:
      'Gemt, bortset fra det, der kræver en anden administrator eller ejer: de er blevet spurgt.',
    factorsReset: 'Nulstillet. De får besked med en mail.',
    employeeRemoved: 'Fjernet. Det, de arbejdede på, er tilbage i køen.',
    changeApproved: 'Godkendt: ændringen gælder fra nu af.',
    changeReturned: 'Sendt tilbage med din begrundelse.',
  },
}
