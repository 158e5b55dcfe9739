import { readFileSync } from 'node:fs'

/** Resident memory of a process in bytes, as Linux counts it. */
function residentBytes(pid: number | undefined): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

/** By how much a process grew beyond what it had, at most, while the work went on; looked at ten times a second. */
export async function watchedMemory<T>(
  pid: number | undefined,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly grownBy: number }> {
  const before = residentBytes(pid)
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, residentBytes(pid))
  }, 100)
  try {
    const result = await work()
    return { result, grownBy: most - before }
  } finally {
    clearInterval(watch)
  }
}
