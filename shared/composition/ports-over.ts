import { systemCrypto } from '../adapters/system/crypto.ts'
import { systemRandom } from '../adapters/system/random.ts'
import type { createAccessTokens } from '../adapters/tokens/jwt.ts'
import { accessPartition } from '../application/identity/session-document.ts'
import type { Egress } from '../application/ports/egress.ts'
import type { Document, DocumentStore } from '../application/ports/documents.ts'
import type { Ports } from '../application/ports/ports.ts'
import { allAtFirstCall } from './at-first-call.ts'

/** What is outside: each from one of the two homes, port by port (architecture.md, "One application, two homes"). */
export type Stores = Pick<
  Ports,
  | 'documents'
  | 'blobs'
  | 'keys'
  | 'shares'
  | 'hasRoom'
  | 'messages'
  | 'mail'
  | 'mailEvents'
  | 'sms'
  | 'smsEvents'
>

/** What the edge brings: the time, where the log goes, and how this instance is known. */
export type Edges = Pick<Ports, 'clock' | 'log' | 'settings'>

/** All ports over these stores: what is the same in every home is made here. */
export function portsOver(stores: Stores, edges: Edges): Ports {
  const egress = allAtFirstCall(['call', 'judge'], async () => {
    const { createEgress } = await import('../adapters/egress/egress.ts')
    const { loopbackTargets: loopback = 'refused', egressPorts = [] } = edges.settings
    return createEgress({ loopback, ports: [443, ...egressPorts] })
  })
  return { ...stores, ...edges, egress, ...inEveryHome(stores, edges, egress) }
}

const inEveryHome = (stores: Stores, edges: Edges, egress: Egress) => ({
  packages: allAtFirstCall(packageCalls, async () => {
    const { createPackageStore } = await import('../adapters/packaging/package-store.ts')
    return createPackageStore({ blobs: stores.blobs })
  }),
  passcodes: allAtFirstCall(['hash', 'matches'], async () => {
    const { createPasscodes } = await import('../adapters/passcodes/argon2.ts')
    return createPasscodes()
  }),
  passkeys: allAtFirstCall(['register', 'check'], async () => {
    const { createPasskeys } = await import('../adapters/webauthn/passkeys.ts')
    return createPasskeys()
  }),
  scanner: allAtFirstCall(['begin'], async () => {
    const { createScanner } = await import('../adapters/scanning/scanner.ts')
    return createScanner(edges.settings.clamd)
  }),
  signInProvider: allAtFirstCall(['examine', 'address', 'claims'], async () => {
    const { createSignInProvider } = await import('../adapters/openid/sign-in-provider.ts')
    const { egressFetch } = await import('../application/ports/egress-fetch.ts')
    return createSignInProvider(egressFetch(egress))
  }),
  hostNames: allAtFirstCall(['texts'], async () => {
    const { createHostNames } = await import('../adapters/dns/host-names.ts')
    return createHostNames({ servers: edges.settings.dnsServers ?? [] })
  }),
  connectors: allAtFirstCall(['systems'], async () => {
    const { createConnectorCatalogue } = await import('../adapters/connectors/catalogue.ts')
    return createConnectorCatalogue()
  }),
  forms: allAtFirstCall(['validate'], async () => {
    const { createFormValidator } = await import('../adapters/forms/ajv-forms.ts')
    return createFormValidator()
  }),
  tokens: allAtFirstCall(['issue', 'verify', 'publicKeys', 'renewKey'], async () => {
    const { createAccessTokens } = await import('../adapters/tokens/jwt.ts')
    const { tokenMinutes } = edges.settings
    return createAccessTokens({
      keys: stores.keys,
      random: systemRandom,
      issuer: edges.settings.publicUrl,
      ...(tokenMinutes !== undefined && { minutes: tokenMinutes }),
      documents: signingKeyDocument(stores.documents),
    })
  }),
  random: systemRandom,
  crypto: systemCrypto,
})

const packageCalls = ['storeFile', 'storeParts', 'readFile', 'buildPackage'] as const

type SigningKeyDocument = Document & { readonly keys: KeyList }

type KeyDocuments = Parameters<typeof createAccessTokens>[0]['documents']

type KeyList = Parameters<KeyDocuments['save']>[0]

/** The instance's signing keys are one document in `access`; the private numbers in it are wrapped. */
export function signingKeyDocument(documents: DocumentStore): KeyDocuments {
  const id = 'signingKeys'
  return {
    async load() {
      const found = await documents.read<SigningKeyDocument>(accessPartition(id), id)
      return found && { keys: found.value.keys, etag: found.etag }
    },
    async save(keys, etag) {
      const value: SigningKeyDocument = { id, keys }
      const write =
        etag === undefined ? { kind: 'create' as const, value } : { kind: 'replace' as const, value, etag }
      return (await documents.batch(accessPartition(id), [write])).ok ? 'saved' : 'conflict'
    },
  }
}
