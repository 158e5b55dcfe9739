/** How long it takes to be answered with an address that is known and with one that is not, sample by sample in turn. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoCompany } from '../local/demo/company.ts'
import { createApp } from '../shared/composition/app.ts'
import { embeddedPorts } from '../shared/composition/embedded-ports.ts'
import { printRun } from './measure.ts'
import type { BenchRow } from './measure.ts'

const now = new Date('2026-03-02T08:00:00Z')
const samples = 2_000

/** As long as each other, and asked in turn: one that works here, and two that nobody knows. */
const addresses = {
  known: 'user@demo.example',
  unknown: 'eves@demo.example',
  again: 'noel@demo.example',
} as const

type Asked = (email: string) => Promise<unknown>

type Who = keyof typeof addresses

const always = (who: Who): string => addresses[who]

/** Who asks for the first time is somebody else each time. */
const once = (who: Who, sample: number): string =>
  who === 'known'
    ? '1000000000@mail.example'
    : `${who === 'unknown' ? 2 : 3}${String(sample).padStart(9, '0')}@mail.example`

const wishOf = (email: string) => ({ rights: ['access'] as const, personal: { email } })

export async function enumerationRows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'indsigt-bench-'))
  const world = { clock: { now: () => now }, log: { write: () => undefined } }
  const { ports, db } = embeddedPorts({ folder, mode: 'demo', publicUrl: 'http://localhost' }, world)
  try {
    const app = createApp(ports)
    await app.openCompany(demoCompany)
    const companyId = demoCompany.company.companyId
    const wrong = { code: '00000000', use: 'program' } as const
    return [
      ...(await compared('sign-in', (email) => app.askSignIn({ companyId, email }))),
      ...(await compared('links', (email) => app.askLinks({ companyId, email }))),
      ...(await compared('intake', (email) => app.createRequest({ companyId, wish: wishOf(email) }), once)),
      ...(await compared('code, wrong', (email) => app.redeemCode({ companyId, email, ...wrong }))),
    ]
  } finally {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The noise is the same difference between two addresses that nobody knows. */
async function compared(
  name: string,
  ask: Asked,
  addressOf: (who: Who, sample: number) => string = always,
): Promise<readonly BenchRow[]> {
  const times = { known: [] as number[], unknown: [] as number[], again: [] as number[] }
  const order = Object.keys(addresses) as Who[]
  for (let sample = 0; sample < samples; sample++)
    // Whoever comes first in a round is another one each time.
    for (const [i] of order.entries()) {
      const who = order[(i + sample) % order.length] ?? 'known'
      const begun = performance.now()
      await ask(addressOf(who, sample))
      times[who].push((performance.now() - begun) * 1_000)
    }
  const [known, unknown, again] = [median(times.known), median(times.unknown), median(times.again)]
  return [
    { name: `${name}: median`, value: unknown, unit: 'µs' },
    { name: `${name}: known less unknown`, value: known - unknown, unit: 'µs', aim: 'within the noise' },
    { name: `${name}: noise`, value: Math.abs(again - unknown), unit: 'µs' },
  ]
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[values.length >> 1] ?? NaN

if (import.meta.main) printRun(await enumerationRows())
