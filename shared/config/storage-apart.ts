// Content and shred shares lie in two accounts: who holds one of them alone opens nothing, and what the shares destroy is
// gone, whatever the other account keeps.
import type { Given } from './adapter-settings.ts'
import type { SettingProblem } from './setting.ts'
import { isLoopback } from './setting-shapes.ts'

/** Shares beside the content in one account stop the start; emulators on this machine hold nothing that matters. */
export function sharesNotApart(given: Given): readonly SettingProblem[] {
  const [blobs, shares] = [given('BLOB_ENDPOINT'), given('SHARES_ENDPOINT')]
  if (blobs === undefined || shares === undefined || isLoopback(shares)) return []
  const account = accountOf(shares)
  return account === undefined || account !== accountOf(blobs)
    ? []
    : [{ setting: 'SHARES_ENDPOINT', problem: 'must name another storage account than BLOB_ENDPOINT' }]
}

/**
 * An account has several addresses: of its blobs and its files in folders, of the second region, of a DNS zone and of a
 * private link (learn.microsoft.com, "Storage account overview", "Storage account endpoints").
 */
const ofService = /^([a-z0-9]+)(?:-secondary)?(?:\.[a-z0-9]+)*\.(?:blob|dfs|web)(?=\.)/

const accountOf = (address: string): string | undefined =>
  URL.canParse(address) ? new URL(address).hostname.replace(ofService, '$1') : undefined
