// api.md, "Consent": forms, what people say to them, and whether it holds.
import { country, email, id, instant, line, list, record, rows, text } from './primitives.ts'

const language = { type: 'string', pattern: '^[a-z]{2}$', description: 'ISO 639-1.' } as const

/** The same languages throughout a form: those of its title. */
const texts = <const Max extends number>(maxLength: Max) =>
  ({
    type: 'object',
    minProperties: 1,
    maxProperties: 24,
    propertyNames: language,
    additionalProperties: text(maxLength),
    description: 'By language; each text of a form is in all languages that its title is in.',
  }) as const

const purpose = record(
  {
    purposeId: { ...id, description: 'Means one thing in the whole company.' },
    text: texts(2000),
    dataCategories: rows(line(200), 50),
    recipients: rows(line(200), 50),
    retention: texts(500),
    thirdCountries: rows(record({ country, safeguard: texts(1000) }, ['country', 'safeguard']), 50),
    explicit: {
      type: 'boolean',
      description: 'Consent under Art. 9(2)(a), 22(2)(c) or 49(1)(a), said in so many words.',
    },
    validMonths: { type: 'integer', minimum: 1, maximum: 120 },
    required: {
      type: 'boolean',
      description: 'Refused when true: a consent that is a condition is none (Art. 7(4)).',
    },
  },
  ['purposeId', 'text'],
)

/** A version of a form; the company's own name, authority and usual words stand for what is left out. */
export const consentForm = record(
  {
    title: texts(200),
    body: texts(20_000),
    purposes: rows(purpose, 50),
    controller: record({ name: line(200), email, address: text(500), phone: line(50) }, ['name']),
    authority: record(
      { name: line(200), url: { type: 'string', maxLength: 300, pattern: '^https?://[^\\s<>"]+$' } as const },
      ['name', 'url'],
    ),
    withdrawal: texts(2000),
    factors: {
      ...list({ type: 'string', enum: ['emailLink', 'passcode'] } as const, 2),
      description:
        'With what an answer is confirmed: the mailed link always, and a passcode that the person chose.',
    } as const,
  },
  ['title', 'purposes'],
)

const externalId = {
  ...line(200),
  description: 'The company’s own name for the person, as its programs know them.',
} as const

const subject = {
  ...record({ email, externalId }, []),
  oneOf: [
    { required: ['email'], properties: { email: true, externalId: false } },
    { required: ['externalId'], properties: { externalId: true, email: false } },
  ],
} as const

const decision = record({ purposeId: id, decision: { type: 'string', enum: ['given', 'refused'] } }, [
  'purposeId',
  'decision',
])

const reference = {
  ...line(200),
  description: 'Where the paper lies, or the call is noted, in the company’s own files.',
} as const

/** What somebody said to a published version. */
export const recordConsent = record(
  {
    formId: id,
    version: { type: 'integer', minimum: 1, maximum: 1000 },
    subject,
    purposes: { ...rows(decision, 50), minItems: 1 } as const,
    method: { type: 'string', enum: ['webForm', 'apiThirdParty', 'magicLink', 'paper', 'phone'] },
    language,
    saidAt: instant,
    reference,
    passcode: {
      type: 'string',
      minLength: 8,
      maxLength: 128,
      description: 'Chosen by the person where the form has that factor; they show it when they confirm.',
    } as const,
  },
  ['formId', 'version', 'subject', 'purposes', 'method'],
)

/** All that the consent is about, unless some are named. */
export const consentWithdrawal = record(
  {
    purposes: list(id, 50),
    method: {
      type: 'string',
      enum: ['paper', 'phone'],
      description: 'How the person said it to somebody of the company.',
    },
    reference,
  },
  [],
)

export const consentSearch = record({ subject }, ['subject'])

/** Whose mailbox the name stands for that the consent was recorded under. */
export const consentPerson = record({ email }, ['email'])

export const consentCheck = record(
  {
    questions: {
      ...rows(record({ subject, purposes: list(id, 50) }, ['subject', 'purposes']), 100),
      minItems: 1,
    } as const,
  },
  ['questions'],
)
