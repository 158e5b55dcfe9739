import { err, ok } from '../../kernel/result.ts'
import type { Result } from '../../kernel/result.ts'
import type { Language } from '../templates/template.ts'
import { dayInWords } from './days.ts'
import { oneLine } from './inert.ts'
import type { Letter, LetterFacts, LetterKind, LetterPart, SenderFacts } from './letter-facts.ts'
import type { Draft } from './letter-part.ts'
import { letterTexts } from './letter-texts.ts'
import type { LetterTexts, LetterTitle } from './letter-texts.ts'
import { acknowledgement, extension, pause } from './letters-underway.ts'
import { atOnce, delivery, expiry, purge, refusal, withdrawal } from './letters-at-the-end.ts'

/** What a letter is drafted with: its texts, and days in words (empty when it is no day). */
export type Pen = { readonly texts: LetterTexts; readonly day: (day: string) => string }

export type LetterDraft = { readonly title: LetterTitle; readonly parts: readonly Draft[] }

export type LetterPartMissing = { readonly code: 'letterPartMissing'; readonly parts: readonly LetterPart[] }

/** Writes a letter, or names the parts it lacks: a letter with a part missing is not made (Art. 12(3), 12(4); regulation.md e.3). */
export function renderLetter<Kind extends LetterKind>(
  kind: Kind,
  language: Language,
  facts: LetterFacts<Kind>,
): Result<Letter, LetterPartMissing> {
  const pen: Pen = { texts: letterTexts[language], day: (day) => dayInWords(day, language) }
  const draft = drafts[kind](facts, pen)
  const missing = [...missingInHead(facts, pen), ...missingIn(draft)]
  if (missing.length > 0) return err({ code: 'letterPartMissing', parts: missing })

  return ok({
    kind,
    title: pen.texts.titles[draft.title],
    from: oneLine(facts.companyName),
    reference: oneLine(facts.reference),
    writtenOn: pen.day(facts.writtenOn),
    labels: pen.texts.labels,
    sections: draft.parts.map(({ section }) => section),
  })
}

const drafts: { readonly [Kind in LetterKind]: (facts: LetterFacts<Kind>, pen: Pen) => LetterDraft } = {
  acknowledgement,
  extension,
  identityRequest: pause,
  delivery,
  refusal,
  expiry,
  withdrawal,
  purge,
  atOnce,
}

const missingIn = ({ parts }: LetterDraft): readonly LetterPart[] =>
  parts.filter(({ complete }) => !complete).map(({ section }) => section.part)

function missingInHead(
  { companyName, reference, writtenOn }: SenderFacts,
  { day }: Pen,
): readonly LetterPart[] {
  const head: readonly (readonly [LetterPart, string])[] = [
    ['sender', companyName],
    ['reference', reference],
    ['writtenOn', day(writtenOn)],
  ]
  return head.filter(([, text]) => oneLine(text) === '').map(([name]) => name)
}

/** The letter as plain text, for paper and for those who read with a machine. Addresses stand on lines of their own. */
export function letterToText({ title, from, reference, writtenOn, labels, sections }: Letter): string {
  const head = [
    `${labels.from}: ${from}`,
    `${labels.reference}: ${reference}`,
    `${labels.writtenOn}: ${writtenOn}`,
  ]
  const body = sections.map(({ heading, paragraphs, items, url }) =>
    [heading, ...paragraphs, ...items.map((item) => `- ${item}`), ...(url === undefined ? [] : [url])].join(
      '\n',
    ),
  )
  return `${[title, head.join('\n'), ...body].join('\n\n')}\n`
}
