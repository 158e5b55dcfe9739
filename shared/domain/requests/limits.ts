/**
 * How much one request may hold. Everything of a request is read, sealed and shown together, and a document of it stays
 * under 2 MB (architecture.md, "Scale"): beyond these, a person could hardly read the answer either (Art. 12(1)).
 */
export const requestLimits = {
  sources: 200,
  files: 500,
  /** Of one person; nobody stands before a limit that somebody else filled, short of the next one. */
  uploadsInProgress: 20,
  /** Of all who work on the request. */
  uploadsOfAll: 100,
  messages: 1000,
  messageCharacters: 4000,
} as const

export type LimitReached = { readonly code: 'limitReached'; readonly rule: string }

type RequestLimit = keyof typeof requestLimits

/** A refusal that says which limit, and how much it is: ours, or what the company set. */
export function limitReached(limit: RequestLimit): LimitReached
export function limitReached(limit: string, most: number): LimitReached
export function limitReached(
  limit: string,
  most: number = requestLimits[limit as RequestLimit],
): LimitReached {
  return { code: 'limitReached', rule: `${limit}: ${most} at most` }
}
