import type { WithheldPlace } from '../package/package-facts.ts'
import type { IdentityRecord } from '../requests/identity.ts'
import type { Right } from '../requests/right.ts'
import { canonicalBytes, canonicalJson } from './canonical.ts'

export type SealedFile = { readonly path: string; readonly sha256: string; readonly sizeBytes: number }

export type SealedPackage = { readonly right: Right; readonly files: readonly SealedFile[] }

/** What is left out, and the code of the ground for it (refusal.ts). */
export type Withheld = WithheldPlace & { readonly groundCode: string }

/** Everything that approvers approve. No personal data: the addressee is a commitment, identity only its kind. */
export type SealFacts = {
  readonly sealId: string
  readonly requestId: string
  readonly rights: readonly Right[]
  /** Lower-case hexadecimal. */
  readonly addresseeCommitment: string
  readonly identity: Pick<IdentityRecord, 'method' | 'level' | 'at'>
  readonly deliveryMethod: 'download' | 'paper'
  readonly policyVersion: number
  readonly withheld: readonly Withheld[]
  /** Files that leave although they have what is withheld. */
  readonly knownFiles: readonly { readonly file: string; readonly sha256: string }[]
  readonly packages: readonly SealedPackage[]
  /** To whom it goes as well, on the person's instruction (Art. 20(2)): each a hash or an id. */
  readonly transfer?: {
    readonly transferId: string
    readonly receiver: string
    readonly instructionSha256: string
  }
}

/**
 * The bytes whose SHA-256 is the seal's root. Lists are sets: the order in which they were gathered does not
 * matter, and any other difference does.
 */
export const sealBytes = (facts: SealFacts): Uint8Array =>
  canonicalBytes({
    // Named, so that no other hashed or signed document can pass for a seal.
    type: 'indsigt.seal.v1',
    sealId: facts.sealId,
    requestId: facts.requestId,
    rights: sorted(facts.rights),
    addresseeCommitment: facts.addresseeCommitment,
    identity: identityFacts(facts.identity),
    deliveryMethod: facts.deliveryMethod,
    policyVersion: facts.policyVersion,
    withheld: sorted(facts.withheld.map(withheldFacts)),
    knownFiles: sorted(facts.knownFiles.map(({ file, sha256 }) => ({ file, sha256 }))),
    packages: sorted(
      facts.packages.map(({ right, files }) => ({ right, files: sorted(files.map(fileFacts)) })),
    ),
    // Left out where there is none: a seal of before is the same seal.
    ...(facts.transfer && { transfer: transferFacts(facts.transfer) }),
  })

// Member by member: what else a caller's object carries is no part of the seal.
const withheldFacts = (withheld: Withheld) => {
  const { groundCode } = withheld
  return 'file' in withheld
    ? { file: withheld.file, groundCode }
    : { source: withheld.source, pointer: withheld.pointer, groundCode }
}

const identityFacts = ({ method, level, at }: SealFacts['identity']) => ({
  method,
  level,
  at: at.toISOString(),
})

const transferFacts = ({ transferId, receiver, instructionSha256 }: NonNullable<SealFacts['transfer']>) => ({
  transferId,
  receiver,
  instructionSha256,
})

const fileFacts = ({ path, sha256, sizeBytes }: SealedFile): SealedFile => ({ path, sha256, sizeBytes })

/** By the code units of their canonical form: a locale would order them differently on another machine. */
const sorted = <Item>(items: readonly Item[]): readonly Item[] =>
  items
    .map((item) => ({ item, key: canonicalJson(item) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item)
