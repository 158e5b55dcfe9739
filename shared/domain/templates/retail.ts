import { defineTemplate, type Section } from './define-template.ts'
import { retailExample } from './retail-example.ts'
import {
  amount,
  count,
  country,
  currency,
  day,
  email,
  instant,
  line,
  masked,
  oneOf,
  prose,
  yesNo,
} from './leaves.ts'

const profile: Section = {
  kind: 'group',
  name: 'profile',
  title: { da: 'Profil', en: 'Profile' },
  leaves: [
    ['customerNumber', line, 'Kundenummer', 'Customer number', 'derived', 'Identifier'],
    ['name', line, 'Navn', 'Name', 'provided', 'Name'],
    ['email', email, 'E-mail', 'E-mail', 'provided', 'EmailAddress'],
    ['phone', line, 'Telefon', 'Telephone', 'provided', 'TelephoneNumber'],
    ['dateOfBirth', day, 'Fødselsdato', 'Date of birth', 'provided', 'BirthDate'],
    ['createdAt', instant, 'Oprettet', 'Created', 'observed', 'Historical'],
    ['lastSignInAt', instant, 'Seneste log-in', 'Latest sign-in', 'observed', 'Behavioral'],
    ['customerGroup', line, 'Kundegruppe', 'Customer group', 'derived', 'IndividualProfile'],
  ],
}

const addresses: Section = {
  kind: 'rows',
  name: 'addresses',
  title: { da: 'Adresser', en: 'Addresses' },
  leaves: [
    [
      'kind',
      oneOf({ delivery: ['Levering', 'Delivery'], invoice: ['Faktura', 'Invoice'] }),
      'Art',
      'Kind',
      'provided',
      'PhysicalAddress',
      'key',
    ],
    ['recipient', line, 'Modtager', 'Recipient', 'provided', 'Name'],
    ['street', line, 'Vej og nummer', 'Street and number', 'provided', 'PhysicalAddress'],
    ['postalCode', line, 'Postnummer', 'Postal code', 'provided', 'PhysicalAddress'],
    ['city', line, 'By', 'City', 'provided', 'PhysicalAddress'],
    ['country', country, 'Land', 'Country', 'provided', 'Country'],
  ],
}

const orders: Section = {
  kind: 'rows',
  name: 'orders',
  title: { da: 'Ordrer', en: 'Orders' },
  leaves: [
    ['orderNumber', line, 'Ordrenummer', 'Order number', 'derived', 'Identifier', 'key'],
    ['orderedAt', instant, 'Bestilt', 'Ordered', 'observed', 'Purchase'],
    [
      'channel',
      oneOf({
        web: ['Hjemmeside', 'Website'],
        app: ['App', 'App'],
        store: ['Butik', 'Shop'],
        phone: ['Telefon', 'Telephone'],
      }),
      'Kanal',
      'Channel',
      'observed',
      'Purchase',
    ],
    ['store', line, 'Butik', 'Store', 'observed', 'Purchase'],
    [
      'status',
      oneOf({
        placed: ['Afgivet', 'Placed'],
        sent: ['Afsendt', 'Sent'],
        delivered: ['Leveret', 'Delivered'],
        returned: ['Returneret', 'Returned'],
        cancelled: ['Annulleret', 'Cancelled'],
      }),
      'Status',
      'Status',
      'derived',
      'Purchase',
    ],
    ['total', amount, 'I alt', 'Total', 'observed', 'Purchase'],
    ['currency', currency, 'Valuta', 'Currency', 'observed', 'Purchase'],
    ['delivery', line, 'Levering', 'Delivery', 'provided', 'Purchase'],
    ['message', prose, 'Din besked', 'Your message', 'provided', 'Communication'],
  ],
}

/** Beside the orders, not inside them: a table of their own that any spreadsheet joins by the order number. */
const orderLines: Section = {
  kind: 'rows',
  name: 'orderLines',
  title: { da: 'Varelinjer', en: 'Order lines' },
  leaves: [
    ['orderNumber', line, 'Ordrenummer', 'Order number', 'derived', 'Identifier', 'key'],
    ['productNumber', line, 'Varenummer', 'Product number', 'observed', 'Purchase'],
    ['product', line, 'Vare', 'Product', 'observed', 'Purchase', 'key'],
    ['quantity', count, 'Antal', 'Quantity', 'provided', 'Purchase'],
    ['unitPrice', amount, 'Stykpris', 'Unit price', 'observed', 'Purchase'],
    ['discount', amount, 'Rabat', 'Discount', 'derived', 'Purchase'],
    ['returned', yesNo, 'Returneret', 'Returned', 'observed', 'Purchase'],
    ['returnReason', line, 'Årsag til retur', 'Reason for return', 'provided', 'Opinion'],
  ],
}

const payments: Section = {
  kind: 'rows',
  name: 'payments',
  title: { da: 'Betalinger', en: 'Payments' },
  leaves: [
    ['orderNumber', line, 'Ordrenummer', 'Order number', 'derived', 'Identifier', 'key'],
    ['paidAt', instant, 'Betalt', 'Paid', 'observed', 'Transaction'],
    [
      'method',
      oneOf({
        card: ['Kort', 'Card'],
        mobile: ['Mobilbetaling', 'Mobile payment'],
        transfer: ['Overførsel', 'Bank transfer'],
        invoice: ['Faktura', 'Invoice'],
        giftCard: ['Gavekort', 'Gift card'],
      }),
      'Betalingsmåde',
      'Method',
      'provided',
      'Transaction',
    ],
    ['amount', amount, 'Beløb', 'Amount', 'observed', 'Transaction'],
    ['currency', currency, 'Valuta', 'Currency', 'observed', 'Transaction'],
    ['card', masked, 'Kort (sidste cifre)', 'Card (last digits)', 'provided', 'PaymentCardNumber'],
    [
      'answer',
      line,
      'Svar fra betalingsudbyder',
      'Answer of the payment provider',
      'thirdParty',
      'Transaction',
    ],
  ],
}

const browsing: Section = {
  kind: 'rows',
  name: 'browsing',
  title: { da: 'Brug af hjemmesiden', en: 'Use of the website' },
  leaves: [
    ['at', instant, 'Tidspunkt', 'Time', 'observed', 'BrowsingBehavior', 'key'],
    [
      'event',
      oneOf({
        view: ['Så en side', 'Viewed a page'],
        search: ['Søgte', 'Searched'],
        basket: ['Lagde i kurven', 'Put into the basket'],
        wish: ['Satte på ønskelisten', 'Put on the wish list'],
        click: ['Klikkede', 'Clicked'],
      }),
      'Handling',
      'Event',
      'observed',
      'BrowsingBehavior',
    ],
    ['page', line, 'Side', 'Page', 'observed', 'BrowsingBehavior'],
    ['search', line, 'Søgning', 'Search', 'provided', 'BrowsingBehavior'],
    ['device', line, 'Enhed', 'Device', 'observed', 'DeviceBased'],
    ['ipAddress', line, 'IP-adresse', 'IP address', 'observed', 'IPAddress'],
  ],
}

const preferences: Section = {
  kind: 'group',
  name: 'preferences',
  title: { da: 'Valg', en: 'Preferences' },
  leaves: [
    ['newsletter', yesNo, 'Nyhedsbrev', 'Newsletter', 'provided', 'PrivacyPreference'],
    ['personalOffers', yesNo, 'Personlige tilbud', 'Personal offers', 'provided', 'PrivacyPreference'],
    ['language', line, 'Sprog', 'Language', 'provided', 'Language'],
    ['size', line, 'Størrelse', 'Size', 'provided', 'Preference'],
    ['favouriteStore', line, 'Foretrukken butik', 'Favourite store', 'provided', 'Preference'],
    ['interests', line, 'Interesser', 'Interests', 'provided', 'Interest'],
    [
      'assumedInterests',
      line,
      'Formodede interesser',
      'Assumed interests',
      'derived',
      'PurchasesAndSpendingHabit',
    ],
  ],
}

const loyalty: Section = {
  kind: 'rows',
  name: 'loyalty',
  title: { da: 'Kundeklub', en: 'Loyalty club' },
  leaves: [
    ['at', instant, 'Tidspunkt', 'Time', 'observed', 'Historical', 'key'],
    ['memberNumber', line, 'Medlemsnummer', 'Member number', 'derived', 'Identifier'],
    [
      'event',
      oneOf({
        joined: ['Meldt ind', 'Joined'],
        earned: ['Optjent', 'Earned'],
        spent: ['Brugt', 'Spent'],
        expired: ['Udløbet', 'Expired'],
        left: ['Meldt ud', 'Left'],
      }),
      'Hændelse',
      'Event',
      'observed',
      'Historical',
    ],
    ['points', count, 'Point', 'Points', 'derived', 'Purchase'],
    ['level', line, 'Niveau', 'Level', 'derived', 'IndividualProfile'],
  ],
}

export const retailTemplate = defineTemplate({
  templateId: 'retail',
  version: 1,
  title: { da: 'Detailhandel', en: 'Retail' },
  sections: [profile, addresses, orders, orderLines, payments, browsing, preferences, loyalty],
  example: retailExample,
})
