// What forms of several sectors have alike.
import type { Leaf, Section } from '../define-template.ts'
import { amount, contactChannels, country, currency, day, directions } from '../leaves.ts'
import { email, instant, line, masked, oneOf, prose } from '../leaves.ts'
import type { LeafSchema } from '../leaves.ts'

/** Who the person is to the organisation, as nearly every sector has it on file. */
export const personLeaves: readonly Leaf[] = [
  ['name', line, 'Navn', 'Name', 'provided', 'Name'],
  ['dateOfBirth', day, 'Fødselsdato', 'Date of birth', 'provided', 'BirthDate'],
  ['email', email, 'E-mail', 'E-mail', 'provided', 'EmailAddress'],
  ['phone', line, 'Telefon', 'Telephone', 'provided', 'TelephoneNumber'],
  ['address', prose, 'Adresse', 'Address', 'provided', 'PhysicalAddress'],
  ['country', country, 'Land', 'Country', 'provided', 'Country'],
]

export const personExample = {
  name: 'Dina Eksempel',
  dateOfBirth: '1991-04-17',
  email: 'dina@mail.example',
  phone: '+45 22 33 44 55',
  address: 'Prøvegade 4\n5000 Odense C',
  country: 'DK',
}

/** A civil registration number leaves without its last four digits, which alone would let others pass for the person. */
export const civilNumber: LeafSchema = {
  type: 'string',
  pattern: '^[0-9]{6}-\\*{4}$',
  examples: ['170491-****'],
}

export const contacts: Section = {
  kind: 'rows',
  name: 'contacts',
  title: { da: 'Henvendelser', en: 'Contacts' },
  leaves: [
    ['at', instant, 'Tidspunkt', 'Time', 'observed', 'CommunicationsMetadata', 'key'],
    ['channel', contactChannels, 'Kanal', 'Channel', 'observed', 'CommunicationsMetadata'],
    ['direction', directions, 'Retning', 'Direction', 'observed', 'CommunicationsMetadata'],
    ['subject', line, 'Emne', 'Subject', 'provided', 'Communication'],
    ['text', prose, 'Indhold', 'Content', 'provided', 'Communication'],
    ['note', prose, 'Vores notat', 'Our note', 'derived', 'Communication'],
  ],
}

export const contactsExample = [
  {
    at: '2025-09-02T10:30:00+02:00',
    channel: 'email',
    direction: 'in',
    subject: 'Spørgsmål',
    text: 'Hvornår hører jeg fra jer?',
  },
]

export const payments: Section = {
  kind: 'rows',
  name: 'payments',
  title: { da: 'Betalinger', en: 'Payments' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'observed', 'Transaction', 'key'],
    [
      'direction',
      oneOf({ toYou: ['Til dig', 'To you'], fromYou: ['Fra dig', 'From you'] }),
      'Retning',
      'Direction',
      'observed',
      'Transaction',
    ],
    ['subject', line, 'Hvad det angår', 'What it is for', 'derived', 'Transaction'],
    ['amount', amount, 'Beløb', 'Amount', 'observed', 'Transaction'],
    ['currency', currency, 'Valuta', 'Currency', 'observed', 'Transaction'],
    [
      'account',
      masked,
      'Konto (sidste cifre)',
      'Account (last digits)',
      'provided',
      'FinancialAccountNumber',
    ],
  ],
}

export const paymentsExample = [
  {
    date: '2025-08-01',
    direction: 'fromYou',
    subject: 'Faktura 2025-08',
    amount: 349.5,
    currency: 'DKK',
    account: '****1234',
  },
]
