import type { Partition } from './ports/documents.ts'

/** What a change, a mail or a token is about: a request, or the company itself, where `requestId` is `-`. */
export type Place = { readonly companyId: string; readonly requestId: string }

/** The request of what belongs to none, such as a sign-in or a change of the company's people. */
export const noRequest = '-'

export const companyPartition = (companyId: string): Partition => ({
  container: 'companies',
  key: [companyId],
})

export const requestPartition = (companyId: string, requestId: string): Partition => ({
  container: 'requests',
  key: [companyId, requestId],
})

/** Where everything lies that must change together with the place: its audit counter and its outbox too. */
export const partitionOf = ({ companyId, requestId }: Place): Partition =>
  requestId === noRequest ? companyPartition(companyId) : requestPartition(companyId, requestId)
