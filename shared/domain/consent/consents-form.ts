// A person's consents as a source of their answer: what holds now, and all that was ever said.
import { defineTemplate } from '../templates/define-template.ts'
import type { Section } from '../templates/define-template.ts'
import { instant, line, oneOf, prose } from '../templates/leaves.ts'
import type { Choice } from '../templates/leaves.ts'
import type { Text } from '../templates/template.ts'
import type { ConsentEvent, PurposeDecision } from './event.ts'
import { receiptTexts } from './receipt-texts.ts'
import { currentState } from './state.ts'
import type { PurposeStates } from './state.ts'

type Words = Readonly<Record<string, string>>

const choice = (da: Words, en: Words): Choice =>
  oneOf(Object.fromEntries(Object.entries(en).map(([code, text]) => [code, [da[code] as string, text]])))

const states = choice(receiptTexts('da').states, receiptTexts('en').states)
const methods = choice(receiptTexts('da').methods, receiptTexts('en').methods)

/** Where an application keeps them under a name of its own. */
const knownAs: Section['leaves'][number] = [
  ...(['knownAs', line, 'Dit navn hos programmet', 'Your name in the application'] as const),
  ...(['observed', 'Identifier'] as const),
]

const current: Section = {
  kind: 'rows',
  name: 'current',
  title: { da: 'Hvad der gælder nu', en: 'What holds now' },
  leaves: [
    ['purposeId', line, 'Formålets navn', 'Name of the purpose', 'observed', 'Identifier', 'key'],
    [
      'purpose',
      prose,
      'Det, du blev spurgt om',
      'What you were asked',
      'observed',
      'PrivacyPreference',
      'key',
    ],
    ['state', states, 'Dit svar', 'Your answer', 'provided', 'PrivacyPreference', 'key'],
    ['at', instant, 'Hvornår', 'When', 'observed', 'Historical', 'key'],
    ['validUntil', instant, 'Gælder til', 'Holds until', 'observed', 'Historical'],
    knownAs,
    ['consentId', line, 'Samtykkets nummer', 'Number of the consent', 'observed', 'Identifier', 'key'],
  ],
}

const history: Section = {
  kind: 'rows',
  name: 'history',
  title: { da: 'Hvad der er sket', en: 'What happened' },
  leaves: [
    ['at', instant, 'Hvornår', 'When', 'observed', 'Historical', 'key'],
    ['purposeId', line, 'Formålets navn', 'Name of the purpose', 'observed', 'Identifier', 'key'],
    [
      'purpose',
      prose,
      'Det, du blev spurgt om',
      'What you were asked',
      'observed',
      'PrivacyPreference',
      'key',
    ],
    ['state', states, 'Svar', 'Answer', 'provided', 'PrivacyPreference', 'key'],
    ['method', methods, 'Hvordan', 'How', 'observed', 'Historical', 'key'],
    ['validUntil', instant, 'Gælder til', 'Holds until', 'observed', 'Historical'],
    ['formId', line, 'Formular', 'Form', 'observed', 'Identifier', 'key'],
    ['formVersion', line, 'Formularens udgave', 'Version of the form', 'observed', 'Identifier', 'key'],
    ['textSha256', line, 'SHA-256 af teksten', 'SHA-256 of the text', 'observed', 'Identifier', 'key'],
    ['language', line, 'Sprog', 'Language', 'observed', 'Language', 'key'],
    knownAs,
    ['consentId', line, 'Samtykkets nummer', 'Number of the consent', 'observed', 'Identifier', 'key'],
  ],
}

const example = {
  current: [
    {
      ...{ purposeId: 'newsletter', purpose: 'Send me the newsletter', state: 'given' },
      ...{ at: '2026-03-01T12:00:00.000Z', consentId: 'consent1' },
    },
  ],
  history: [],
}

export const consentsForm = defineTemplate({
  templateId: 'consents',
  version: 2,
  title: { da: 'Samtykker', en: 'Consents' },
  sections: [current, history],
  example,
})

export const consentsLabel: Text = { da: 'Dine samtykker', en: 'Your consents' }

/** What was asked, by the version and in the language in which it was. */
export type AskedText = (event: ConsentEvent, purposeId: string) => string

type Said = { readonly event: ConsentEvent; readonly purpose: PurposeDecision }

type Kept = {
  readonly states: PurposeStates
  /** In the order in which they were said. */
  readonly events: readonly ConsentEvent[]
  readonly knownAs?: string
}

/** What is kept under one address, or one name. */
export function consentsData({ states, events, knownAs }: Kept, textOf: AskedText, now: Date) {
  const name = knownAs === undefined ? {} : { knownAs }
  const said = events.flatMap((event) => event.purposes.map((purpose): Said => ({ event, purpose })))
  return {
    current: Object.entries(states).map(([purposeId, state]) => {
      const { at, consentId, validUntil } = state
      // It stands there because this consent said so.
      const { event } = said.findLast(
        (one) => one.event.consentId === consentId && one.purpose.purposeId === purposeId,
      ) as Said
      return {
        ...{ purposeId, purpose: textOf(event, purposeId) },
        ...{ state: currentState(state, now), at, consentId },
        ...{ ...(validUntil !== undefined && { validUntil }), ...name },
      }
    }),
    history: said.map(({ event, purpose: { purposeId, decision, validUntil } }) => ({
      ...{ at: event.saidAt ?? event.at, purposeId, purpose: textOf(event, purposeId) },
      ...{ state: event.type === 'requested' ? event.type : decision, method: event.method },
      ...(validUntil !== undefined && { validUntil }),
      ...{ formId: event.formId, formVersion: String(event.formVersion), textSha256: event.formSha256 },
      ...{ language: event.language, consentId: event.consentId, ...name },
    })),
  }
}
