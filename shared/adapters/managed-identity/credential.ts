import type { ManagedIdentityCredential } from '@azure/identity'

/** What the SDKs ask for a token; the same shape as their `TokenCredential`. */
export type Credential = Pick<ManagedIdentityCredential, 'getToken'>

/**
 * The identity that Azure gives to the application (learn.microsoft.com, "Managed identities for Azure resources"): no
 * secret is stored anywhere. The SDK is read at the first token, and keeps tokens until they are about to end.
 * `clientId` selects one of several user-assigned identities.
 */
export function managedIdentity(clientId?: string): Credential {
  let opened: Promise<ManagedIdentityCredential> | undefined
  const open = async (): Promise<ManagedIdentityCredential> => {
    const { ManagedIdentityCredential } = await import('@azure/identity')
    return clientId === undefined
      ? new ManagedIdentityCredential()
      : new ManagedIdentityCredential({ clientId })
  }
  return { getToken: async (scopes, options) => (await (opened ??= open())).getToken(scopes, options) }
}
