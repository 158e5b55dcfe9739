import { defineTemplate, type Section } from '../define-template.ts'
import { amount, country, currency, day, line, masked, oneOf, percent, prose, yesNo } from '../leaves.ts'
import { sectorPack } from '../starter-pack.ts'
import { civilNumber, contacts, contactsExample, personExample, personLeaves } from './common.ts'

const customer: Section = {
  kind: 'group',
  name: 'customer',
  title: { da: 'Kunde', en: 'Customer' },
  leaves: [
    ['customerNumber', line, 'Kundenummer', 'Customer number', 'derived', 'Identifier'],
    ...personLeaves,
    ['civilNumber', civilNumber, 'CPR-nummer', 'Civil registration number', 'provided', 'OfficialID'],
    ['citizenship', country, 'Statsborgerskab', 'Citizenship', 'provided', 'Nationality'],
    ['taxCountry', country, 'Skattepligtig i', 'Tax residence', 'provided', 'Tax'],
    ['occupation', line, 'Stilling', 'Occupation', 'provided', 'Professional'],
    ['income', amount, 'Oplyst indkomst', 'Income stated', 'provided', 'Income'],
  ],
}

const dueDiligence: Section = {
  kind: 'rows',
  name: 'dueDiligence',
  title: { da: 'Kundekendskab efter hvidvaskloven', en: 'Customer due diligence (anti-money laundering)' },
  leaves: [
    ['date', day, 'Dato', 'Date', 'derived', 'Historical', 'key'],
    ['document', line, 'Legitimation', 'Identity document', 'provided', 'OfficialID'],
    ['purpose', prose, 'Formål med kundeforholdet', 'Purpose of the relation', 'provided', 'Financial'],
    ['originOfFunds', prose, 'Midlernes oprindelse', 'Origin of the funds', 'provided', 'Financial'],
    ['exposedPerson', yesNo, 'Politisk eksponeret', 'Politically exposed', 'derived', 'IndividualProfile'],
    ['listChecked', line, 'Kontrolleret mod', 'Checked against', 'thirdParty', 'IndividualProfile'],
  ],
}

const accounts: Section = {
  kind: 'rows',
  name: 'accounts',
  title: { da: 'Konti og kort', en: 'Accounts and cards' },
  leaves: [
    [
      'number',
      masked,
      'Nummer (sidste cifre)',
      'Number (last digits)',
      'derived',
      'FinancialAccountNumber',
      'key',
    ],
    [
      'kind',
      oneOf({
        current: ['Lønkonto', 'Current account'],
        savings: ['Opsparing', 'Savings'],
        deposit: ['Depot', 'Securities account'],
        card: ['Betalingskort', 'Payment card'],
      }),
      'Art',
      'Kind',
      'provided',
      'Financial',
    ],
    ['opened', day, 'Oprettet', 'Opened', 'observed', 'Financial'],
    ['closed', day, 'Lukket', 'Closed', 'observed', 'Financial'],
    ['balance', amount, 'Saldo', 'Balance', 'derived', 'Financial'],
    ['currency', currency, 'Valuta', 'Currency', 'derived', 'Financial'],
    ['authorised', line, 'Fuldmagt til', 'Others with authority', 'provided', 'Relationship'],
  ],
}

const transactions: Section = {
  kind: 'rows',
  name: 'transactions',
  title: { da: 'Posteringer', en: 'Transactions' },
  leaves: [
    ['date', day, 'Bogført', 'Booked', 'observed', 'Transaction', 'key'],
    ['account', masked, 'Konto (sidste cifre)', 'Account (last digits)', 'observed', 'Transaction'],
    ['text', line, 'Tekst', 'Text', 'observed', 'Transaction'],
    ['counterparty', line, 'Modpart', 'Counterparty', 'observed', 'Relationship'],
    ['amount', amount, 'Beløb', 'Amount', 'observed', 'Transaction', 'key'],
    ['currency', currency, 'Valuta', 'Currency', 'observed', 'Transaction'],
  ],
}

const loans: Section = {
  kind: 'rows',
  name: 'loans',
  title: { da: 'Lån og kreditvurdering', en: 'Loans and credit assessment' },
  leaves: [
    ['loanNumber', line, 'Lånenummer', 'Loan number', 'derived', 'Identifier', 'key'],
    ['principal', amount, 'Hovedstol', 'Principal', 'provided', 'Financial'],
    ['interest', percent, 'Rente i procent', 'Interest in per cent', 'derived', 'Financial'],
    ['security', prose, 'Sikkerhed', 'Security', 'provided', 'Ownership'],
    ['budget', prose, 'Budget og formue', 'Budget and assets', 'provided', 'Income'],
    ['creditRegister', prose, 'Svar fra kreditregister', 'Credit register’s answer', 'thirdParty', 'Credit'],
    ['creditScore', amount, 'Kreditscore', 'Credit score', 'derived', 'Credit'],
    ['decision', prose, 'Afgørelse', 'Decision', 'derived', 'Credit'],
    ['decidedAutomatically', yesNo, 'Afgjort automatisk', 'Decided automatically', 'derived', 'Credit'],
  ],
}

const template = defineTemplate({
  templateId: 'bank',
  version: 1,
  title: { da: 'Bank', en: 'Bank' },
  sections: [customer, dueDiligence, accounts, transactions, loans, contacts],
  example: {
    customer: {
      customerNumber: 'B-5561',
      ...personExample,
      civilNumber: '170491-****',
      citizenship: 'DK',
      taxCountry: 'DK',
      occupation: 'Tømrer',
      income: 412000,
    },
    dueDiligence: [
      {
        date: '2021-02-03',
        document: 'Pas',
        purpose: 'Løn og opsparing',
        originOfFunds: 'Løn',
        exposedPerson: false,
        listChecked: 'EU’s sanktionsliste',
      },
    ],
    accounts: [
      { number: '****8890', kind: 'current', opened: '2021-02-03', balance: 8120.4, currency: 'DKK' },
    ],
    transactions: [
      {
        date: '2025-09-01',
        account: '****8890',
        text: 'Dankort',
        counterparty: 'Eksempel Byg A/S',
        amount: -312.95,
        currency: 'DKK',
      },
    ],
    loans: [
      {
        loanNumber: 'L-77',
        principal: 150000,
        interest: 6.2,
        security: 'Ejerpantebrev i bil',
        creditScore: 71,
        decision: 'Bevilget',
        decidedAutomatically: false,
      },
    ],
    contacts: contactsExample,
  },
})

export const bankPack = sectorPack({
  template,
  holds: { da: 'Konti, lån og rådgivning', en: 'Accounts, loans and advice' },
  source: {
    sourceId: 'coreBanking',
    label: { da: 'Banksystemet', en: 'Core banking system' },
    legalBasis: 'contract',
  },
  activities: [
    {
      id: 'bankAccounts',
      purposes: {
        da: 'Vi fører dine konti og kort og gennemfører dine betalinger.',
        en: 'We keep your accounts and cards and carry out your payments.',
      },
      legalBasis: 'contract',
      categories: ['dpv-pd:Name', 'dpv-pd:Contact', 'dpv-pd:Financial', 'dpv-pd:Transaction'],
      recipients: ['Eksempel Bankdata', 'Eksempel Kort A/S', 'Betalingsmodtagerens bank'],
      retention: {
        da: 'Fem år efter det år, hvor kundeforholdet ophørte (bogføringsloven).',
        en: 'Five years after the year in which you ceased to be a customer (bookkeeping law).',
      },
      source: {
        da: 'Dig selv og dem, der betaler til dig. Adressen opdateres fra Det Centrale Personregister.',
        en: 'You and those who pay you. Your address is updated from the civil register.',
      },
    },
    {
      id: 'bankDueDiligence',
      purposes: {
        da: 'Vi forebygger hvidvask og finansiering af terrorisme.',
        en: 'We prevent money laundering and the financing of terrorism.',
      },
      legalBasis: 'legalObligation',
      categories: ['dpv-pd:OfficialID', 'dpv-pd:Nationality', 'dpv-pd:Tax', 'dpv-pd:IndividualProfile'],
      recipients: ['Hvidvasksekretariatet', 'Skattestyrelsen', 'Eksempel Bankdata'],
      retention: {
        da: 'Fem år efter at kundeforholdet er ophørt (hvidvaskloven § 30).',
        en: 'Five years after you ceased to be a customer (Danish Anti-Money Laundering Act, section 30).',
      },
      source: {
        da: 'Dig selv, Det Centrale Personregister og offentlige sanktionslister.',
        en: 'You, the civil register and public sanctions lists.',
      },
    },
    {
      id: 'bankCredit',
      purposes: {
        da: 'Vi vurderer, om du kan betale et lån tilbage, og hvad det skal koste.',
        en: 'We assess whether you can repay a loan and what it is to cost.',
      },
      legalBasis: 'legalObligation',
      categories: ['dpv-pd:Income', 'dpv-pd:Credit', 'dpv-pd:Ownership'],
      recipients: ['Eksempel Kreditregister A/S', 'Eksempel Bankdata'],
      retention: {
        da: 'Så længe lånet løber og i fem år efter; seks måneder efter et afslag.',
        en: 'While the loan runs and for five years after; six months after a refusal.',
      },
      source: {
        da: 'Dig selv, Skattestyrelsen med dit samtykke og registre over dårlige betalere.',
        en: 'You, the tax agency with your consent, and registers of debtors.',
      },
      automatedDecisions: {
        da: 'Din score beregnes ud fra indkomst, gæld og betalinger i to år og indgår i afgørelsen. Du kan altid få en medarbejder til at afgøre ansøgningen.',
        en: 'Your score is calculated from income, debts and two years of payments and is part of the decision. You can always have a person decide.',
      },
    },
  ],
})
