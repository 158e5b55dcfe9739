/** The letters with which a request ends. */
import type {
  AtOnceFacts,
  DeliveryFacts,
  ExpiryFacts,
  LeftOut,
  PurgeFacts,
  RefusalFacts,
  WithdrawalFacts,
} from './letter-facts.ts'
import {
  complaintPart,
  contactPart,
  listed,
  part,
  reasonFacts,
  reasonOf,
  remedyPart,
  wayPart,
} from './letter-part.ts'
import type { Draft } from './letter-part.ts'
import type { LetterDraft, Pen } from './letter.ts'
import { receiptPart } from './letters-underway.ts'

/** What is in it, what was left out and why, how to open and keep it, and where to complain (R23, R30, R51). */
export function delivery(facts: DeliveryFacts, pen: Pen): LetterDraft {
  const { texts } = pen
  return {
    title: facts.answers,
    parts: [
      ...handOver(facts, pen),
      part(
        texts,
        'contents',
        { paragraphs: [texts.contents], items: facts.contents },
        listed(facts.contents),
      ),
      leftOutPart(facts.leftOut, pen),
      ...informationSheet(facts, pen),
      part(texts, 'keeping', { paragraphs: texts.keeping }, []),
      complaintPart(texts, facts.authority),
      remedyPart(texts),
      contactPart(texts, facts),
    ],
  }
}

function handOver({ handOver }: DeliveryFacts, { texts, day }: Pen): readonly Draft[] {
  if (handOver.kind === 'paper') return [part(texts, 'access', { paragraphs: [texts.answerEnclosed] }, [])]

  const expires = day(handOver.expiresOn)
  return [
    part(texts, 'access', { paragraphs: [texts.answerBehindLink], url: handOver.url }, []),
    part(texts, 'expiryDate', { paragraphs: [texts.expiryDate(expires)] }, [expires]),
    part(texts, 'howToOpen', { paragraphs: [texts.howToOpen, texts.locks[handOver.lock]] }, []),
  ]
}

function leftOutPart(items: readonly LeftOut[], { texts }: Pen): Draft {
  if (items.length === 0) return part(texts, 'leftOut', { paragraphs: [texts.nothingLeftOut] }, [])
  return part(
    texts,
    'leftOut',
    { paragraphs: [texts.leftOut], items: items.map(reasonOf) },
    reasonFacts(items),
  )
}

/** Art. 15(1) and (2) belong to access alone. */
function informationSheet({ answers, handOver }: DeliveryFacts, { texts }: Pen): readonly Draft[] {
  if (answers === 'portability') return []
  const where = handOver.kind === 'link' ? texts.informationInPackage : texts.informationEnclosed
  return [part(texts, 'informationSheet', { paragraphs: [where] }, [])]
}

/** R12, R41: ground, article, facts, authority, court, in that order. */
export function refusal(facts: RefusalFacts, pen: Pen): LetterDraft {
  const { texts } = pen
  const opening = facts.extent === 'whole' ? texts.refusedWhole : texts.refusedPart
  const items = { paragraphs: [opening], items: facts.items.map(reasonOf) }
  return {
    title: facts.extent === 'whole' ? 'refusalWhole' : 'refusalPart',
    parts: [
      receiptPart(pen, facts.receivedOn),
      part(texts, 'items', items, [...listed(items.items), ...reasonFacts(facts.items)]),
      complaintPart(texts, facts.authority),
      remedyPart(texts),
      contactPart(texts, facts),
    ],
  }
}

/** Art. 12(4): silence is not an ending. */
export function expiry(facts: ExpiryFacts, pen: Pen): LetterDraft {
  const { texts } = pen
  return {
    title: 'expiry',
    parts: [
      receiptPart(pen, facts.receivedOn),
      part(texts, 'reason', { paragraphs: [texts.expiryReasons[facts.reasonCode]] }, []),
      complaintPart(texts, facts.authority),
      remedyPart(texts),
      wayPart(texts, 'takeUpAgain', facts.way, { link: texts.againByLink, paper: texts.againOnPaper }),
      contactPart(texts, facts),
    ],
  }
}

export function withdrawal(facts: WithdrawalFacts, pen: Pen): LetterDraft {
  const { texts, day } = pen
  const [withdrawn, purged] = [day(facts.withdrawnOn), day(facts.purgeOn)]
  return {
    title: 'withdrawal',
    parts: [
      receiptPart(pen, facts.receivedOn),
      part(texts, 'effect', { paragraphs: [texts.withdrawn(withdrawn), texts.destroyedBy(purged)] }, [
        withdrawn,
        purged,
      ]),
      part(texts, 'takeUpAgain', { paragraphs: [texts.askAnew] }, []),
      contactPart(texts, facts),
    ],
  }
}

/** What stops and since when, what it does not touch, and where to complain if it goes on (Art. 7(3), Art. 21(3)). */
export function atOnce(facts: AtOnceFacts, pen: Pen): LetterDraft {
  const { texts, day } = pen
  const since = day(facts.since)
  const stops = {
    paragraphs: [texts.stopsSince(since)],
    items: facts.rights.map((right) => texts.stops[right]),
  }
  return {
    title: 'atOnce',
    parts: [
      receiptPart(pen, facts.receivedOn),
      part(texts, 'stops', stops, [since, ...listed(stops.items)]),
      part(texts, 'limits', { paragraphs: texts.stopsLimits }, []),
      restPart(facts.rest, pen),
      complaintPart(texts, facts.authority),
      remedyPart(texts),
      contactPart(texts, facts),
    ],
  }
}

function restPart(rest: AtOnceFacts['rest'], { texts, day }: Pen): Draft {
  if (rest.kind === 'goesOn') return part(texts, 'rest', { paragraphs: [texts.restGoesOn] }, [])
  const purged = day(rest.purgeOn)
  return part(texts, 'rest', { paragraphs: [texts.destroyedBy(purged)] }, [purged])
}

/** Says what the certificate says, and claims no more. */
export function purge(facts: PurgeFacts, pen: Pen): LetterDraft {
  const { texts, day } = pen
  const [unreadable, gone] = [day(facts.unreadableSince), day(facts.ciphertextGoneBy)]
  const certificate = { link: texts.certificateByLink, paper: texts.certificateOnPaper }
  return {
    title: 'purge',
    parts: [
      receiptPart(pen, facts.receivedOn),
      part(texts, 'destroyed', { paragraphs: [texts.destroyed(unreadable, gone)] }, [unreadable, gone]),
      part(texts, 'kept', { paragraphs: texts.kept }, []),
      wayPart(texts, 'way', facts.certificate, certificate),
      contactPart(texts, facts),
    ],
  }
}
