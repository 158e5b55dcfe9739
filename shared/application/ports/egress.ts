/**
 * The one way out to addresses that somebody else chose: a company's webhook, an identity provider, a connector
 * (security.md, "Egress"). What stands behind a name is resolved once, every address is judged, and the connection goes
 * to what was judged. Never throws: an address that must not be called, and one that does not answer, are outcomes.
 */
export type Egress = {
  readonly call: (request: EgressRequest) => Promise<EgressOutcome>
  /** What the address shows by its form alone, for whoever enters it: no name is resolved, so calling may refuse more. */
  readonly judge: (url: string) => Promise<EgressRefusal | undefined>
}

export type EgressRequest = {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  /** Those of the connection itself (`host`, lengths, encodings) are not the caller's. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** `statusOnly` closes the connection when the status has come, and reads no body. */
  readonly answer?: 'whole' | 'statusOnly'
  readonly limits?: Partial<EgressLimits>
}

export type EgressLimits = {
  /** To resolve the name, and again to connect and to agree on TLS. */
  readonly connectMs: number
  /** From beginning to connect until the status and all headers are there. */
  readonly headersMs: number
  /** From beginning to connect until the last byte. */
  readonly totalMs: number
  readonly headerBytes: number
  readonly bodyBytes: number
}

export type EgressOutcome = EgressAnswer | EgressRefusal | EgressFailure

/** Redirects are answers like any other: nobody follows them. */
export type EgressAnswer = {
  readonly kind: 'answered'
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** Nothing was sent, and asking again is no use until somebody changes the address. */
export type EgressRefusal = { readonly kind: 'refused'; readonly code: EgressRefusalCode }

export type EgressRefusalCode =
  'urlMalformed' | 'schemeRefused' | 'credentialsInUrl' | 'portRefused' | 'addressRefused'

/** It may be so for a while. Whether the other side took what was sent is not known. */
export type EgressFailure = { readonly kind: 'unreachable'; readonly code: EgressFailureCode }

export type EgressFailureCode =
  | 'nameUnknown'
  | 'connectFailed'
  | 'tlsFailed'
  | 'tooSlow'
  | 'connectionLost'
  | 'answerMalformed'
  | 'answerTooLarge'
