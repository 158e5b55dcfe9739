// The words of the document that are no operation's own: groups, and who may call.
import { permissions } from '../../domain/identity/roles.ts'
import type { Operation } from '../../domain/identity/roles.ts'
import type { OperationDescription, Permission } from '../openapi.ts'

/** A new group needs its sentence, and a test says so. */
export const tagWords: Readonly<Record<string, string>> = {
  'Links and sign-in': 'Spend a mailed link for an access token, or ask for a new one.',
  Sessions: 'Where the caller is signed in.',
  'Sign-in factors':
    'How staff show who they are beside the mailed link, and again before what matters most.',
  Requests: 'Ask, look at, assign and talk about a request; the queue.',
  Data: 'What a company holds of the person, in forms of its templates, with where it came from.',
  'Consent forms': 'What the company asks consent for, in versions.',
  Consents: 'What people said to it, whether it holds, and taking it back.',
  Push: 'What a connector sends with a key of its own, for one source.',
  Files: 'Files of a request, at once or in blocks, and the quarantine.',
  Decisions: 'Identity, seal, clock and refusal.',
  Approvals: 'What waits for a second person.',
  Deliveries: 'The package, for its person alone; recall.',
  Breaches: 'The register of Art. 33(5).',
  Companies: 'What a company says of itself, and its settings.',
  'API keys': 'Keys of the company’s own programs.',
  Webhooks: 'Where the company’s own systems are told of what happens (Standard Webhooks).',
  Systems: 'The catalogue of systems to look in, and those that the company connected.',
  Searches: 'Looking for the person of a request in connected systems.',
  Receivers: 'Other controllers to which a person may have their data sent (Art. 20(2)).',
  Transfers:
    'An answer that goes to another controller as well, on the signed instruction of its person (Art. 20(2)).',
  Receiving: 'What another controller calls for what is sent to it, signed by its own key.',
  Employees: 'The company’s people and their roles.',
  Templates: 'Forms in versions, and their JSON Schemas.',
  Reports: 'Counts and timings, of too many people to name one.',
  Audit: 'Everything that happened, in a hash tree with signed heads and proofs (RFC 9162).',
  Messages: 'What the instance could not deliver to itself.',
  Exports: 'Everything that the company owns, as a package to take along.',
  Operator: 'Who runs the instance: companies as they stand, and nothing of what they hold.',
  Providers: 'Where providers of mail and text messages report; not for callers.',
  Service: 'Health, keys and schemas.',
}

/** One sentence: whom the operation is for. */
export function whoMay({ permission, security, proof, apiKey }: OperationDescription): string {
  const all = Array.isArray(permission) ? (permission as readonly Permission[]) : [permission as Permission]
  const link = security === 'publicLink' ? ' Opened by the token of a mailed link.' : ''
  const alone =
    apiKey === 'alone' || apiKey === 'published'
      ? ' Programs may call it by an API key of scope `consents` alone.'
      : ''
  const published = apiKey === 'published' ? ' Pages may, by a key that is made for their origins.' : ''
  const fresh = proof === 'fresh' ? ' Outside demo mode, with a proof of the last five minutes.' : ''
  return `For ${all.map(audience).join('; ')}.${link}${alone}${published}${fresh}`
}

function audience(permission: Permission): string {
  switch (permission) {
    case 'everybody':
      return 'everybody'
    case 'employee':
      return 'whoever works for the company'
    case 'receiver':
      return 'a receiving company, by what it signs'
    case 'person':
      return 'the person, in their own request'
    default:
      return `employees: ${holders(permission).join(', ')}`
  }
}

/** The roles and grants that may, somewhere; who may in which request is in docs/permissions.md. */
function holders(operation: Operation): readonly string[] {
  const rules: readonly { readonly role?: string; readonly grant?: string; readonly relation?: string }[] =
    permissions[operation]
  return [...new Set(rules.map(({ role, grant, relation }) => role ?? grant ?? relation ?? 'everyone'))]
}
