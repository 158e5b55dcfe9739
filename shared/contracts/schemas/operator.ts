// What whoever runs the instance says of companies: how they stand, and nothing of what they hold.
import { modules as names } from '../../domain/companies/standing.ts'
import { longestSupportHours, supportAreas } from '../../domain/companies/support.ts'
import { holidayCountries } from '../../domain/holidays/holidays.ts'
import { sectors } from '../../domain/templates/sectors.ts'
import { email, id, language, line, record, secret, text } from './primitives.ts'

const onOff = { type: 'string', enum: ['on', 'off'] } as const

/** Three facts; `id` is made of the name, and `language` is that of the owner's invitation. */
export const openCompany = record(
  {
    ...{ name: line(200), ownerName: line(200), ownerEmail: email, id, language },
    country: { type: 'string', enum: holidayCountries } as const,
    sector: {
      ...({ type: 'string', enum: sectors } as const),
      description: 'Whose forms it starts with, beside the general one; that one alone if left out.',
    },
  },
  ['name', 'ownerName', 'ownerEmail'],
)

/** Who is to own the company, as its people say by another way. */
export const ownerRecovery = record({ ownerName: line(200), ownerEmail: email, language }, [
  'ownerName',
  'ownerEmail',
])

/** A named operator sees so much of how the company stands, for so many hours. */
export const supportInvitation = record(
  {
    operatorEmail: email,
    areas: {
      type: 'array',
      items: { type: 'string', enum: supportAreas },
      minItems: 1,
      maxItems: supportAreas.length,
      uniqueItems: true,
    } as const,
    hours: { type: 'integer', minimum: 1, maximum: longestSupportHours } as const,
    reason: text(500),
  },
  ['operatorEmail', 'areas', 'hours', 'reason'],
)

export const suspension = record({ reason: text(500) }, ['reason'])

/** What is left out stays as it is. */
export const modules = record(
  Object.fromEntries(names.map((name) => [name, onOff])) as Record<(typeof names)[number], typeof onOff>,
  [],
)

export const inviteOperator = record({ name: line(200), email, language }, ['name', 'email'])

export const firstOperator = record({ code: secret(200), name: line(200), email, language }, [
  'code',
  'name',
  'email',
])
