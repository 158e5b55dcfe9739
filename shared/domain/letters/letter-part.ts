import { inert, isWebAddress, oneLine } from './inert.ts'
import type { LetterPart, LetterSection, LeftOut, SenderFacts, Way } from './letter-facts.ts'
import type { Authority } from './authorities.ts'
import type { HeadPart, LetterTexts } from './letter-texts.ts'

/** A section and whether the facts it cannot do without are there. */
export type Draft = { readonly section: LetterSection; readonly complete: boolean }

export type SectionPart = Exclude<LetterPart, HeadPart>

type Words = {
  readonly paragraphs: readonly string[]
  readonly items?: readonly string[]
  readonly url?: string | undefined
}

/** Drafts one part; `facts` are the values without which it says nothing. */
export function part(texts: LetterTexts, name: SectionPart, words: Words, facts: readonly string[]): Draft {
  const { paragraphs, items = [], url } = words
  return {
    section: {
      part: name,
      heading: texts.headings[name],
      paragraphs: paragraphs.map(inert),
      items: items.map(oneLine),
      ...(url !== undefined && { url }),
    },
    complete:
      [...facts, ...items].every((fact) => oneLine(fact) !== '') && (url === undefined || isWebAddress(url)),
  }
}

/** A list that must name something. */
export const listed = (items: readonly string[]): readonly string[] => (items.length > 0 ? [] : [''])

export function contactPart(texts: LetterTexts, { contact, dataProtectionOfficer }: SenderFacts): Draft {
  const officer = dataProtectionOfficer === undefined ? [] : [texts.officer(dataProtectionOfficer)]
  return part(texts, 'contact', { paragraphs: [texts.contact(contact), ...officer] }, [contact])
}

/** Art. 77: by name and address on the web, and by post where the authority has one. */
export function complaintPart(texts: LetterTexts, { name, url, address }: Authority): Draft {
  const whole = [name, address].filter((text) => oneLine(text) !== '').join(', ')
  return part(texts, 'complaint', { paragraphs: [texts.complaint(whole)], url }, [name])
}

export const remedyPart = (texts: LetterTexts): Draft =>
  part(texts, 'remedy', { paragraphs: [texts.remedy] }, [])

/** How the person goes on: the words for a link with the link, or the words for paper. */
export function wayPart(
  texts: LetterTexts,
  name: SectionPart,
  way: Way,
  words: { readonly link: string; readonly paper: string },
): Draft {
  if (way.kind === 'paper') return part(texts, name, { paragraphs: [words.paper] }, [])
  return part(texts, name, { paragraphs: [words.link], url: way.url }, [])
}

/** What, then ground, article and facts, each of which must be there (R41). */
export const reasonOf = ({ what, ground, article, facts }: LeftOut): string =>
  `${what}: ${ground} (${article}). ${facts}`

export const reasonFacts = (items: readonly LeftOut[]): readonly string[] =>
  items.flatMap(({ what, groundCode, ground, article, facts }) => [what, groundCode, ground, article, facts])
