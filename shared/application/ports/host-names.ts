/** What stands in the domain name system, for proofs that a name is somebody's. Never throws: no answer is an outcome. */
export type HostNames = {
  readonly texts: (name: string) => Promise<TextLookUp>
}

/** `answered` with nothing: name servers say that there is none. `unanswered` says nothing about the name. */
export type TextLookUp =
  | { readonly kind: 'answered'; readonly texts: readonly string[] }
  | { readonly kind: 'unanswered'; readonly code: 'silent' | 'failed' }
