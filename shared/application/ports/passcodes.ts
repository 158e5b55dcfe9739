/** Secrets that a person thinks of, kept so that they can be compared and never read. Slow on purpose, hence asynchronous. */
export type Passcodes = {
  /** Throws `DependencyUnavailable` when too many are under way: the memory of one machine is finite. */
  readonly hash: (passcode: string) => Promise<string>
  readonly matches: (passcode: string, hash: string) => Promise<boolean>
}
