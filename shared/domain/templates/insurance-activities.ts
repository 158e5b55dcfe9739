import type { ProcessingActivity } from './processing-activities.ts'

/** What an insurance company does with the data of its template. */
export const insuranceActivities: readonly ProcessingActivity[] = [
  {
    id: 'insuranceContract',
    informationTypes: ['insurance'],
    purposes: {
      da: 'Vi tegner, ændrer og administrerer dine forsikringer og opkræver præmien.',
      en: 'We set up, change and run your insurance policies and collect the premium.',
    },
    legalBasis: 'contract',
    categories: [
      'dpv-pd:Name',
      'dpv-pd:Contact',
      'dpv-pd:BirthDate',
      'dpv-pd:Identifier',
      'dpv-pd:Insurance',
      'dpv-pd:Transaction',
    ],
    recipients: ['Eksempel Betaling A/S', 'Eksempel Drift ApS', 'Eksempel Genforsikring SE'],
    retention: {
      da: 'Så længe du er kunde og i fem år efter, at den sidste police er ophørt.',
      en: 'As long as you are a customer and for five years after the last policy has ended.',
    },
    source: {
      da: 'Du har givet oplysningerne, da du tegnede forsikringen. Adressen opdateres fra Det Centrale Personregister.',
      en: 'You gave the data when you took out the insurance. Your address is updated from the civil register.',
    },
  },
  {
    id: 'insuranceClaims',
    informationTypes: ['insurance'],
    purposes: {
      da: 'Vi behandler dine skader, vurderer dækning og udbetaler erstatning.',
      en: 'We handle your claims, decide on cover and pay compensation.',
    },
    legalBasis: 'contract',
    categories: [
      'dpv-pd:Insurance',
      'dpv-pd:Historical',
      'dpv-pd:FinancialAccountNumber',
      'dpv-pd:Communication',
    ],
    recipients: ['Eksempel Taksatorer ApS', 'Eksempel Betaling A/S', 'Eksempel Drift ApS'],
    retention: {
      da: 'Ti år efter at skaden er afsluttet, fordi krav kan genoptages.',
      en: 'Ten years after the claim was closed, because a claim can be reopened.',
    },
    source: {
      da: 'Din anmeldelse, taksatorens rapport og, ved færdselsuheld, politiets rapport.',
      en: 'Your report, the loss adjuster’s report and, after road accidents, the report of the police.',
    },
    automatedDecisions: {
      da:
        'Skader under 5.000 kr. kan afgøres automatisk: Beløbet, policens dækning og antallet af skader i de seneste ' +
        'to år indgår. Følgen er, at erstatningen udbetales straks eller at en medarbejder ser på sagen. Du kan altid ' +
        'bede en medarbejder afgøre sagen.',
      en:
        'Claims below DKK 5,000 may be decided automatically, from the amount, the cover of the policy and the number ' +
        'of claims in the last two years. The consequence is that compensation is paid at once, or that a member of ' +
        'staff looks at the case. You can always ask for a person to decide.',
    },
  },
  {
    id: 'insuranceHealth',
    informationTypes: ['insurance'],
    purposes: {
      da: 'Vi vurderer personskader og dækning, når en skade angår dit helbred, efter dit udtrykkelige samtykke.',
      en: 'We assess injuries and cover when a claim concerns your health, with your explicit consent.',
    },
    legalBasis: 'consent',
    categories: ['dpv-pd:MedicalHealth', 'dpv-pd:HealthRecord'],
    recipients: ['Eksempel Lægekonsulenter I/S', 'Eksempel Drift ApS'],
    retention: {
      da: 'Så længe skaden behandles og i fem år efter; straks slettet, hvis du trækker samtykket tilbage uden et krav.',
      en: 'While the claim is handled and for five years after; erased at once if you withdraw consent and claim nothing.',
    },
    source: {
      da: 'Din egen læge, hospitaler og vores lægekonsulenter, hver gang med din fuldmagt.',
      en: 'Your doctor, hospitals and our medical assessors, each time on your authority.',
    },
  },
  {
    id: 'insurancePricing',
    informationTypes: ['insurance'],
    purposes: {
      da: 'Vi beregner risiko og pris og forebygger svindel.',
      en: 'We calculate risk and price and prevent fraud.',
    },
    legalBasis: 'legitimateInterest',
    categories: ['dpv-pd:Reliability', 'dpv-pd:IndividualProfile', 'dpv-pd:Insurance'],
    recipients: ['Eksempel Drift ApS', 'Example Risk Models Inc.'],
    retention: {
      da: 'Tre år efter beregningen.',
      en: 'Three years after the calculation.',
    },
    source: {
      da: 'Beregnet af os ud fra dine policer, dine skader og offentlige statistikker.',
      en: 'Calculated by us from your policies, your claims and public statistics.',
    },
    automatedDecisions: {
      da:
        'Din risikoklasse beregnes ud fra alder, bopælsområde og skader i fem år. Den afgør præmien, men aldrig om du ' +
        'kan blive forsikret. Du kan få beregningen efterprøvet af en medarbejder.',
      en:
        'Your risk class is calculated from age, area of residence and claims over five years. It decides the premium, ' +
        'but never whether you can be insured. You can have the calculation reviewed by a person.',
    },
    thirdCountries: [
      {
        country: 'US',
        safeguard: {
          da: 'EU-Kommissionens standardkontraktbestemmelser (art. 46, stk. 2, litra c); oplysningerne er pseudonymiserede.',
          en: 'Standard contractual clauses of the European Commission (Art. 46(2)(c)); the data are pseudonymised.',
        },
      },
    ],
  },
]
