import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What this process holds in buffers and objects once the collector has taken what nobody holds. */
export function heldBytes(): number {
  collect()
  // V8 sweeps buffers beside the program, and on a busy machine late: the next collection waits for it.
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
