/** The letters that a person gets while their request is worked on. */
import type { AcknowledgementFacts, ExtensionFacts, PauseFacts } from './letter-facts.ts'
import { complaintPart, contactPart, listed, part, wayPart } from './letter-part.ts'
import type { Draft } from './letter-part.ts'
import type { LetterDraft, Pen } from './letter.ts'

export function receiptPart({ texts, day }: Pen, receivedOn: string): Draft {
  return part(texts, 'receipt', { paragraphs: [texts.received(day(receivedOn))] }, [day(receivedOn)])
}

/** R11: receipt in writing, with the period from day X to day Y. */
export function acknowledgement(facts: AcknowledgementFacts, pen: Pen): LetterDraft {
  const { texts, day } = pen
  const [from, to] = [day(facts.receivedOn), day(facts.dueOn)]
  const types =
    facts.informationTypes.length > 0 ? texts.aboutTypes(facts.informationTypes.join(', ')) : texts.everything
  const asked = { paragraphs: [types, texts.asked], items: facts.rights.map((right) => texts.rights[right]) }
  return {
    title: 'acknowledgement',
    parts: [
      receiptPart(pen, facts.receivedOn),
      part(texts, 'period', { paragraphs: [texts.period(from, to)] }, [from, to]),
      part(texts, 'asked', asked, [...facts.informationTypes, ...listed(facts.rights)]),
      part(texts, 'next', { paragraphs: [...texts.next, ...(facts.added ?? [])] }, []),
      wayPart(texts, 'way', facts.way, { link: texts.followByLink, paper: texts.followOnPaper }),
      contactPart(texts, facts),
    ],
  }
}

/** R7: after the first month there is no such letter. */
export function extension(facts: ExtensionFacts, pen: Pen): LetterDraft {
  const { texts, day } = pen
  const [sent, end, due] = [day(facts.writtenOn), day(facts.firstMonthEndsOn), day(facts.newDueOn)]
  const inTime = facts.writtenOn <= facts.firstMonthEndsOn ? [sent, end] : ['']
  return {
    title: 'extension',
    parts: [
      receiptPart(pen, facts.receivedOn),
      part(texts, 'reason', { paragraphs: [texts.extensionReasons[facts.reasonCode], facts.reason] }, [
        facts.reason,
      ]),
      part(texts, 'newDate', { paragraphs: [texts.newDate(end, due)] }, [end, due]),
      part(texts, 'sentWithinFirstMonth', { paragraphs: [texts.sentInTime(sent, end)] }, inTime),
      complaintPart(texts, facts.authority),
      contactPart(texts, facts),
    ],
  }
}

/** R9, R17, R20: why, exactly what, by which way, that the clock stands still, and that proof is deleted after the check. */
export function pause(facts: PauseFacts, pen: Pen): LetterDraft {
  const { texts, day } = pen
  const [from, until] = [day(facts.writtenOn), day(facts.until)]
  const proof = part(texts, 'proofDeletion', { paragraphs: [texts.proofDeletion] }, [])
  return {
    title: facts.reasonCode,
    parts: [
      part(texts, 'reason', { paragraphs: [texts.pauseReasons[facts.reasonCode], facts.reason] }, [
        facts.reason,
      ]),
      part(texts, 'needed', { paragraphs: [texts.needed], items: facts.needed }, listed(facts.needed)),
      wayPart(texts, 'way', facts.way, { link: texts.answerByLink, paper: texts.answerOnPaper }),
      part(texts, 'suspension', { paragraphs: [texts.suspension(from, until)] }, [from, until]),
      ...(facts.reasonCode === 'identityInformation' ? [proof] : []),
      contactPart(texts, facts),
    ],
  }
}
