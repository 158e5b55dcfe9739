import { defineTemplate, type Section } from './define-template.ts'
import { contactChannels, country, day, directions, email, instant, line, oneOf, prose } from './leaves.ts'

const contact: Section = {
  kind: 'group',
  name: 'contact',
  title: { da: 'Kontakt', en: 'Contact' },
  leaves: [
    ['reference', line, 'Nummer hos os', 'Number with us', 'derived', 'Identifier'],
    ['name', line, 'Navn', 'Name', 'provided', 'Name'],
    ['organisation', line, 'Organisation', 'Organisation', 'provided', 'Professional'],
    ['email', email, 'E-mail', 'E-mail', 'provided', 'EmailAddress'],
    ['phone', line, 'Telefon', 'Telephone', 'provided', 'TelephoneNumber'],
    ['address', prose, 'Adresse', 'Address', 'provided', 'PhysicalAddress'],
    ['country', country, 'Land', 'Country', 'provided', 'Country'],
    ['language', line, 'Sprog', 'Language', 'provided', 'Language'],
  ],
}

const records: Section = {
  kind: 'rows',
  name: 'records',
  title: { da: 'Registreringer', en: 'Records' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'observed', 'Historical'],
    ['kind', line, 'Art', 'Kind', 'derived', 'Historical', 'key'],
    ['reference', line, 'Reference', 'Reference', 'derived', 'Identifier'],
    ['description', prose, 'Beskrivelse', 'Description', 'provided', 'Historical'],
    ['assessment', prose, 'Vores vurdering', 'Our assessment', 'derived', 'IndividualProfile'],
    ['receivedFrom', line, 'Modtaget fra', 'Received from', 'thirdParty', 'Relationship'],
    [
      'status',
      oneOf({ open: ['Åben', 'Open'], closed: ['Afsluttet', 'Closed'] }),
      'Status',
      'Status',
      'derived',
      'Historical',
    ],
  ],
}

const correspondence: Section = {
  kind: 'rows',
  name: 'correspondence',
  title: { da: 'Korrespondance', en: 'Correspondence' },
  leaves: [
    ['at', instant, 'Tidspunkt', 'Time', 'observed', 'CommunicationsMetadata', 'key'],
    ['direction', directions, 'Retning', 'Direction', 'observed', 'CommunicationsMetadata'],
    ['channel', contactChannels, 'Kanal', 'Channel', 'observed', 'CommunicationsMetadata'],
    ['subject', line, 'Emne', 'Subject', 'provided', 'Communication'],
    ['text', prose, 'Indhold', 'Content', 'provided', 'Communication'],
  ],
}

const example = {
  contact: {
    reference: '2025-314',
    name: 'Carla Eksempel',
    email: 'carla@mail.example',
    phone: '+45 11 22 33 44',
    address: 'Mønstervej 3\n9000 Aalborg',
    country: 'DK',
    language: 'da',
  },
  records: [
    {
      date: '2025-05-06',
      kind: 'Tilmelding',
      reference: 'T-12',
      description: 'Tilmeldt informationsmøde.',
      status: 'closed',
    },
  ],
  correspondence: [
    {
      at: '2025-05-05T14:00:00+02:00',
      direction: 'in',
      channel: 'email',
      subject: 'Informationsmøde',
      text: 'Er der flere pladser?',
    },
  ],
}

export const genericTemplate = defineTemplate({
  templateId: 'generic',
  version: 1,
  title: { da: 'Generelt', en: 'General' },
  sections: [contact, records, correspondence],
  example,
})
