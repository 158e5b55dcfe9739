// Measures in a process of its own, since counting covered lines costs as much again as what is counted.
import { bombs } from './bombs.ts'
import { said } from './samples.ts'

export type Cost = { readonly milliseconds: number; readonly megabytes: number }

async function cpuOf(bytes: Uint8Array, name: string): Promise<number> {
  const before = process.cpuUsage()
  await said(bytes, name)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** At most, beyond the file, which the caller holds. Asking is dear, so it is not asked while the processor is measured. */
async function memoryOf(bytes: Uint8Array, name: string): Promise<number> {
  let most = 0
  const start = process.memoryUsage.rss()
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss() - start)), 1)
  await said(bytes, name)
  clearInterval(watch)
  return most / 1024 ** 2
}

/** The least of several: what the compiler and the collector do beside it is not what the file makes us do. */
async function leastOf(measure: () => Promise<number>): Promise<number> {
  let least = Infinity
  for (let time = 0; time < 6; time += 1) least = Math.min(least, await measure())
  return least
}

const costs: Record<string, Cost> = {}
for (const [kind, [name, make]] of Object.entries(bombs)) {
  const bytes = make()
  // The first time, since memory that was taken once is there for the others.
  const megabytes = await memoryOf(bytes, name)
  costs[kind] = { megabytes, milliseconds: await leastOf(() => cpuOf(bytes, name)) }
}
console.log(JSON.stringify(costs))
