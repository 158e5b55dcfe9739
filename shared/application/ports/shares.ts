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
}
