import { defineTemplate, type Section } from '../define-template.ts'
import { amount, count, currency, day, instant, line, oneOf, prose, yesNo } from '../leaves.ts'
import { sectorPack } from '../starter-pack.ts'
import { contacts, contactsExample, personExample, personLeaves } from './common.ts'

const participant: Section = {
  kind: 'group',
  name: 'participant',
  title: { da: 'Deltager', en: 'Participant' },
  leaves: [
    ['participantNumber', line, 'Deltagernummer', 'Participant number', 'derived', 'Identifier'],
    ...personLeaves,
    ['guardian', line, 'Forælder eller værge', 'Parent or guardian', 'provided', 'Family'],
    ['school', line, 'Skole eller arbejdsplads', 'School or workplace', 'provided', 'Education'],
    ['pictures', yesNo, 'Samtykke til billeder', 'Consent to pictures', 'provided', 'PrivacyPreference'],
  ],
}

const registrations: Section = {
  kind: 'rows',
  name: 'registrations',
  title: { da: 'Tilmeldinger', en: 'Registrations' },
  leaves: [
    ['event', line, 'Konkurrence eller arrangement', 'Competition or event', 'provided', 'Interest', 'key'],
    ['registeredAt', instant, 'Tilmeldt', 'Registered', 'observed', 'Historical'],
    ['team', line, 'Hold', 'Team', 'provided', 'Relationship'],
    ['diet', prose, 'Kost og særlige behov', 'Diet and special needs', 'provided', 'MedicalHealth'],
    ['acceptedRules', yesNo, 'Accepterede reglerne', 'Accepted the rules', 'provided', 'PrivacyPreference'],
    ['attended', yesNo, 'Mødte frem', 'Attended', 'observed', 'Behavioral'],
  ],
}

const entries: Section = {
  kind: 'rows',
  name: 'entries',
  title: { da: 'Bidrag', en: 'Entries' },
  leaves: [
    ['entryNumber', line, 'Bidragsnummer', 'Entry number', 'derived', 'Identifier', 'key'],
    ['submittedAt', instant, 'Indsendt', 'Submitted', 'observed', 'Historical'],
    ['title', line, 'Titel', 'Title', 'provided', 'Opinion'],
    ['description', prose, 'Beskrivelse', 'Description', 'provided', 'Opinion'],
    ['coAuthors', prose, 'Medskabere', 'Co-authors', 'provided', 'Relationship'],
    ['similarity', prose, 'Kontrol for afskrift', 'Plagiarism check', 'derived', 'IndividualProfile'],
  ],
}

const judgements: Section = {
  kind: 'rows',
  name: 'judgements',
  title: { da: 'Bedømmelser', en: 'Judgements' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'observed', 'Historical', 'key'],
    ['entryNumber', line, 'Bidragsnummer', 'Entry number', 'derived', 'Identifier'],
    ['judge', line, 'Dommer', 'Judge', 'thirdParty', 'Relationship'],
    ['score', amount, 'Point', 'Score', 'thirdParty', 'Opinion'],
    ['feedback', prose, 'Tilbagemelding', 'Feedback', 'thirdParty', 'Opinion'],
    ['rank', count, 'Placering', 'Rank', 'derived', 'Historical'],
  ],
}

const prizes: Section = {
  kind: 'rows',
  name: 'prizes',
  title: { da: 'Præmier og diplomer', en: 'Prizes and diplomas' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'derived', 'Transaction', 'key'],
    [
      'kind',
      oneOf({
        prize: ['Præmie', 'Prize'],
        diploma: ['Diplom', 'Diploma'],
        travel: ['Rejsetilskud', 'Travel grant'],
      }),
      'Art',
      'Kind',
      'derived',
      'Transaction',
    ],
    ['value', amount, 'Værdi', 'Value', 'derived', 'Transaction'],
    ['currency', currency, 'Valuta', 'Currency', 'derived', 'Transaction'],
    ['published', yesNo, 'Offentliggjort', 'Published', 'derived', 'PrivacyPreference'],
  ],
}

const template = defineTemplate({
  templateId: 'competitions',
  version: 1,
  title: { da: 'Konkurrencer og arrangementer', en: 'Competitions and events' },
  sections: [participant, registrations, entries, judgements, prizes, contacts],
  example: {
    participant: {
      participantNumber: 'D-77',
      ...personExample,
      school: 'Eksempel Gymnasium',
      pictures: true,
    },
    registrations: [
      {
        event: 'Unge Forskere 2025',
        registeredAt: '2025-01-12T16:00:00+01:00',
        team: 'Hold 4',
        diet: 'Vegetar',
        acceptedRules: true,
        attended: true,
      },
    ],
    entries: [
      {
        entryNumber: 'B-12',
        submittedAt: '2025-03-01T23:40:00+01:00',
        title: 'Rent vand af tang',
        description: 'Et filter af tang.',
      },
    ],
    judgements: [
      {
        date: '2025-04-05',
        entryNumber: 'B-12',
        judge: 'Dommer 3',
        score: 87,
        feedback: 'God idé, flere målinger.',
        rank: 2,
      },
    ],
    prizes: [{ date: '2025-04-26', kind: 'prize', value: 5000, currency: 'DKK', published: true }],
    contacts: contactsExample,
  },
})

export const competitionsPack = sectorPack({
  template,
  holds: { da: 'Tilmeldinger, bidrag og bedømmelser', en: 'Registrations, entries and judgements' },
  source: {
    sourceId: 'eventPlatform',
    label: { da: 'Konkurrenceplatformen', en: 'Competition platform' },
    legalBasis: 'contract',
  },
  activities: [
    {
      id: 'competitionsParticipation',
      purposes: {
        da: 'Vi tilmelder dig, bedømmer dit bidrag og gennemfører arrangementet.',
        en: 'We register you, judge your entry and hold the event.',
      },
      legalBasis: 'contract',
      categories: ['dpv-pd:Name', 'dpv-pd:Contact', 'dpv-pd:Education', 'dpv-pd:Opinion'],
      recipients: ['Dommerne (uden dit navn)', 'Eksempel Platform ApS', 'Stedet, hvor vi mødes'],
      retention: {
        da: 'To år efter at konkurrencen er slut; vinderlisten bliver stående.',
        en: 'Two years after the competition has ended; the list of winners stays.',
      },
      source: {
        da: 'Dig selv, dit hold, din skole og dommerne.',
        en: 'You, your team, your school and the judges.',
      },
    },
    {
      id: 'competitionsPublicity',
      purposes: {
        da: 'Vi fortæller om konkurrencen med billeder og navne på vindere, der har sagt ja.',
        en: 'We tell about the competition with pictures and names of winners who agreed.',
      },
      legalBasis: 'consent',
      categories: ['dpv-pd:Name', 'dpv-pd:PrivacyPreference'],
      recipients: ['Offentligheden', 'Konkurrencens sponsorer'],
      retention: {
        da: 'Til du trækker samtykket tilbage, dog højst fem år.',
        en: 'Until you withdraw consent, but at most five years.',
      },
      source: { da: 'Dig selv og vores fotograf.', en: 'You and our photographer.' },
    },
  ],
})
