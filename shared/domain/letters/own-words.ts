// Words of a company in a letter of ours: plain paragraphs, with a closed list of places to be filled.

const placeholders = ['companyName', 'reference', 'receivedOn', 'dueOn'] as const

export type Placeholder = (typeof placeholders)[number]

const place = /\{([^{}]*)\}/g

/** What stands in braces and is none of ours: it would go out as it is. */
export const unknownPlaces = (words: string): readonly string[] =>
  [...words.matchAll(place)]
    .map(([, name = '']) => name)
    .filter((name) => !(placeholders as readonly string[]).includes(name))

/** The words with what stands in the places; they were checked when they were set. */
export const filledIn = (words: string, values: Readonly<Record<Placeholder, string>>): string =>
  words.replaceAll(place, (_all, name: Placeholder) => values[name])
