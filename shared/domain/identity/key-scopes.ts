/** What an API key may be given: parts of the API, each as documented under its tags; `push` is of connectors and stands alone. */
export const keyScopes = ['requests', 'consents', 'company', 'audit', 'push'] as const

export type KeyScope = (typeof keyScopes)[number]
