/** What one request of a stranger asks of the stores before its answer where strangers are counted: in serve mode. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoCompany } from '../local/demo/company.ts'
import { createApp } from '../shared/composition/app.ts'
import { embeddedPorts } from '../shared/composition/embedded-ports.ts'
import { createTally } from './tally.ts'
import type { BenchRow } from './measure.ts'

const now = new Date('2026-03-02T08:00:00Z')

export async function intakeCallRows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'indsigt-bench-'))
  const tally = createTally()
  const world = { clock: { now: () => now }, log: { write: () => undefined } }
  const { ports, db } = embeddedPorts({ folder, mode: 'serve', publicUrl: 'http://localhost' }, world)
  try {
    const app = createApp(tally.ports(ports))
    await app.openCompany(demoCompany)
    const ask = (email: string) =>
      app.createRequest({
        ...{ companyId: 'demo', network: '192.0.2.1', wish: { rights: ['access'], personal: { email } } },
      })
    await ask('first@mail.example')
    tally.begin('intake')
    await ask('second@mail.example')
  } finally {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const { batches = 0, reads = 0, queries = 0, shares = 0 } = tally.steps()[0]?.call ?? {}
  const row = (name: string, value: number, aim: string): BenchRow => ({ name, value, unit: '', aim })
  return [
    row('intake, serving: batches, one of them the counter', batches, '2'),
    row('intake, serving: shares', shares, '1'),
    row('intake, serving: reads and queries', reads + queries, '0'),
  ]
}
