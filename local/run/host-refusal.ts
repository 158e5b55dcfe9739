import { problemFor } from '../../shared/contracts/problems.ts'
import type { ProblemCode } from '../../shared/contracts/problems.ts'
import type { RefusalBody, RefusalStatus } from '../host/http.ts'
import { always } from '../mailbox/answer.ts'

const codes: Readonly<Record<RefusalStatus, ProblemCode>> = {
  400: 'requestMalformed',
  401: 'notSignedIn',
  404: 'notFound',
  408: 'requestTimedOut',
  413: 'bodyTooLarge',
  431: 'headersTooLarge',
  500: 'internalError',
}

/** What the host itself refuses is a problem like every other (RFC 9457); on Azure its answers are empty. */
export const hostRefusal = (status: RefusalStatus): RefusalBody => ({
  headers: { ...always, 'content-type': 'application/problem+json; charset=utf-8' },
  body: JSON.stringify(problemFor({ code: codes[status] })),
})
