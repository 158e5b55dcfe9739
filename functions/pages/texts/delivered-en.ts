import type { BreachOutcome, RecallReason } from '../../../shared/domain/retention/breach.ts'

const reasons: Readonly<Record<RecallReason, string>> = {
  wrongAddressee: 'It went to the wrong person',
  wrongContent: 'It held what it should not',
  other: 'Another reason',
}

const outcomes: Readonly<Record<BreachOutcome, string>> = {
  notified: 'The supervisory authority was told',
  noRiskNotNotified: 'A risk to people is unlikely, and the authority was not told',
}

/** What happens after an answer was approved: on paper, taken back, and assessed as a breach. */
export const deliveredEn = {
  title: 'What was delivered',
  until: 'Can be read until',
  states: {
    building: 'Is being built',
    available: 'The person can read it',
    recalled: 'Recalled',
    purged: 'Destroyed',
  },
  recall: {
    title: 'Recall a delivery',
    text: 'Nobody can open it from this moment, and its key is destroyed: that cannot be undone. A breach entry with 72 hours opens, the request waits for a right answer again, and its due dates stay. If it went to the wrong person, everything that was delivered is recalled, and nobody at that address is told.',
    what: 'Which delivery',
    reasonCode: 'Why',
    choose: 'Choose a reason',
    reasons,
    reason: 'What happened',
    reasonHint: 'It stands in the register of breaches. Name nobody.',
    awareAt: 'When your company learned of it (empty: now)',
    awareAtHint: 'Like 2026-03-05 14:30. The 72 hours count from here.',
    confirm: 'Before you recall it',
    confirmed: 'I know that this cannot be undone',
    submit: 'Recall it now',
  },
  handOver: {
    title: 'Hand the answer over',
    text: 'This person has no mailbox with us. Print the packages below, give or send them, and say here how: the answer counts as delivered from then.',
    how: 'How it reached the person',
    ways: { post: 'Sent by post', inPerson: 'Handed to the person' },
    submit: 'It has left',
  },
  breaches: {
    title: 'Breach',
    dueBy: 'To be told to the authority by',
    awareAt: 'Known since',
    openedAt: 'Entered',
    why: 'Why',
    what: 'What happened',
    left: (hours: number) => (hours === 1 ? '1 hour left' : `${hours} hours left`),
    late: 'The 72 hours are over',
    closed: 'Assessed',
    assess: 'Assess this breach',
    text: 'A breach is told to the supervisory authority within 72 hours, unless a risk to people is unlikely (Article 33(1)). Who is late tells the authority why. Where the risk is high, the person is told too (Article 34).',
    outcome: 'What was decided',
    outcomes,
    assessment: 'The facts, the effects and what was done',
    assessmentHint: 'The authority may ask for it (Article 33(5)). It cannot be changed afterwards.',
    submit: 'Close the entry',
  },
  enter: {
    title: 'Enter a breach',
    text: 'For a mistake that is found when nothing is left to recall. The 72 hours count from when your company learned of it.',
    submit: 'Enter it',
  },
  register: {
    title: 'Breaches',
    empty: 'No breach is open.',
    none: 'There has been no breach.',
    caption: 'Breaches, the one that is due first on top',
    reference: 'Request',
    state: 'State',
    open: 'Show the open ones',
    all: 'Show closed ones too',
  },
  done: {
    recalled: 'Recalled. Nobody can open it any more. Assess the breach within its 72 hours.',
    breachEntered: 'The breach is entered. Assess it within its 72 hours.',
    handedOver: 'The answer counts as delivered.',
    assessed: 'The breach entry is closed.',
  },
}

export type DeliveredTexts = typeof deliveredEn
