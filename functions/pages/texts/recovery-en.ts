/** Of a new owner for a company whose owners cannot sign in any more: what operators and the company see of it. */
export const recoveryEn = {
  facts: {
    owner: 'The new owner',
    proposed: 'Proposed',
    agreed: 'Agreed by',
    holdsFrom: 'Can be completed from',
  },
  operator: {
    title: 'A new owner',
    lead: 'For a company whose owners cannot sign in any more.',
    link: 'Give the company a new owner',
    steps: [
      'One operator names the new owner. Nothing holds yet.',
      'Another operator agrees. From then on the owners and administrators of the company have 72 hours, of which they are told by mail, to end it.',
      'Then an operator completes it, while both are operators still. The new owner is invited by mail and enrols anew. Nobody of the company loses a role by it.',
    ],
    sure: 'Make sure by another way than mail that it is the company that asks.',
    name: 'Name of the new owner',
    email: 'E-mail address of the new owner',
    propose: 'Propose the new owner',
    waitsForAnother: 'It waits for another operator: nobody agrees to what they proposed.',
    agreeText: 'Make sure by yourself that it is the company that asks.',
    agree: 'Agree, and tell the company',
    waitsForTime: 'The company’s people have been told, and may still end it.',
    completeText: 'The 72 hours are over, and nobody of the company has ended it.',
    complete: 'Make them the owner',
    end: 'No new owner after all',
    gone: 'somebody who has left',
    errors: {
      ownerName: 'Write the name of the new owner',
      ownerEmail: 'Write an e-mail address, like name@example.com',
    },
    told: {
      proposed: 'Proposed. It waits for another operator.',
      agreed: 'Agreed. The company’s owners and administrators are told by mail.',
      completed: 'The new owner is invited by mail.',
      ended: 'No new owner is under way.',
    },
  },
  company: {
    title: 'A new owner for the company',
    lead: 'Where no owner can sign in any more, two of those who run Indsigt may give the company another one. Its owners and administrators have 72 hours to say no.',
    none: 'No new owner is under way.',
    notAgreed: 'One operator has proposed it. Nothing holds until another has agreed.',
    endText: 'If nobody of you asked for that, end it at once. Whoever owns the company stays its owner.',
    end: 'End it: we want no new owner',
    ended: 'It is ended. The company keeps the owners that it has.',
    warning:
      'Those who run Indsigt are about to give the company a new owner. See whom, and end it if you did not ask for it.',
  },
}

export type RecoveryTexts = typeof recoveryEn
