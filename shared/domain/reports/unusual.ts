/** What stands out in the life of a request (C38): counted where it happens, told as a number. */
export const unusualInRequests = [
  'backdated',
  'bypassed',
  'quarantined',
  'released',
  'unreadable',
  'recalled',
  'mailsReturned',
  'restarted',
] as const

export type UnusualInRequest = (typeof unusualInRequests)[number]

export type UnusualCounts = Readonly<Partial<Record<UnusualInRequest, number>>>

type Happened = { readonly event: string; readonly detail?: Readonly<Record<string, unknown>> }

const kinds: Readonly<Record<string, UnusualInRequest>> = {
  stepBypassed: 'bypassed',
  fileQuarantined: 'quarantined',
  fileReleased: 'released',
  deliveryUnreadable: 'unreadable',
  deliveryRecalled: 'recalled',
  mailRefused: 'mailsReturned',
  mailBounced: 'mailsReturned',
  instanceRestarted: 'restarted',
}

function kindOf({ event, detail }: Happened): UnusualInRequest | undefined {
  if (event === 'requestRegistered') return detail?.['backdated'] === true ? 'backdated' : undefined
  return kinds[event]
}

/** The counts with what has happened now; the same where nothing of it is unusual. */
export function withUnusual(counts: UnusualCounts, happened: readonly Happened[]): UnusualCounts {
  let after = counts
  for (const kind of happened.map(kindOf))
    if (kind !== undefined) after = { ...after, [kind]: (after[kind] ?? 0) + 1 }
  return after
}
