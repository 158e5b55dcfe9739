// api.md, "Requester", and the staff's own entry of a request.
import {
  country,
  email,
  id,
  instant,
  language,
  line,
  list,
  phone,
  record,
  right,
  text,
} from './primitives.ts'
import { requestLimits } from '../../domain/requests/limits.ts'
import { objectionPurposes } from '../../domain/requests/right.ts'

const identifiers = {
  type: 'object',
  maxProperties: 20,
  propertyNames: { type: 'string', pattern: '^[a-z][A-Za-z0-9]{0,39}$' },
  additionalProperties: line(200),
  description: 'What helps to find the person, such as a customer number, by a camelCase name.',
} as const

const secondFactor = {
  oneOf: [
    record({ kind: { type: 'string', const: 'sms' }, phone }, ['kind', 'phone']),
    record(
      {
        kind: { type: 'string', const: 'passcode' },
        passcode: { type: 'string', minLength: 8, maxLength: 128 },
      },
      ['kind', 'passcode'],
    ),
  ],
} as const

/** Art. 20(2): the registered receiver to which a portability package goes. */
const deliverTo = record({ receiverId: id }, ['receiverId'])

/** What both ways in have in common. No reason is ever asked for (EDPB 01/2022 section 3.1.2). */
const wish = {
  rights: list(right, 7),
  objectionPurpose: {
    type: 'string',
    enum: objectionPurposes,
    description:
      'What an objection among the rights is about; to direct marketing it takes effect when the request is verified.',
  },
  consentIds: {
    type: 'array',
    maxItems: 20,
    uniqueItems: true,
    items: { type: 'string', pattern: '^[A-Za-z0-9_-]{44}$' },
    description:
      'Which of their consents the person takes back with `consentWithdrawal`: the record changes when the request is verified. What is not theirs is left as it is.',
  },
  language,
  country,
  informationTypes: { ...list(id, 100), minItems: 0, description: 'None of them means everything.' },
  message: text(requestLimits.messageCharacters),
  identifiers,
  secondFactor,
  deliverTo,
} as const

export const createRequest = record({ ...wish, email }, ['rights', 'email'])

/** Exactly one way to reach the person: no e-mail is needed (Art. 12(1); regulation e.4, 6). */
export const registerRequest = {
  ...record(
    {
      ...wish,
      email,
      postalAddress: text(500),
      inPerson: { type: 'boolean', const: true },
      channel: { type: 'string', enum: ['phone', 'email', 'letter', 'inPerson', 'api'] },
      receivedAt: instant,
      backdatingReason: text(1000),
    },
    ['rights', 'channel'],
  ),
  oneOf: [{ required: ['email'] }, { required: ['postalAddress'] }, { required: ['inPerson'] }],
} as const

export const withdrawal = record({}, [])

export const message = record({ text: text(requestLimits.messageCharacters) }, ['text'])
