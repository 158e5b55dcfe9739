// Which part of the API an operation belongs to, for the scopes of API keys.
import type { KeyScope } from '../domain/identity/key-scopes.ts'

/** `any`: of whoever signed in, whatever their key is for. What stands under no tag of these is closed to keys. */
const scopeOfTag: Readonly<Record<string, KeyScope | 'any'>> = {
  Requests: 'requests',
  Data: 'requests',
  Files: 'requests',
  Decisions: 'requests',
  Deliveries: 'requests',
  Breaches: 'requests',
  Companies: 'company',
  Employees: 'company',
  Exports: 'company',
  Templates: 'company',
  'Consent forms': 'consents',
  'API keys': 'company',
  Messages: 'company',
  Webhooks: 'company',
  Receivers: 'company',
  Transfers: 'requests',
  Systems: 'company',
  Searches: 'requests',
  Reports: 'company',
  Audit: 'audit',
  Push: 'push',
  Consents: 'consents',
  Sessions: 'any',
  'Sign-in factors': 'any',
}

export const scopeOf = ({ tags }: { readonly tags: readonly string[] }): KeyScope | 'any' | undefined =>
  tags.map((tag) => scopeOfTag[tag]).find((scope) => scope !== undefined)
