import type { ManagedIdentityCredential } from '@azure/identity'

import { inTime } from '../../kernel/in-time.ts'

/** What the SDKs ask for a token; the same shape as their `TokenCredential`. */
export type Credential = Pick<ManagedIdentityCredential, 'getToken'>

/** The endpoint is on this machine or beside it: a token that takes longer does not come. */
const usualPatienceMs = 8_000

/**
 * The identity that Azure gives to the application (learn.microsoft.com, "Managed identities for Azure resources"): no
 * secret is stored anywhere. The SDK is read at the first token, and keeps tokens until they are about to end.
 * `clientId` selects one of several user-assigned identities. The SDK sets no time-out and hears of no signal, so the end
 * is set here, for whichever service the token is.
 */
export function managedIdentity(clientId?: string, patienceMs = usualPatienceMs): Credential {
  let opened: Promise<ManagedIdentityCredential> | undefined
  const open = async (): Promise<ManagedIdentityCredential> => {
    const [{ ManagedIdentityCredential }, { briefConnections }] = await Promise.all([
      import('@azure/identity'),
      import('./brief-connections.ts'),
    ])
    const options = { agent: briefConnections(patienceMs) }
    return new ManagedIdentityCredential(clientId === undefined ? options : { ...options, clientId })
  }
  return {
    getToken: (scopes, options) =>
      inTime(patienceMs, async () => (await (opened ??= open())).getToken(scopes, options), tokenIsLate),
  }
}

/** Named as the SDK names what it throws itself, for that is by what the adapters know it. */
const tokenIsLate = (): Error =>
  Object.assign(new Error('the managed identity gave no token in time'), {
    name: 'CredentialUnavailableError',
  })
