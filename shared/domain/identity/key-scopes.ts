/** What an API key may be given: parts of the API, each as documented under its tags. */
export const keyScopes = ['requests', 'consents', 'company', 'audit'] as const

export type KeyScope = (typeof keyScopes)[number]
