import type { Partition } from './ports/documents.ts'

/**
 * What a change, a mail or a token is about: a request; the company itself, where `requestId` is `-`; or somebody's consents,
 * where it is `~` and the reference of the subject. No id of a request begins with either.
 */
export type Place = { readonly companyId: string; readonly requestId: string }

/** The request of what belongs to none, such as a sign-in or a change of the company's people. */
export const noRequest = '-'

const subjectMark = '~'

/** The containers whose partitions have an outbox and an audit counter of their own. */
export const placeContainers = ['requests', 'companies', 'consents'] as const

export type PlaceContainer = (typeof placeContainers)[number]

export const companyPartition = (companyId: string): Partition => ({
  container: 'companies',
  key: [companyId],
})

export const requestPartition = (companyId: string, requestId: string): Partition => ({
  container: 'requests',
  key: [companyId, requestId],
})

export const subjectPartition = (companyId: string, subjectRef: string): Partition => ({
  container: 'consents',
  key: [companyId, subjectRef],
})

/** Where the consents of one person are written down. */
export const subjectPlace = (companyId: string, subjectRef: string): Place => ({
  companyId,
  requestId: `${subjectMark}${subjectRef}`,
})

export function containerOf(requestId: string): PlaceContainer {
  if (requestId === noRequest) return 'companies'
  return requestId.startsWith(subjectMark) ? 'consents' : 'requests'
}

/** Whose consents a place is about; undefined of any other. */
export const subjectRefOfPlace = (requestId: string): string | undefined =>
  containerOf(requestId) === 'consents' ? requestId.slice(subjectMark.length) : undefined

/** Not the company itself, and nobody's consents. */
export const isRequest = (requestId: string): boolean => containerOf(requestId) === 'requests'

/** Where everything lies that must change together with the place: its audit counter and its outbox too. */
export function partitionOf({ companyId, requestId }: Place): Partition {
  switch (containerOf(requestId)) {
    case 'companies':
      return companyPartition(companyId)
    case 'consents':
      return subjectPartition(companyId, requestId.slice(subjectMark.length))
    case 'requests':
      return requestPartition(companyId, requestId)
  }
}
