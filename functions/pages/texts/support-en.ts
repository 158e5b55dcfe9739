import type { SupportArea } from '../../../shared/domain/companies/support.ts'

const areas: Readonly<Record<SupportArea, { readonly title: string; readonly means: string }>> = {
  setup: {
    title: 'What the company lacks',
    means: 'Which steps of setting up are done, missing or advised. No names and no words of yours.',
  },
  stuckTasks: {
    title: 'Stuck tasks',
    means: 'What the machine could not do: kind, time and code. No request and no person.',
  },
}

/** Of support access: what the company grants, and what an operator sees of it. */
export const supportEn = {
  areas,
  company: {
    title: 'Support access',
    lead: 'Nobody who runs Indsigt sees how your company stands, unless an owner lets them for some hours.',
    means: [
      'Without an invitation, those who run Indsigt see nothing of your company but its name, its state and counts.',
      'An owner invites one person of theirs by their address, for at most eight hours, with a reason. They see only what you tick, and can change nothing. No request, no answer and no person is ever among it.',
      'It ends by itself, and at once when an owner or administrator ends it. Inviting, ending and each look are in the audit.',
    ],
    none: 'Nobody has support access.',
    byOwner: 'An owner of the company invites.',
    email: 'E-mail address',
    areas: 'What they see',
    reason: 'Reason',
    since: 'Since',
    until: 'Ends',
    end: (name: string) => `End the access of ${name}`,
    invite: 'Invite somebody of the support',
    operatorEmail: 'E-mail address of the support person',
    operatorHint: 'The one by which they sign in. Ask them by a way that you know.',
    hours: 'For how many hours',
    hoursHint: '1 to 8',
    why: 'The reason, as they read it. Write no names',
    submit: 'Give support access',
    looksIn: (names: string) => `Sees some of how your company stands: ${names}.`,
    errors: {
      operatorEmail: 'Write an e-mail address, like name@example.com',
      operatorUnknown: 'Nobody who runs Indsigt has this address',
      areas: 'Choose what they see',
      hours: 'Write a number from 1 to 8',
      reason: 'Write a reason',
    },
    told: { invited: 'The access holds from now on.', ended: 'The access is ended.' },
  },
  operator: {
    title: 'Support access',
    lead: 'A company lets you see some of how it stands when its owner invites you.',
    link: 'See what you are invited to',
    none: 'You are not invited. Ask the company: an owner invites you under Settings, Support access.',
    reason: 'Reason',
    until: 'Ends',
    logged: 'Each look is in the company’s audit.',
    nothingStuck: 'Nothing is stuck.',
    stuck: {
      caption: 'Tasks that the machine could not do',
      queue: 'Queue',
      kind: 'Kind',
      at: 'Since',
      why: 'Code',
      retries: 'Sent again',
    },
  },
}

export type SupportTexts = typeof supportEn
