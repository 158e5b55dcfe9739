// What the company says in its own words to whoever asks: beside what the law demands, never instead of it.
import { idFrom } from './frame.ts'
import type { OneForm } from './one-form.ts'
import type { Spec } from './spec.ts'

type Labelled = { readonly label?: { readonly en?: string } }

type Rows<Row> = Readonly<Record<string, Row>>

type Draft = {
  readonly acknowledgement?: Rows<object>
  readonly identifiers?: Rows<Labelled>
}

const paragraphs = [0, 1, 2]

const mostIdentifiers = 5

export const wordingForm: OneForm<Draft> = {
  place: 'wording',

  specs: async ({ texts }, { identifiers }) => {
    const { wording: words, languages } = texts.settings
    const rows = [...identifiers.map((_one, at) => at), identifiers.length].slice(0, mostIdentifiers)
    const both = (at: string, label: string): readonly Spec[] => [
      { at: `${at}.en`, kind: 'line', label: `${label} (${languages.en})`, look: { maxlength: 500 } },
      { at: `${at}.da`, kind: 'line', label: `${label} (${languages.da})`, look: { maxlength: 500 } },
    ]
    return [
      ...paragraphs.flatMap((at): readonly Spec[] => [
        {
          ...{ at: `acknowledgement.${at}.en`, kind: 'text', hint: words.places },
          label: `${words.paragraph(at + 1)} (${languages.en})`,
        },
        {
          ...{ at: `acknowledgement.${at}.da`, kind: 'text' },
          label: `${words.paragraph(at + 1)} (${languages.da})`,
        },
      ]),
      ...rows.flatMap((at) => [
        ...both(`identifiers.${at}.label`, words.identifier(at + 1)),
        ...both(`identifiers.${at}.why`, words.why(at + 1)),
      ]),
    ]
  },

  value: ({ acknowledgement, identifiers }) => ({ acknowledgement, identifiers }),

  body: ({ acknowledgement = {}, identifiers = {} }, settings) => {
    const taken: string[] = settings.identifiers.map(({ id }) => id)
    const asked = Object.entries(identifiers).map(([at, one]) => ({
      id: settings.identifiers[Number(at)]?.id ?? idFrom(one.label?.en ?? '', taken),
      ...one,
    }))
    return { acknowledgement: Object.values(acknowledgement), profile: { identifiers: asked } }
  },

  // What was left empty is not sent, so the body counts fewer rows than the form.
  placeOf: (at, { acknowledgement = {}, identifiers = {} }) =>
    at
      .replace(/^profile\./, '')
      .replace(/^acknowledgement\.(\d+)/, (_all, row) => `acknowledgement.${rowOf(acknowledgement, row)}`)
      .replace(/^identifiers\.(\d+)/, (_all, row) => `identifiers.${rowOf(identifiers, row)}`),
}

const rowOf = (rows: Rows<unknown>, at: string): string => Object.keys(rows)[Number(at)] ?? at
