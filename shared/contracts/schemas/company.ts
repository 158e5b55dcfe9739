// api.md, "Staff and integrators": settings, employees, keys, and the local clock.
import { webhookEvents } from '../../domain/webhooks/webhook-events.ts'
import { reviewersSee } from '../../domain/identity/masking.ts'
import { keyScopes } from '../../domain/identity/key-scopes.ts'
import { legalBases } from '../../domain/templates/information-type.ts'
import { holidayCountries } from '../../domain/holidays/holidays.ts'
import { fileTypes, uploadBounds } from '../../domain/requests/upload-limits.ts'
import { keeping } from './keeping.ts'
import {
  callable,
  country,
  email,
  id,
  identityLevel,
  instant,
  language,
  line,
  list,
  localised,
  phone,
  record,
  right,
  rows,
  rsaKey,
  text,
} from './primitives.ts'

const officer = record({ name: line(200), email, phone }, ['name', 'email'])

/** As a member of a request's `identifiers` is named. */
const identifierName = { type: 'string', pattern: '^[a-z][A-Za-z0-9]{0,39}$' } as const

const identifier = record({ id: identifierName, label: localised(200), why: localised(500) }, [
  'id',
  'label',
  'why',
])

const profile = record(
  {
    name: line(200),
    languages: list(language, 2),
    country: {
      type: 'string',
      enum: holidayCountries,
      description: 'Whose holidays and grounds hold; it changes only while no request is open.',
    } as const,
    timeZone: { type: 'string', format: 'time-zone', maxLength: 64, description: 'IANA name.' } as const,
    contact: record({ name: line(200), email, phone, postalAddress: text(500) }, ['name', 'email']),
    dataProtectionOfficers: rows(officer, 1),
    authority: record(
      {
        name: line(200),
        url: { type: 'string', maxLength: 300, pattern: '^https?://[^\\s<>"]+$' } as const,
        address: line(300),
      },
      ['name', 'url', 'address'],
    ),
    rights: list(right, 7),
    identifiers: rows(identifier, 5),
  },
  [],
)

const approvalPolicy = record(
  {
    approvalsNeeded: { type: 'integer', minimum: 1, maximum: 5 },
    approverIds: list(id, 100),
    version: {
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000_000,
      readOnly: true,
      description: 'Counted by the instance; another than the one that holds is 412 `versionConflict`.',
    } as const,
  },
  ['approvalsNeeded'],
)

const legalBasis = { type: 'string', enum: legalBases } as const

const source = record(
  { sourceId: id, label: localised(200), templateId: id, legalBasis, providedByPerson: { type: 'boolean' } },
  ['sourceId', 'label', 'templateId', 'legalBasis', 'providedByPerson'],
)

const informationType = record(
  {
    informationType: id,
    label: localised(200),
    sources: rows(source, 200),
    state: {
      type: 'string',
      enum: ['current', 'retired'],
      description: 'Retired: no new request takes it up. Left out: current.',
    } as const,
  },
  ['informationType', 'label', 'sources'],
)

/** What the Art. 15(1) sheet says of one thing that the company does with personal data. */
const activity = record(
  {
    id,
    informationTypes: list(id, 100),
    purposes: localised(2000),
    legalBasis,
    categories: list({ type: 'string', maxLength: 100, pattern: '^dpv-pd:[A-Z][A-Za-z]*$' } as const, 50),
    recipients: rows(line(200), 100),
    retention: localised(1000),
    source: localised(1000),
    automatedDecisions: localised(2000),
    thirdCountries: rows(record({ country, safeguard: localised(1000) }, ['country', 'safeguard']), 50),
  },
  ['id', 'informationTypes', 'purposes', 'legalBasis', 'categories', 'recipients', 'retention', 'source'],
)

const atMost = (maximum: number) => ({ type: 'integer', minimum: 1, maximum }) as const

const uploads = record(
  {
    largestFileBytes: atMost(uploadBounds.largestFileBytes),
    totalBytes: atMost(uploadBounds.totalBytes),
    files: atMost(uploadBounds.files),
    types: list({ type: 'string', enum: fileTypes } as const, 9),
  },
  [],
)

/** Somebody pays for each text message: to which numbers, by how they begin, and how many in a month. */
const sms = record(
  {
    prefixes: list({ type: 'string', pattern: '^\\+[1-9][0-9]{0,6}$' } as const, 50),
    monthlyCap: { type: 'integer', minimum: 0, maximum: 100_000 } as const,
    usedThisMonth: {
      type: 'integer',
      minimum: 0,
      maximum: 1_000_000_000,
      readOnly: true,
      description: 'Counted by the instance; what is sent is not looked at.',
    } as const,
  },
  [],
)

/** As a browser writes it: no path, no port that goes without saying (RFC 6454, section 6.2). */
const origin = {
  type: 'string',
  maxLength: 260,
  pattern:
    '^https://([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9](?!:443$)(:[1-9][0-9]{0,4})?$',
  description: 'Whose pages may call the API from a browser, such as https://www.example.com.',
} as const

/** The same for a key that may be published; a page that is being made is on this machine. */
const pageOrigin = {
  type: 'string',
  maxLength: 260,
  pattern: `${origin.pattern}|^http://(localhost|127\\.0\\.0\\.1)(:[1-9][0-9]{0,4})?$`,
  description: 'Whose pages have the key in them, such as https://www.example.com.',
} as const

/** Each part may be left out and then stays as it is; all that is read may be sent back, also what is only read. */
export const settings = record(
  {
    profile,
    identityLevel,
    identityLevels: rows(
      record({ informationType: id, level: identityLevel, reason: text(1000) }, [
        'informationType',
        'level',
        'reason',
      ]),
      100,
    ),
    approvalPolicy,
    acknowledgement: {
      ...rows(localised(1000), 3),
      description:
        'Paragraphs added to the acknowledgement; {companyName}, {reference}, {receivedOn} and {dueOn} are filled in.',
    },
    secondAdministrator: { type: 'string', enum: ['required', 'none'] },
    staffTexts: { type: 'string', enum: ['refused', 'allowed'] },
    reviewersSee: {
      type: 'string',
      enum: reviewersSee,
      description:
        '`noContact`: name and contact of the person are covered for who only approves, until they ask with a reason.',
    },
    statusPage: {
      type: 'string',
      enum: ['off', 'coarse'],
      description:
        'Coarse: a person may pass on an address that says, without signing in, whether the request is under way and the month in which it is due. Off unless said.',
    } as const,
    informationTypes: rows(informationType, 100),
    activities: rows(activity, 200),
    uploads,
    sms,
    ...keeping,
    programAccess: { type: 'string', enum: ['tokenAlone', 'tokenAndKey'] },
    allowedOrigins: { ...rows(origin, 20), uniqueItems: true },
    seenFrom: {
      ...rows({ type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 63 }, 50),
      uniqueItems: true,
      description: 'Companies from which people who work here as well see how it stands: counts alone.',
    },
  },
  [],
)

/** `language`: of the invitation; it is not kept. */
export const createEmployee = record({ name: line(200), email, language }, ['name', 'email'])

export const changeEmployee = record({ name: line(200), email }, [])

export const createApiKey = {
  ...record(
    {
      name: line(200),
      scopes: list({ type: 'string', enum: keyScopes } as const, 10),
      origins: {
        ...rows(pageOrigin, 20),
        ...{ minItems: 1, uniqueItems: true },
        description:
          'Instead of scopes: the key may stand in pages of these origins, where everybody can read it, and does nothing but ask for consent.',
      },
      expiresAt: instant,
      sourceId: {
        ...id,
        description: 'With the scope `push`: the one source of the catalogue that the key fills.',
      },
    },
    ['name'],
  ),
  oneOf: [
    { required: ['scopes'], properties: { scopes: true, origins: false } },
    { required: ['origins'], properties: { origins: true, scopes: false, sourceId: false } },
  ],
} as const

const webhook = {
  url: callable('https, on a port that the operator allows.'),
  events: list({ type: 'string', enum: webhookEvents } as const, webhookEvents.length),
  state: { type: 'string', enum: ['active', 'stopped'] },
} as const

export const createWebhook = record(webhook, ['url', 'events'])

/** The whole of it; `state` left out switches it on. */
export const changeWebhook = record(webhook, ['url', 'events'])

export const clockAdvance = record({ advance: { type: 'string', format: 'duration', maxLength: 40 } }, [
  'advance',
])

/** With the key of another instance, as that one shows it (a JWK, RFC 7517), the company's keys go along for it alone. */
export const companyExport = record(
  {
    receivingKey: rsaKey,
  },
  [],
)
