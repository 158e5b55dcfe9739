// The scanner of an instance: our own rules, and clamd beside them where there is one.
import type { Scan, Scanner, Verdict } from '../../application/ports/scanner.ts'
import { beginClamdScan } from './clamd.ts'
import type { ClamdOptions } from './clamd.ts'
import { beginPolicyScan } from './policy-scan.ts'

export const createScanner = (clamd?: ClamdOptions): Scanner => ({
  begin: (file) =>
    Promise.resolve(clamd ? joined(beginPolicyScan(file), beginClamdScan(clamd)) : beginPolicyScan(file)),
})

/** Our own rules first: what they refuse does not reach clamd any more. */
function joined(policy: Scan, clamd: ReturnType<typeof beginClamdScan>): Scan {
  return {
    async take(bytes) {
      if ((await policy.take(bytes)) === 'enough') return 'enough'
      return clamd.take(bytes)
    },
    async end() {
      const ours = await policy.end()
      if (ours.verdict === 'refused') {
        clamd.close()
        return ours
      }
      return stricter(ours, await clamd.end())
    },
  }
}

function stricter(ours: Exclude<Verdict, { readonly verdict: 'refused' }>, theirs: Verdict): Verdict {
  if (theirs.verdict === 'refused' || ours.verdict === 'clean') return theirs
  if (theirs.verdict === 'clean') return ours
  return { verdict: 'unknown', doubts: [...new Set([...ours.doubts, ...theirs.doubts])].sort() }
}
