import { defineTemplate, type Section } from '../define-template.ts'
import { amount, count, country, currency, day, instant, line, masked, oneOf, prose } from '../leaves.ts'
import { sectorPack } from '../starter-pack.ts'
import {
  contacts,
  contactsExample,
  payments,
  paymentsExample,
  personExample,
  personLeaves,
} from './common.ts'

const traveller: Section = {
  kind: 'group',
  name: 'traveller',
  title: { da: 'Rejsende', en: 'Traveller' },
  leaves: [
    ['customerNumber', line, 'Kundenummer', 'Customer number', 'derived', 'Identifier'],
    ...personLeaves,
    ['citizenship', country, 'Statsborgerskab', 'Citizenship', 'provided', 'Nationality'],
    ['passport', masked, 'Pas (sidste cifre)', 'Passport (last digits)', 'provided', 'OfficialID'],
    ['passportExpires', day, 'Pas udløber', 'Passport expires', 'provided', 'OfficialID'],
    ['emergencyContact', line, 'Kontakt i nødstilfælde', 'Emergency contact', 'provided', 'Relationship'],
  ],
}

const bookings: Section = {
  kind: 'rows',
  name: 'bookings',
  title: { da: 'Bookinger', en: 'Bookings' },
  leaves: [
    ['bookingNumber', line, 'Bookingnummer', 'Booking number', 'derived', 'Identifier', 'key'],
    ['bookedAt', instant, 'Booket', 'Booked', 'observed', 'Purchase'],
    ['destination', line, 'Rejsemål', 'Destination', 'provided', 'TravelHistory'],
    ['from', day, 'Ud', 'Out', 'provided', 'TravelHistory'],
    ['until', day, 'Hjem', 'Home', 'provided', 'TravelHistory'],
    ['fellows', prose, 'Medrejsende', 'Fellow travellers', 'provided', 'Relationship'],
    ['room', line, 'Værelse eller sæde', 'Room or seat', 'provided', 'Preference'],
    ['needs', prose, 'Særlige behov', 'Special needs', 'provided', 'MedicalHealth'],
    ['price', amount, 'Pris', 'Price', 'derived', 'Transaction'],
    ['currency', currency, 'Valuta', 'Currency', 'derived', 'Transaction'],
    [
      'status',
      oneOf({
        booked: ['Booket', 'Booked'],
        travelled: ['Gennemført', 'Travelled'],
        cancelled: ['Afbestilt', 'Cancelled'],
      }),
      'Status',
      'Status',
      'derived',
      'Purchase',
    ],
  ],
}

const journeys: Section = {
  kind: 'rows',
  name: 'journeys',
  title: { da: 'Rejser og ophold', en: 'Journeys and stays' },
  leaves: [
    ['at', instant, 'Tidspunkt', 'Time', 'observed', 'TravelHistory', 'key'],
    ['place', line, 'Sted', 'Place', 'observed', 'TravelHistory'],
    ['carrier', line, 'Fly, tog eller hotel', 'Carrier or hotel', 'thirdParty', 'TravelHistory'],
    ['event', line, 'Hændelse', 'Event', 'observed', 'TravelHistory'],
  ],
}

const loyalty: Section = {
  kind: 'rows',
  name: 'loyalty',
  title: { da: 'Bonusprogram', en: 'Loyalty programme' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'observed', 'PurchasesAndSpendingHabit', 'key'],
    ['points', count, 'Point', 'Points', 'derived', 'PurchasesAndSpendingHabit'],
    ['level', line, 'Niveau', 'Tier', 'derived', 'IndividualProfile'],
    ['interests', prose, 'Formodede interesser', 'Inferred interests', 'derived', 'Interest'],
  ],
}

const template = defineTemplate({
  templateId: 'travel',
  version: 1,
  title: { da: 'Rejser', en: 'Travel' },
  sections: [traveller, bookings, journeys, loyalty, payments, contacts],
  example: {
    traveller: {
      customerNumber: 'R-2210',
      ...personExample,
      citizenship: 'DK',
      passport: '****5521',
      passportExpires: '2031-05-01',
    },
    bookings: [
      {
        bookingNumber: 'RB-8831',
        bookedAt: '2025-02-11T19:00:00+01:00',
        destination: 'Lissabon',
        from: '2025-06-01',
        until: '2025-06-08',
        room: 'Gangplads',
        price: 5340,
        currency: 'DKK',
        status: 'travelled',
      },
    ],
    journeys: [{ at: '2025-06-01T05:40:00+02:00', place: 'København', event: 'Tjekket ind' }],
    loyalty: [{ date: '2025-06-08', points: 530, level: 'Sølv' }],
    payments: paymentsExample,
    contacts: contactsExample,
  },
})

export const travelPack = sectorPack({
  template,
  holds: { da: 'Bookinger, rejser og bonuspoint', en: 'Bookings, journeys and loyalty points' },
  source: {
    sourceId: 'bookingSystem',
    label: { da: 'Bookingsystemet', en: 'Booking system' },
    legalBasis: 'contract',
  },
  activities: [
    {
      id: 'travelBookings',
      purposes: {
        da: 'Vi sælger og gennemfører din rejse og hjælper dig undervejs.',
        en: 'We sell and carry out your journey and help you on the way.',
      },
      legalBasis: 'contract',
      categories: ['dpv-pd:Name', 'dpv-pd:Contact', 'dpv-pd:OfficialID', 'dpv-pd:TravelHistory'],
      recipients: ['Det flyselskab og de hoteller, du rejser med', 'Eksempel Betaling A/S'],
      retention: {
        da: 'Fem år efter rejsen (bogføringsloven); pasoplysninger til rejsen er slut.',
        en: 'Five years after the journey (bookkeeping law); passport data until it is over.',
      },
      source: {
        da: 'Dig selv, den, der bookede for dig, og transportører og hoteller undervejs.',
        en: 'You, whoever booked for you, and carriers and hotels on the way.',
      },
      thirdCountries: [
        {
          country: 'US',
          safeguard: {
            da: 'Overførslen er nødvendig for at opfylde din rejseaftale (art. 49, stk. 1, litra b).',
            en: 'The transfer is necessary to perform your travel contract (Art. 49(1)(b)).',
          },
        },
      ],
    },
    {
      id: 'travelLoyalty',
      purposes: {
        da: 'Vi fører dit bonusprogram og sender tilbud, der passer til dig, når du har sagt ja.',
        en: 'We run your loyalty programme and send offers that suit you, if you agreed.',
      },
      legalBasis: 'consent',
      categories: ['dpv-pd:PurchasesAndSpendingHabit', 'dpv-pd:Interest', 'dpv-pd:IndividualProfile'],
      recipients: ['Eksempel Nyhedsbreve ApS'],
      retention: {
        da: 'Til du melder dig ud, og i et år efter.',
        en: 'Until you leave the programme, and for one year after.',
      },
      source: { da: 'Dine bookinger og rejser.', en: 'Your bookings and journeys.' },
    },
  ],
})
