/**
 * How much one request may hold. Everything of a request is read, sealed and shown together, and a document of it stays
 * under 2 MB (architecture.md, "Scale"): beyond these, a person could hardly read the answer either (Art. 12(1)).
 */
export const requestLimits = {
  sources: 200,
  files: 500,
  uploadsInProgress: 20,
  messages: 1000,
  messageCharacters: 4000,
} as const

/** A refusal that says which limit, and how much it is. */
export const limitReached = (limit: keyof typeof requestLimits) =>
  ({ code: 'limitReached', rule: `${limit}: ${requestLimits[limit]} at most` }) as const

export type LimitReached = ReturnType<typeof limitReached>
