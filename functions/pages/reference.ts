const pattern = /^\d{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]$/

/** The reference of a request as an address carries it; nothing else that stands there is shown. */
export function referenceIn(query: URLSearchParams): string | undefined {
  const reference = query.get('reference') ?? ''
  return pattern.test(reference) ? reference : undefined
}
