import { id, list, record, secret } from './primitives.ts'

const settings = {
  type: 'object',
  maxProperties: 12,
  propertyNames: { type: 'string', pattern: '^[a-z][A-Za-z0-9]{1,29}$' },
  additionalProperties: secret(8000),
  description:
    'Those that the system of the catalogue names, each by its name; secrets are never shown again.',
} as const

/** A system of the catalogue, for a source of the company. */
export const addConnection = record(
  {
    systemId: { type: 'string', pattern: '^[a-z][a-z0-9-]{1,39}$', maxLength: 40 },
    sourceId: id,
    settings,
  },
  ['systemId', 'sourceId'],
)

/** All of them: what is left out is gone. */
export const renewConnection = record({ settings }, ['settings'])

export const startSearch = record(
  {
    connectionId: id,
    what: {
      type: 'string',
      enum: ['locate', 'collect'],
      description: 'Finding the person, or also what belongs to them.',
    } as const,
  },
  ['connectionId', 'what'],
)

export const takeFound = record(
  {
    steps: {
      ...list({ type: 'string', pattern: '^[a-z][A-Za-z0-9]{1,39}$' } as const, 20),
      description: 'Of what was found, what belongs into the answer.',
    } as const,
  },
  ['steps'],
)
