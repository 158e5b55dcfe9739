import type { ProcessingActivity } from './processing-activities.ts'

/** What a shop, online or not, does with the data of its template. */
export const retailActivities: readonly ProcessingActivity[] = [
  {
    id: 'retailOrders',
    informationTypes: ['retail'],
    purposes: {
      da: 'Vi leverer det, du køber, tager imod betaling og behandler returvarer og reklamationer.',
      en: 'We deliver what you buy, take payment and handle returns and complaints.',
    },
    legalBasis: 'contract',
    categories: [
      'dpv-pd:Name',
      'dpv-pd:Contact',
      'dpv-pd:PhysicalAddress',
      'dpv-pd:Purchase',
      'dpv-pd:Transaction',
      'dpv-pd:PaymentCardNumber',
    ],
    recipients: ['Eksempel Fragt A/S', 'Eksempel Betaling A/S', 'Eksempel Drift ApS'],
    retention: {
      da: 'Tre år efter købet, så længe en mangel kan gøres gældende.',
      en: 'Three years after the purchase, as long as a defect can be claimed.',
    },
    source: {
      da: 'Du har givet oplysningerne, da du handlede; betalingsudbyderen melder, om betalingen gik igennem.',
      en: 'You gave the data when you shopped; the payment provider tells us whether the payment went through.',
    },
  },
  {
    id: 'retailBookkeeping',
    informationTypes: ['retail'],
    purposes: {
      da: 'Vi gemmer bilag, som bogføringsloven kræver.',
      en: 'We keep the vouchers that the law on bookkeeping demands.',
    },
    legalBasis: 'legalObligation',
    categories: ['dpv-pd:Name', 'dpv-pd:Purchase', 'dpv-pd:Transaction'],
    recipients: ['Eksempel Revision P/S', 'Skattestyrelsen'],
    retention: {
      da: 'Fem år efter udgangen af regnskabsåret.',
      en: 'Five years after the end of the financial year.',
    },
    source: { da: 'Dine køb.', en: 'Your purchases.' },
  },
  {
    id: 'retailLoyalty',
    informationTypes: ['retail'],
    purposes: {
      da: 'Vi fører din konto i kundeklubben: point, niveau og fordele.',
      en: 'We keep your account in the loyalty club: points, level and benefits.',
    },
    legalBasis: 'contract',
    categories: ['dpv-pd:Identifier', 'dpv-pd:Purchase', 'dpv-pd:IndividualProfile'],
    recipients: ['Eksempel Drift ApS'],
    retention: {
      da: 'Så længe du er medlem og et år efter.',
      en: 'As long as you are a member and for one year after.',
    },
    source: {
      da: 'Du har meldt dig ind; point og niveau beregnes ud fra dine køb.',
      en: 'You joined; points and level are calculated from your purchases.',
    },
    automatedDecisions: {
      da:
        'Dit niveau følger af beløbet, du har handlet for i tolv måneder. Det afgør, hvilke fordele du får, og ikke ' +
        'andet.',
      en: 'Your level follows from what you spent in twelve months. It decides which benefits you get, and nothing else.',
    },
  },
  {
    id: 'retailMarketing',
    informationTypes: ['retail'],
    purposes: {
      da: 'Vi viser og sender tilbud, der passer til det, du kigger på, når du har sagt ja til det.',
      en: 'We show and send offers that fit what you look at, when you have said yes to that.',
    },
    legalBasis: 'consent',
    categories: [
      'dpv-pd:BrowsingBehavior',
      'dpv-pd:IPAddress',
      'dpv-pd:DeviceBased',
      'dpv-pd:Interest',
      'dpv-pd:PurchasesAndSpendingHabit',
      'dpv-pd:EmailAddress',
    ],
    recipients: ['Eksempel Nyhedsbreve ApS', 'Example Ads Inc.'],
    retention: {
      da: 'Tretten måneder, eller til du trækker samtykket tilbage.',
      en: 'Thirteen months, or until you withdraw your consent.',
    },
    source: {
      da: 'Observeret, når du bruger hjemmesiden; kundegruppen er beregnet af os.',
      en: 'Observed when you use the website; the customer group is calculated by us.',
    },
    thirdCountries: [
      {
        country: 'US',
        safeguard: {
          da: 'EU-Kommissionens afgørelse om EU-U.S. Data Privacy Framework (art. 45).',
          en: 'The European Commission’s decision on the EU-U.S. Data Privacy Framework (Art. 45).',
        },
      },
    ],
  },
]
