import type { LetterFactsByKind, LetterKind } from '../../../shared/domain/letters/letter-facts.ts'

export const letterLink = 'https://svar.nordlys.example/nordlys/link#v1.token'

const from = {
  companyName: 'Nordlys Forsikring',
  contact: 'Havnegade 1, 8000 Aarhus C, privatliv@nordlys.example',
  dataProtectionOfficer: 'dpo@nordlys.example',
  reference: 'K7Q2-M9',
  writtenOn: '2026-03-20',
}
const received = { ...from, receivedOn: '2026-03-05' }
const authority = {
  name: 'Datatilsynet',
  url: 'https://www.datatilsynet.dk',
  address: 'Carl Jacobsens Vej 35, 2500 Valby',
}
const way = { kind: 'link', url: letterLink } as const

export const aReason = {
  what: 'Claim 17, the assessor’s note',
  groundCode: 'rightsOfOthers',
  ground: 'The note is also about another person',
  article: 'Art. 15(4)',
  facts: 'The name and the illness of a witness stand in it.',
}

/** Good facts for a letter of every kind. */
export const letterSamples: LetterFactsByKind = {
  acknowledgement: {
    ...received,
    dueOn: '2026-04-07',
    rights: ['access', 'portability'],
    informationTypes: ['Claims', 'Policies'],
    way,
  },
  extension: {
    ...received,
    authority,
    firstMonthEndsOn: '2026-04-07',
    newDueOn: '2026-06-05',
    reasonCode: 'complexity',
    reason: 'Your claims are spread over four archives on paper.',
  },
  identityRequest: {
    ...from,
    reasonCode: 'identityInformation',
    reason: 'The address is not the one we have on file.',
    needed: ['The number of one of your policies'],
    until: '2026-04-20',
    way,
  },
  delivery: {
    ...from,
    authority,
    answers: 'access',
    handOver: { kind: 'link', url: letterLink, expiresOn: '2026-04-21', lock: 'companyKey' },
    contents: ['Claims', 'Policies'],
    leftOut: [aReason],
  },
  refusal: { ...received, authority, extent: 'whole', items: [aReason] },
  expiry: { ...received, authority, reasonCode: 'notVerified', way },
  withdrawal: { ...received, withdrawnOn: '2026-03-18', purgeOn: '2026-04-19' },
  purge: { ...received, unreadableSince: '2026-04-21', ciphertextGoneBy: '2026-04-28', certificate: way },
  atOnce: {
    ...received,
    authority,
    since: '2026-03-18',
    rights: ['consentWithdrawal', 'objection'],
    rest: { kind: 'ended', purgeOn: '2026-04-19' },
  },
}

export const letterKinds = Object.keys(letterSamples) as readonly LetterKind[]
