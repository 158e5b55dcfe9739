/**
 * Shred shares (security.md, "Keys"): one small secret per key, in a store of its own without versions, soft delete or
 * backup. Destroying a share makes all that its key encrypted unreadable at once. Calls may throw `DependencyUnavailable`.
 */
export type ShareStore = {
  /** Stores a new share; throws when the name is in use. */
  readonly put: (name: string, share: Uint8Array) => Promise<void>
  readonly get: (name: string) => Promise<Uint8Array | undefined>
  /** No error when it is gone already. */
  readonly destroy: (name: string) => Promise<void>
  /** The shares whose names begin so, in the order of their names, some 5,000 a page. */
  readonly list: (options?: {
    readonly prefix?: string
    readonly continuation?: string
  }) => Promise<SharePage>
}

/** `createdAt` is the store's own record of when the share was put. */
export type SharePage = {
  readonly shares: readonly { readonly name: string; readonly createdAt: Date }[]
  readonly continuation?: string
}
