// api.md, "Staff and integrators": identity, approval, time, refusal.
import { breachOutcomes, recallReasons } from '../../domain/retention/breach.ts'
import { discardReasons } from '../../domain/messages/discard-reason.ts'
import { id, identityLevel, instant, line, record, right, secret, text, word } from './primitives.ts'

/** How it was shown that the person asking is the person; what each can show at most is the domain's to say. */
const method = {
  type: 'string',
  enum: [
    'mailboxLink',
    'contactOnFile',
    'codeToContactOnFile',
    'companyLogIn',
    'inPerson',
    'documentCheck',
    'nationalEid',
  ],
} as const

export const identityRecord = record(
  { method, level: identityLevel, evidence: text(1000), note: text(1000) },
  ['method', 'level', 'evidence'],
)

export const seal = record({}, [])

export const approval = record(
  {
    /** Any text: what is not the seal's root is answered with `sealChanged`, whatever its shape. */
    manifestSha256: secret(128),
    decision: { type: 'string', enum: ['approve', 'return'] },
    comment: text(2000),
  },
  ['manifestSha256', 'decision'],
)

/** Art. 12(3): one or two further months, for one of the two reasons that the article knows, told in a sentence. */
export const extension = record(
  {
    months: { type: 'integer', enum: [1, 2] },
    reasonCode: { type: 'string', enum: ['complexity', 'numberOfRequests'] },
    reason: text(2000),
  },
  ['months', 'reasonCode', 'reason'],
)

/** Art. 12(6) and recital 63: the two reasons for which the clock may stand. */
export const pause = record(
  {
    right,
    reasonCode: { type: 'string', enum: ['identityInformation', 'specification'] },
    reason: text(2000),
    until: instant,
  },
  ['reasonCode', 'reason', 'until'],
)

export const resume = record({ right }, [])

/** Art. 12(4): ground and facts; article, authority and remedy come with the ground. */
export const refusal = record({ right, groundCode: word, facts: text(4000) }, ['groundCode', 'facts'])

const pointer = {
  type: 'string',
  maxLength: 500,
  pattern: '^(/([^~/]|~[01])*)*$',
  description:
    'RFC 6901, into the data of the source: a value, a whole group or row; the empty pointer is all of it.',
} as const

/** A value of a source's form, or a file: exactly one of them. The text is read by the person. */
const withheldItem = {
  ...record(
    {
      source: { ...id, description: 'With `pointer`: the source whose data hold it.' },
      pointer,
      file: { ...line(255), description: 'Instead of `source` and `pointer`: the name of a file.' },
      groundCode: word,
      text: text(1000),
    },
    ['groundCode', 'text'],
  ),
  oneOf: [
    { required: ['source', 'pointer'], properties: { source: true, pointer: true, file: false } },
    { required: ['file'], properties: { file: true, source: false, pointer: false } },
  ],
} as const

/** What is left out of the answer, and on which ground (Art. 15(4), 20(4)); an empty list takes it all back. */
export const withheld = record(
  {
    items: {
      type: 'array',
      maxItems: 200,
      items: withheldItem,
    },
    filesAsTheyAre: {
      type: 'array',
      maxItems: 500,
      items: line(255),
      description:
        'Names of files that leave as they are although they contain a withheld value: said with each list, after reading them.',
    },
  },
  ['items'],
)

/** What is taken where sources differ: of one of them, the rows of all, what is typed instead; or nothing, to decide anew. */
export const conflictDecision = {
  ...record(
    {
      pointer: { ...pointer, minLength: 1, description: 'RFC 6901, into the form: the field that differs.' },
      take: { type: 'string', enum: ['source', 'all', 'value', 'nothing'] },
      source: { ...id, description: 'With `take: "source"`: whose value is right.' },
      value: {
        oneOf: [{ type: 'string', maxLength: 10_000 }, { type: 'number' }, { type: 'boolean' }],
        description: 'With `take: "value"`: the right one, as the template has it.',
      },
    },
    ['pointer', 'take'],
  ),
  oneOf: [
    { required: ['take', 'source'], properties: { take: { const: 'source' }, source: true, value: false } },
    { required: ['take', 'value'], properties: { take: { const: 'value' }, value: true, source: false } },
    { required: ['take'], properties: { take: { enum: ['all', 'nothing'] }, source: false, value: false } },
  ],
} as const

/** Why a delivery is taken back, or a breach is entered, and since when the company knows of it (Art. 33(1)); now, if it does not say. */
export const recall = record(
  { reasonCode: { type: 'string', enum: recallReasons }, reason: text(2000), awareAt: instant },
  ['reasonCode', 'reason'],
)

/** Art. 33(1), (5): whether the authority was told, and the reasons for it. */
export const breachAssessment = record(
  { outcome: { type: 'string', enum: breachOutcomes }, assessment: text(4000) },
  ['outcome', 'assessment'],
)

export const discardDeadLetter = record({ reason: { type: 'string', enum: discardReasons } }, ['reason'])

/** How an answer on paper reached the person. */
export const handOver = record({ how: { type: 'string', enum: ['post', 'inPerson'] } }, ['how'])
