// api.md, "Staff and integrators": data, files, sources.
import { revealReasons } from '../../domain/identity/masking.ts'
import { bypassReasons, bypassSteps } from '../../domain/requests/bypass.ts'
import { anyObject, id, record, sha256, text } from './primitives.ts'

const version = { type: 'integer', minimum: 1, maximum: 1_000_000 } as const

export const importData = record({ templateId: id, version, data: anyObject }, [
  'templateId',
  'version',
  'data',
])

/** What lies in the source of a connector, or that nothing does. */
export const pushData = {
  ...record({ version, data: anyObject, nothingHeld: { type: 'boolean' } }, []),
  oneOf: [
    { required: ['version', 'data'], properties: { version: true, data: true, nothingHeld: false } },
    { required: ['nothingHeld'], properties: { nothingHeld: { const: true }, version: false, data: false } },
  ],
} as const

export const createUpload = record(
  {
    /** The rules for names are `parseFileName`'s; here only its length. */
    name: { type: 'string', minLength: 1, maxLength: 255 },
    contentType: {
      type: 'string',
      maxLength: 127,
      pattern:
        '^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*(; ?[A-Za-z0-9-]+=[A-Za-z0-9._-]+)*$',
      description: 'Media type (RFC 6838), with unquoted parameters at most.',
    },
    /** How large it may be is the company's to say, and the refusal says it. */
    sizeBytes: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    source: id,
    providedByPerson: {
      type: 'boolean',
      description:
        'Whether the person gave this file, as the package of Art. 20 asks; left out, what the company says of the source holds.',
    },
  },
  ['name', 'contentType', 'sizeBytes'],
)

export const releaseFile = record({ reason: text(1000) }, ['reason'])

export const commitUpload = record({ sha256 }, [])

/** A step that a manager steps over, and why. */
export const bypass = record(
  {
    step: { type: 'string', enum: bypassSteps },
    reasonCode: { type: 'string', enum: bypassReasons },
    reason: text(1000),
  },
  ['step', 'reasonCode', 'reason'],
)

/** Why a reviewer asks who the request is about. */
export const reveal = record({ reasonCode: { type: 'string', enum: revealReasons } }, ['reasonCode'])

export const sourceState = record(
  { state: { type: 'string', enum: ['filled', 'nothingHeld', 'failed'] }, note: text(1000) },
  ['state'],
)
